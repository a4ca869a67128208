//! The ways of the chat: own messages go by the line, or, while that is away, by a server function; older
//! messages come by page.
//!
//! One message is under way at a time, whichever way it goes, so that they arrive in the order in which they
//! were written. A message that took both ways is stored once, for it has the same name on both.

use std::{rc::Rc, time::Duration};

use super::{
    event::{Event, Sink},
    outside::{Outside, Page, Refusal},
};
use crate::{
    call::{call_state::Chat, outbox::Outbox},
    client::{signaling::Signaling, web::task::Task},
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{LocalRef, ParticipantId},
    },
    protocol::client_message::ClientMessage,
};

/// A line that is away for longer than this does not keep a message waiting.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// The ways of the chat; dropping it ends what is under way.
pub struct Correspondence {
    /// Own messages without a receipt.
    pub outbox: Outbox,
    outside: Rc<dyn Outside>,
    sink: Sink,
    sending: Option<Task>,
    fetching: Option<Task>,
}

impl Correspondence {
    /// Nothing is under way.
    pub fn new(outside: Rc<dyn Outside>, sink: Sink) -> Self {
        Self {
            outbox: Outbox::default(),
            outside,
            sink,
            sending: None,
            fetching: None,
        }
    }

    /// Sends the message whose turn it is.
    pub fn send(&mut self, chat: &Chat, line: &Signaling, now: Timestamp) {
        let away_for = line.away_since().map(|since| now.since(since));
        let without_line = !line.is_open() && away_for.is_some_and(|away| away >= PATIENCE);
        if self.sending.is_some() || !(line.is_open() || without_line) {
            return;
        }
        let Some((local_ref, body)) = self.outbox.next(chat, now) else {
            return;
        };
        if without_line {
            let answer = self.outside.send_chat(local_ref, body);
            let sink = Rc::clone(&self.sink);
            self.sending = Some(Task::spawn(async move {
                sink(Event::ChatSent(local_ref, answer.await));
            }));
        } else if !line.say(&ClientMessage::Chat { local_ref, body }) {
            self.outbox.way_lost();
        }
    }

    /// The line is away: what went by it may be lost.
    pub fn line_lost(&mut self) {
        if self.sending.is_none() {
            self.outbox.way_lost();
        }
    }

    /// The answer to what went without the line; the stored message, when it is stored.
    pub fn answered(
        &mut self,
        chat: &mut Chat,
        local_ref: LocalRef,
        answer: Result<ChatMessage, Refusal>,
        now: Timestamp,
    ) -> Option<ChatMessage> {
        self.sending = None;
        match answer {
            Ok(message) => Some(message),
            Err(Refusal { code, retry_after }) => {
                self.outbox.refused(chat, local_ref, code, retry_after, now);
                None
            }
        }
    }

    /// Fetches the messages before `before`, or the newest.
    pub fn fetch(&mut self, chat: &mut Chat, before: Option<u64>, older: bool) {
        chat.loading = true;
        let answer = self.outside.chat_before(before);
        let sink = Rc::clone(&self.sink);
        self.fetching = Some(Task::spawn(async move {
            let page = answer.await.ok();
            sink(Event::ChatFetched { older, page });
        }));
    }

    /// A page has come, or could not be fetched.
    pub fn fetched(
        &mut self,
        chat: &mut Chat,
        me: Option<ParticipantId>,
        page: Option<Page>,
        older: bool,
    ) {
        self.fetching = None;
        chat.loading = false;
        let Some(Page { messages, more }) = page else {
            return;
        };
        if older {
            chat.receive_older(messages, more);
        } else {
            chat.receive_newest(messages, more);
        }
        if let Some(me) = me {
            self.outbox.reconcile(chat, me);
        }
    }

    /// The call is over.
    pub fn stop(&mut self) {
        self.sending = None;
        self.fetching = None;
    }
}
