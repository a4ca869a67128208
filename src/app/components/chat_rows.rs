//! What stands in the list of messages, line by line: days, groups per person and five minutes, who came and
//! went, and at the end what is still on its way. Pure, so that a plain test drives it.

use std::time::Duration;

use super::notices::Sentence;
use crate::{
    call::call_state::{CallState, Notice, NoticeKind, OutgoingMessage, OutgoingState},
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{LocalRef, ParticipantId},
    },
};

/// A group ends after this long.
const GROUP: Duration = Duration::from_secs(5 * 60);

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A new day begins; the words for it.
    Day(String),
    /// Who came or went, together.
    Notice(Sentence),
    /// A stored message.
    Message {
        /// The message.
        message: ChatMessage,
        /// Whether oneself wrote it.
        mine: bool,
        /// Whether it begins a group.
        first: bool,
    },
    /// An own message without a receipt.
    Outgoing {
        /// The message.
        message: OutgoingMessage,
        /// Whether it begins a group.
        first: bool,
    },
}

/// What a list tells rows apart by: the same as long as the row looks the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// By its words.
    Day(String),
    /// By the numbers of the first and the last.
    Notice(u32, u32),
    /// By its place, whether it begins a group, whether it was taken back, and whether it is an announcement.
    Message(u64, bool, bool, bool),
    /// By its own name, whether it was refused, and whether it begins a group.
    Outgoing(LocalRef, bool, bool),
}

impl Row {
    /// See [`RowKey`].
    pub fn key(&self) -> RowKey {
        match self {
            Self::Day(day) => RowKey::Day(day.clone()),
            Self::Notice(sentence) => RowKey::Notice(sentence.first.number, sentence.last),
            Self::Message { message, first, .. } => {
                let gone = message.deleted_at.is_some();
                RowKey::Message(message.seq, *first, gone, message.announcement)
            }
            Self::Outgoing { message, first } => RowKey::Outgoing(
                message.local_ref,
                message.state != OutgoingState::Sending,
                *first,
            ),
        }
    }
}

/// Builds rows one after the other.
struct Rows<D> {
    day_name: D,
    rows: Vec<Row>,
    day: Option<String>,
    /// Who wrote the row before, and when; none after anything that ends a group.
    group: Option<(ParticipantId, Timestamp)>,
}

impl<D: Fn(Timestamp) -> String> Rows<D> {
    fn day(&mut self, at: Timestamp) {
        let day = (self.day_name)(at);
        if self.day.as_ref() != Some(&day) {
            self.rows.push(Row::Day(day.clone()));
            self.day = Some(day);
            self.group = None;
        }
    }

    fn begins_group(&mut self, author: ParticipantId, at: Timestamp) -> bool {
        match self.group {
            Some((before, since)) if before == author && at.since(since) < GROUP => false,
            _ => {
                self.group = Some((author, at));
                true
            }
        }
    }

    fn message(&mut self, message: &ChatMessage, me: Option<ParticipantId>) {
        self.day(message.sent_at);
        let first = self.begins_group(message.author_id, message.sent_at);
        self.rows.push(Row::Message {
            mine: Some(message.author_id) == me,
            message: message.clone(),
            first,
        });
    }

    fn notice(&mut self, notice: &Notice) {
        // Hands and requests are of the moment: they have their places elsewhere.
        if matches!(
            notice.kind,
            NoticeKind::HandRaised | NoticeKind::AskedToMute
        ) {
            return;
        }
        self.day(notice.at);
        self.group = None;
        if let Some(Row::Notice(last)) = self.rows.last_mut()
            && last.takes(notice)
        {
            return;
        }
        self.rows.push(Row::Notice(Sentence::of(notice)));
    }
}

/// The stored messages alone, as they are read after the end.
/// `me` is who reads them, where they were in the session.
pub fn transcript_rows(
    messages: &[ChatMessage],
    me: Option<ParticipantId>,
    day_name: impl Fn(Timestamp) -> String,
) -> Vec<Row> {
    let mut rows = Rows {
        day_name,
        rows: Vec::with_capacity(messages.len() + 2),
        day: None,
        group: None,
    };
    for message in messages {
        rows.message(message, me);
    }
    rows.rows
}

