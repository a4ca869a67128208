//! How patient a connection is; a value, so that a test need not wait as long as a person would.

use std::time::Duration;

use crate::domain::limits;

/// How long a connection waits for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketTimes {
    /// For the head of a request (RFC 9112 §2.1), the pause before it on a kept connection included.
    pub head: Duration,
    /// For `hello`.
    pub hello: Duration,
    /// In silence, before it asks.
    pub ask: Duration,
    /// In silence, before it gives up.
    pub give_up: Duration,
}

impl Default for SocketTimes {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            hello: limits::HELLO_WITHIN,
            ask: Duration::from_secs(20),
            give_up: Duration::from_secs(45),
        }
    }
}
