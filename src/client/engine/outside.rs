//! What the engine asks of whoever starts it: where to tell what it knows, and the ways to the server that
//! are no socket. Those are server functions, which live on a higher floor than this.

use std::{future::Future, pin::Pin, time::Duration};

use crate::{
    call::{call_state::CallState, ink::InkNews},
    domain::{chat::ChatMessage, ids::LocalRef},
    protocol::error_code::ErrorCode,
};

/// An answer that is on its way.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

/// The server said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// The stable word.
    pub code: ErrorCode,
    /// When it may be tried again.
    pub retry_after: Option<Duration>,
}

/// A page of the chat.
#[derive(Debug)]
pub struct Page {
    /// Oldest first.
    pub messages: Vec<ChatMessage>,
    /// Whether there are older ones.
    pub more: bool,
}

/// Whoever starts the engine.
pub trait Outside {
    /// The call has changed.
    fn show(&self, state: &CallState);
    /// The own microphone's level has changed: 0 to 6 bars.
    fn show_level(&self, bars: u8);
    /// There is news on shared screens.
    fn show_ink(&self, news: InkNews);
    /// Fetches the messages before `before`, or the newest.
    fn chat_before(&self, before: Option<u64>) -> Answer<Page>;
    /// Stores a message while the socket is away.
    fn send_chat(&self, local_ref: LocalRef, body: String) -> Answer<ChatMessage>;
}
