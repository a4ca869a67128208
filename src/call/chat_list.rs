//! The stored messages that a page has: always in order and without a gap, whichever way they came.
//!
//! What cannot be joined to the rest is not shown: either the older part is let go (it can be fetched
//! again), or the newer part is asked for.

use super::call_state::Chat;
use crate::domain::chat::ChatMessage;

/// What became of a message that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// It is the next one and stands in the list.
    Added,
    /// It was there already.
    Known,
    /// Messages before it are missing: fetch the newest page.
    Gap,
}

impl Chat {
    /// The number of the last message; none while there is no message.
    pub fn last_seq(&self) -> Option<u64> {
        self.messages.last().map(|message| message.seq)
    }

    /// Takes a single message.
    pub fn receive(&mut self, message: ChatMessage) -> Received {
        let next = match (self.last_seq(), self.more) {
            (Some(last), _) => last + 1,
            (None, false) => 1,
            (None, true) => message.seq,
        };
        if message.seq < next {
            // It comes again when its author has taken it back.
            if let Some(known) = self.messages.iter_mut().find(|one| one.seq == message.seq) {
                *known = message;
            }
            return Received::Known;
        }
        if message.seq > next {
            return Received::Gap;
        }
        self.messages.push(message);
        Received::Added
    }

    /// Takes a run of messages that ends with the newest, oldest first. `more` says that there are messages
    /// before it.
    pub fn receive_newest(&mut self, page: Vec<ChatMessage>, more: bool) {
        let (Some(first), Some(last)) = (page.first(), page.last()) else {
            if self.messages.is_empty() {
                self.more = more;
            }
            return;
        };
        let (first, last) = (first.seq, last.seq);
        let had_first = self.messages.first().map(|message| message.seq);
        if had_first.is_some_and(|had| last + 1 < had) {
            return;
        }
        if self.last_seq().is_none_or(|last| last + 1 < first) {
            self.messages = page;
            self.more = more;
            return;
        }
        if had_first.is_some_and(|had| first < had) {
            let newer = std::mem::replace(&mut self.messages, page);
            self.append(newer);
            self.more = more;
        } else {
            self.append(page);
        }
    }

    /// Takes a run of messages from before the first one, oldest first.
    pub fn receive_older(&mut self, page: Vec<ChatMessage>, more: bool) {
        let Some(first) = self.messages.first().map(|message| message.seq) else {
            return self.receive_newest(page, more);
        };
        let mut older: Vec<ChatMessage> = page;
        older.retain(|message| message.seq < first);
        if older.last().is_none_or(|last| last.seq + 1 == first) {
            older.append(&mut self.messages);
            self.messages = older;
            self.more = more;
        }
    }

    fn append(&mut self, newer: Vec<ChatMessage>) {
        let last = self.last_seq().unwrap_or(0);
        self.messages
            .extend(newer.into_iter().filter(|message| message.seq > last));
    }
}

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{
        chat::ChatBody,
        clock::Timestamp,
        ids::{LocalRef, MessageId, ParticipantId},
        participant::DisplayName,
    };

    pub fn message(seq: u64) -> ChatMessage {
        ChatMessage {
            id: MessageId::from_uuid(Uuid::from_u128(u128::from(seq))),
            seq,
            author_id: ParticipantId::from_uuid(Uuid::nil()),
            author_name: DisplayName::guest(1),
            local_ref: LocalRef::from_uuid(Uuid::from_u128(u128::from(seq))),
            body: ChatBody::parse("text").unwrap(),
            sent_at: Timestamp::from_millis(0),
            deleted_at: None,
            announcement: false,
        }
    }

    fn messages(range: std::ops::RangeInclusive<u64>) -> Vec<ChatMessage> {
        range.map(message).collect()
    }

    fn numbers(chat: &Chat) -> Vec<u64> {
        chat.messages.iter().map(|message| message.seq).collect()
    }

    #[test]
    fn the_first_message_of_a_session_and_the_next_ones_are_added() {
        let mut chat = Chat::default();
        assert_eq!(chat.receive(message(1)), Received::Added);
        assert_eq!(chat.receive(message(2)), Received::Added);
        assert_eq!(chat.receive(message(2)), Received::Known);
        assert_eq!(chat.receive(message(4)), Received::Gap);
        assert_eq!(numbers(&chat), [1, 2]);
    }

    #[test]
    fn a_message_that_was_taken_back_is_replaced_in_its_place() {
        let mut chat = Chat::default();
        chat.receive_newest(messages(1..=3), false);
        let deleted = ChatMessage {
            body: ChatBody::deleted(),
            deleted_at: Some(Timestamp::from_millis(1)),
            ..message(2)
        };
        assert_eq!(chat.receive(deleted.clone()), Received::Known);
        assert_eq!(numbers(&chat), [1, 2, 3]);
        assert_eq!(chat.messages[1], deleted);
    }

    #[test]
    fn what_was_missed_is_joined_on() {
        let mut chat = Chat::default();
        chat.receive_newest(messages(5..=8), true);
        chat.receive_newest(messages(7..=10), true);
        assert_eq!(numbers(&chat), [5, 6, 7, 8, 9, 10]);
        chat.receive_newest(Vec::new(), false);
        assert!(chat.more, "nothing new says nothing about the old");
    }

    #[test]
    fn after_a_long_absence_the_old_part_is_let_go_rather_than_shown_with_a_gap() {
        let mut chat = Chat::default();
        chat.receive_newest(messages(1..=4), false);
        chat.receive_newest(messages(50..=60), true);
        assert_eq!(numbers(&chat).first(), Some(&50));
        assert!(chat.more);
    }

    #[test]
    fn older_pages_go_before() {
        let mut chat = Chat::default();
        chat.receive_newest(messages(7..=9), true);
        chat.receive_older(messages(4..=7), true);
        assert_eq!(numbers(&chat), [4, 5, 6, 7, 8, 9]);
        chat.receive_older(messages(1..=3), false);
        assert_eq!(numbers(&chat).first(), Some(&1));
        assert!(!chat.more);
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_the_list_has_no_gap_and_nothing_twice(
            runs in proptest::collection::vec((0u8..3, 1u64..40, 0u64..12), 0..20)
        ) {
            let mut chat = Chat::default();
            for (way, first, length) in runs {
                match way {
                    0 => { chat.receive(message(first)); }
                    1 => chat.receive_newest(messages(first..=first + length), first > 1),
                    _ => chat.receive_older(messages(first..=first + length), first > 1),
                }
                let numbers = numbers(&chat);
                proptest::prop_assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]));
            }
        }
    }
}
