//! Timers that stop when their value is dropped.

use std::time::Duration;

use gloo_timers::callback::{Interval, Timeout};

/// Something that happens once, later.
pub struct Timer {
    _timeout: Timeout,
}

impl Timer {
    /// Calls `then` after `delay`.
    pub fn after(delay: Duration, then: impl FnOnce() + 'static) -> Self {
        Self {
            _timeout: Timeout::new(millis(delay), then),
        }
    }
}

/// Something that happens again and again.
pub struct Ticker {
    _interval: Interval,
}

impl Ticker {
    /// Calls `then` every `period`.
    pub fn every(period: Duration, then: impl FnMut() + 'static) -> Self {
        Self {
            _interval: Interval::new(millis(period), then),
        }
    }
}

fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}
