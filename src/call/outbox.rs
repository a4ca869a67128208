//! Own messages on their way: kept until the server's receipt, sent one after the other so that they stay in
//! the order in which they were written, and sent again after a loss under the same name.
//!
//! Sending twice does no harm, for the server stores a name once.

use std::time::Duration;

use super::call_state::{Chat, OutgoingMessage, OutgoingState};
use crate::{
    domain::{
        chat::{ChatBody, ChatBodyError},
        clock::Timestamp,
        ids::{LocalRef, ParticipantId},
    },
    protocol::error_code::ErrorCode,
};

/// Pause after a refusal that passes by itself and names no time.
const PAUSE: Duration = Duration::from_secs(2);

/// What is known of the messages in [`Chat::outbox`] beyond what people see.
#[derive(Debug, Default)]
pub struct Outbox {
    in_flight: Option<LocalRef>,
    /// Stored, but not in the list yet: an answer that came another way than the list.
    stored: Vec<LocalRef>,
    not_before: Option<Timestamp>,
}

impl Outbox {
    /// Keeps a new message. What is empty is no message; what is too long is refused at once.
    pub fn write(&self, chat: &mut Chat, local_ref: LocalRef, body: String, now: Timestamp) {
        let (body, state) = match ChatBody::parse(&body) {
            Ok(body) => (body.into(), OutgoingState::Sending),
            Err(ChatBodyError::Empty) => return,
            Err(ChatBodyError::TooLong) => (body, OutgoingState::Refused(ErrorCode::ChatTooLong)),
        };
        chat.outbox.push(OutgoingMessage {
            local_ref,
            body,
            written_at: now,
            state,
        });
    }

    /// The message to be sent now, if any; it counts as under way from here on.
    pub fn next(&mut self, chat: &Chat, now: Timestamp) -> Option<(LocalRef, String)> {
        if self.in_flight.is_some() || self.not_before.is_some_and(|moment| now < moment) {
            return None;
        }
        let message = chat.outbox.iter().find(|message| {
            message.state == OutgoingState::Sending && !self.stored.contains(&message.local_ref)
        })?;
        self.in_flight = Some(message.local_ref);
        Some((message.local_ref, message.body.clone()))
    }

    /// The way by which messages went is gone: what is under way has to be sent again.
    pub fn way_lost(&mut self) {
        self.in_flight = None;
    }

    /// The message is stored and in the list.
    pub fn shown(&mut self, chat: &mut Chat, local_ref: LocalRef) {
        self.landed(local_ref);
        self.stored.retain(|stored| *stored != local_ref);
        chat.outbox.retain(|message| message.local_ref != local_ref);
    }

    /// Takes the receipts of `author`'s messages from the list.
    pub fn reconcile(&mut self, chat: &mut Chat, author: ParticipantId) {
        let waiting: Vec<LocalRef> = chat.outbox.iter().map(|own| own.local_ref).collect();
        for local_ref in waiting {
            let mut own = chat.messages.iter().rev();
            if own.any(|stored| stored.author_id == author && stored.local_ref == local_ref) {
                self.shown(chat, local_ref);
            }
        }
    }

    /// The message is stored, but the list does not have it yet.
    pub fn stored(&mut self, local_ref: LocalRef) {
        self.landed(local_ref);
        if !self.stored.contains(&local_ref) {
            self.stored.push(local_ref);
        }
    }

    /// The server refused it. What passes by waiting is tried again by itself.
    pub fn refused(
        &mut self,
        chat: &mut Chat,
        local_ref: LocalRef,
        code: ErrorCode,
        retry_after: Option<Duration>,
        now: Timestamp,
    ) {
        self.landed(local_ref);
        match code {
            ErrorCode::TooFast => {
                let until = now.plus(retry_after.unwrap_or(PAUSE));
                self.not_before = Some(until);
                chat.too_fast_until = Some(until);
            }
            ErrorCode::Unavailable => {
                self.not_before = Some(now.plus(retry_after.unwrap_or(PAUSE)))
            }
            code => {
                if let Some(message) = find(chat, local_ref) {
                    message.state = OutgoingState::Refused(code);
                }
            }
        }
    }

    /// The person wants a refused message to be tried once more.
    pub fn send_again(&self, chat: &mut Chat, local_ref: LocalRef) {
        if let Some(message) = find(chat, local_ref) {
            message.state = OutgoingState::Sending;
        }
    }

    /// The person takes a refused message away. One that may already be stored stays.
    pub fn discard(&self, chat: &mut Chat, local_ref: LocalRef) {
        chat.outbox.retain(|message| {
            message.local_ref != local_ref || message.state == OutgoingState::Sending
        });
    }

