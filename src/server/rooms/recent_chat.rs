//! The newest messages of a room, in memory: what somebody gets on entering.

use std::collections::VecDeque;

use crate::domain::{chat::ChatMessage, limits};

/// Text in one `session_info`, in bytes, so that it stays within a frame; older pages are fetched.
const HANDSHAKE_TEXT: usize = 40 * 1024;

/// The newest messages, by number and without a gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RecentChat {
    messages: VecDeque<ChatMessage>,
}

impl RecentChat {
    pub(super) fn new(newest: Vec<ChatMessage>) -> Self {
        Self {
            messages: newest.into(),
        }
    }

    /// Adds a message that was stored just now.
    pub(super) fn push(&mut self, message: ChatMessage) {
        if self
            .messages
            .back()
            .is_some_and(|last| last.seq >= message.seq)
        {
            return;
        }
        self.messages.push_back(message);
        if self.messages.len() > limits::CHAT_PAGE as usize {
            self.messages.pop_front();
        }
    }

    /// Puts a message that was taken back in the place of what it was.
    pub(super) fn replace(&mut self, message: &ChatMessage) {
        if let Some(known) = self.messages.iter_mut().find(|one| one.id == message.id) {
            known.clone_from(message);
        }
    }

    /// The number of the newest message; 0 when there is none.
    pub(super) fn newest(&self) -> u64 {
        self.messages.back().map_or(0, |message| message.seq)
    }

    /// The messages after `last_seq`, as far as they are here and fit into a handshake, and whether there are
    /// more between them and what the asker has (or at all, for an asker that has nothing).
    pub(super) fn after(&self, last_seq: Option<u64>) -> (Vec<ChatMessage>, bool) {
        let known = last_seq.unwrap_or(0);
        let mut text = 0;
        let mut messages: Vec<ChatMessage> = self
            .messages
            .iter()
            .rev()
            .take_while(|message| message.seq > known)
            .take_while(|message| {
                text += message.body.as_str().len();
                text <= HANDSHAKE_TEXT
            })
            .cloned()
            .collect();
        messages.reverse();
        let first = messages.first().map_or_else(
            || self.messages.back().map_or(1, |newest| newest.seq + 1),
            |message| message.seq,
        );
        (messages, first > known + 1)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        chat::ChatBody,
        clock::Timestamp,
        ids::{LocalRef, MessageId, ParticipantId},
        participant::DisplayName,
    };

    fn message(seq: u64, length: usize) -> ChatMessage {
        ChatMessage {
            id: MessageId::from_uuid(Uuid::from_u128(u128::from(seq))),
            seq,
            author_id: ParticipantId::from_uuid(Uuid::nil()),
            author_name: DisplayName::guest(1),
            local_ref: LocalRef::from_uuid(Uuid::from_u128(u128::from(seq))),
            body: ChatBody::parse(&"a".repeat(length)).unwrap(),
            sent_at: Timestamp::from_millis(0),
            deleted_at: None,
            announcement: false,
        }
    }

    fn seqs((messages, more): (Vec<ChatMessage>, bool)) -> (Vec<u64>, bool) {
        (messages.iter().map(|message| message.seq).collect(), more)
    }

    #[test]
    fn whoever_comes_back_gets_what_they_missed_and_no_more() {
        let mut chat = RecentChat::new(vec![message(1, 1), message(2, 1)]);
        chat.push(message(3, 1));
        assert_eq!(seqs(chat.after(None)), (vec![1, 2, 3], false));
        assert_eq!(seqs(chat.after(Some(2))), (vec![3], false));
        assert_eq!(seqs(chat.after(Some(3))), (vec![], false));
    }

    #[test]
    fn a_long_absence_leaves_a_gap_that_is_said() {
        let mut chat = RecentChat::default();
        for seq in 1..=150 {
            chat.push(message(seq, 1));
        }
        let (messages, more) = chat.after(Some(10));
        assert_eq!((messages.len(), messages[0].seq, more), (100, 51, true));
        assert!(!seqs(chat.after(Some(50))).1);
        assert!(seqs(chat.after(None)).1);
    }

    #[test]
    fn long_messages_do_not_burst_the_handshake() {
        let mut chat = RecentChat::default();
        for seq in 1..=100 {
            chat.push(message(seq, 2_000));
        }
        let (messages, more) = chat.after(None);
        assert_eq!((messages.len(), more), (20, true));
        assert_eq!(messages.last().map(|message| message.seq), Some(100));
    }
}