/// The list of a running call. `day_name` says a day as people say it.
pub fn call_rows(state: &CallState, day_name: impl Fn(Timestamp) -> String) -> Vec<Row> {
    let me = state.room.as_ref().map(|room| room.me.id);
    let mut rows = Rows {
        day_name,
        rows: Vec::with_capacity(state.chat.messages.len() + state.notices.len() + 4),
        day: None,
        group: None,
    };
    let mut notices = state.notices.iter().peekable();
    for message in &state.chat.messages {
        while let Some(notice) = notices.next_if(|notice| notice.at <= message.sent_at) {
            rows.notice(notice);
        }
        rows.message(message, me);
    }
    for notice in notices {
        rows.notice(notice);
    }
    for message in &state.chat.outbox {
        let first = match me {
            Some(me) => rows.begins_group(me, message.written_at),
            None => true,
        };
        rows.rows.push(Row::Outgoing {
            message: message.clone(),
            first,
        });
    }
    rows.rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{chat::ChatBody, ids::MessageId, participant::DisplayName};
    use uuid::Uuid;

    fn message(seq: u64, author: u128, minute: i64) -> ChatMessage {
        ChatMessage {
            id: MessageId::from_uuid(Uuid::from_u128(u128::from(seq))),
            seq,
            author_id: ParticipantId::from_uuid(Uuid::from_u128(author)),
            author_name: DisplayName::guest(1),
            local_ref: LocalRef::from_uuid(Uuid::nil()),
            body: ChatBody::parse("x").unwrap(),
            sent_at: Timestamp::from_millis(minute * 60_000),
            deleted_at: None,
            announcement: false,
        }
    }

    fn day(at: Timestamp) -> String {
        (at.as_millis() / 86_400_000).to_string()
    }

    fn firsts(rows: &[Row]) -> Vec<bool> {
        rows.iter()
            .filter_map(|row| match row {
                Row::Message { first, .. } | Row::Outgoing { first, .. } => Some(*first),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_group_is_one_person_and_five_minutes() {
        let messages = [
            message(1, 1, 0),
            message(2, 1, 4),
            message(3, 1, 5),
            message(4, 2, 5),
            message(5, 1, 6),
        ];
        let rows = transcript_rows(&messages, None, day);
        assert_eq!(firsts(&rows), [true, false, true, true, true]);
    }

    #[test]
    fn a_new_day_has_a_line_and_begins_a_group() {
        let messages = [message(1, 1, 24 * 60 - 1), message(2, 1, 24 * 60)];
        let rows = transcript_rows(&messages, None, day);
        assert_eq!(rows[0], Row::Day("0".to_owned()));
        assert_eq!(rows[2], Row::Day("1".to_owned()));
        assert_eq!(firsts(&rows), [true, true]);
    }

    #[test]
    fn notices_stand_where_they_happened_and_the_outbox_stands_last() {
        let state = CallState {
            chat: crate::call::call_state::Chat {
                messages: vec![message(1, 1, 0), message(2, 1, 2)],
                outbox: vec![OutgoingMessage {
                    local_ref: LocalRef::from_uuid(Uuid::nil()),
                    body: "y".to_owned(),
                    written_at: Timestamp::from_millis(0),
                    state: OutgoingState::Sending,
                }],
                ..Default::default()
            },
            notices: vec![Notice {
                number: 1,
                at: Timestamp::from_millis(60_000),
                kind: NoticeKind::Joined,
                name: "Maya".to_owned(),
            }],
            ..Default::default()
        };
        let rows = call_rows(&state, day);
        assert!(matches!(rows[2], Row::Notice(_)));
        assert!(matches!(rows.last(), Some(Row::Outgoing { .. })));
        assert_eq!(firsts(&rows), [true, true, true]);
    }
}
