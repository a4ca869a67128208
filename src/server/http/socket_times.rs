//! How patient a socket is; a value, so that a test need not wait as long as a person would.

use std::time::Duration;

use crate::domain::limits;

/// How long a socket waits for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SocketTimes {
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
            hello: limits::HELLO_WITHIN,
            ask: Duration::from_secs(20),
            give_up: Duration::from_secs(45),
        }
    }
}
