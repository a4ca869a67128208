//! The system's clock: the only place where the server reads it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::domain::clock::{Clock, Timestamp};

/// By which a program that was built for development is told to be ahead of the machine's clock, in seconds: so tests
/// in a real browser see what comes later. A release build has no way to hear it.
const AHEAD: &str = "VISAVIS_CLOCK_AHEAD";

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock {
    ahead: Duration,
}

impl SystemClock {
    /// The clock by which this program lives.
    pub fn start() -> Self {
        let seconds = if cfg!(debug_assertions) {
            std::env::var(AHEAD)
                .ok()
                .and_then(|text| text.parse().ok())
                .unwrap_or(0)
        } else {
            0
        };
        Self {
            ahead: Duration::from_secs(seconds),
        }
    }
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the system's clock"
    )]
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let machine =
            Timestamp::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX));
        machine.plus(self.ahead)
    }
}