    /// Time passes. True when what is shown has changed.
    pub fn tick(&mut self, chat: &mut Chat, now: Timestamp) -> bool {
        if self.not_before.is_some_and(|moment| now >= moment) {
            self.not_before = None;
        }
        let over = chat.too_fast_until.is_some_and(|until| now >= until);
        if over {
            chat.too_fast_until = None;
        }
        over
    }

    fn landed(&mut self, local_ref: LocalRef) {
        if self.in_flight == Some(local_ref) {
            self.in_flight = None;
        }
    }
}

fn find(chat: &mut Chat, local_ref: LocalRef) -> Option<&mut OutgoingMessage> {
    chat.outbox
        .iter_mut()
        .find(|message| message.local_ref == local_ref)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::limits;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    fn name(number: u128) -> LocalRef {
        LocalRef::from_uuid(Uuid::from_u128(number))
    }

    fn two_written() -> (Outbox, Chat) {
        let (outbox, mut chat) = (Outbox::default(), Chat::default());
        outbox.write(&mut chat, name(1), " one ".to_owned(), at(0));
        outbox.write(&mut chat, name(2), "two".to_owned(), at(1));
        (outbox, chat)
    }

    #[test]
    fn messages_go_one_after_the_other_each_after_the_receipt_of_the_last() {
        let (mut outbox, mut chat) = two_written();
        assert_eq!(outbox.next(&chat, at(2)), Some((name(1), "one".to_owned())));
        assert_eq!(outbox.next(&chat, at(3)), None);
        outbox.shown(&mut chat, name(1));
        assert_eq!(outbox.next(&chat, at(4)), Some((name(2), "two".to_owned())));
        outbox.shown(&mut chat, name(2));
        assert_eq!(outbox.next(&chat, at(5)), None);
        assert!(chat.outbox.is_empty());
    }

    #[test]
    fn what_has_no_receipt_is_sent_again_under_the_same_name() {
        let (mut outbox, chat) = two_written();
        let first = outbox.next(&chat, at(2));
        outbox.way_lost();
        assert_eq!(outbox.next(&chat, at(3)), first);
    }

    #[test]
    fn what_was_stored_another_way_is_not_sent_again_and_stays_until_the_list_has_it() {
        let (mut outbox, mut chat) = two_written();
        outbox.next(&chat, at(2));
        outbox.stored(name(1));
        assert_eq!(
            outbox.next(&chat, at(3)).map(|(name, _)| name),
            Some(name(2))
        );
        assert_eq!(chat.outbox.len(), 2);
        outbox.shown(&mut chat, name(1));
        assert_eq!(chat.outbox.len(), 1);
    }

    #[test]
    fn too_fast_waits_and_goes_on_by_itself() {
        let (mut outbox, mut chat) = two_written();
        outbox.next(&chat, at(0));
        let wait = Some(Duration::from_millis(800));
        outbox.refused(&mut chat, name(1), ErrorCode::TooFast, wait, at(0));
        assert_eq!(chat.too_fast_until, Some(at(800)));
        assert!(!outbox.tick(&mut chat, at(799)));
        assert_eq!(outbox.next(&chat, at(799)), None);
        assert!(outbox.tick(&mut chat, at(800)));
        assert_eq!(chat.too_fast_until, None);
        assert_eq!(
            outbox.next(&chat, at(800)).map(|(name, _)| name),
            Some(name(1))
        );
    }

    #[test]
    fn a_refused_message_lets_the_next_one_pass_and_waits_for_the_person() {
        let (mut outbox, mut chat) = two_written();
        outbox.next(&chat, at(0));
        outbox.refused(&mut chat, name(1), ErrorCode::NotAllowed, None, at(0));
        assert_eq!(
            outbox.next(&chat, at(0)).map(|(name, _)| name),
            Some(name(2))
        );
        outbox.shown(&mut chat, name(2));
        outbox.send_again(&mut chat, name(1));
        assert_eq!(
            outbox.next(&chat, at(1)).map(|(name, _)| name),
            Some(name(1))
        );
        outbox.discard(&mut chat, name(1));
        assert_eq!(chat.outbox.len(), 1, "it may be stored by now");
    }

    #[test]
    fn an_empty_message_is_none_and_one_that_is_too_long_is_not_sent() {
        let (mut outbox, mut chat) = (Outbox::default(), Chat::default());
        outbox.write(&mut chat, name(1), "  ".to_owned(), at(0));
        outbox.write(
            &mut chat,
            name(2),
            "x".repeat(limits::CHAT_CHARS + 1),
            at(0),
        );
        assert_eq!(chat.outbox.len(), 1);
        assert_eq!(outbox.next(&chat, at(0)), None);
        outbox.discard(&mut chat, name(2));
        assert!(chat.outbox.is_empty());
    }
}
