//! A clock for what is to have happened already.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use crate::domain::clock::{Clock, Timestamp};

/// Stands still until it is moved, and never shows a time to come.
#[derive(Debug)]
pub struct PastClock {
    shows: AtomicI64,
    end: Timestamp,
}

impl PastClock {
    /// A clock that shows the moment `before` the end, which is the present.
    pub fn new(end: Timestamp, before: Duration) -> Self {
        Self {
            shows: AtomicI64::new(end.minus(before).as_micros()),
            end,
        }
    }

    /// The present, where it will stand at last.
    pub const fn end(&self) -> Timestamp {
        self.end
    }

    /// Moves it on to `at`; never back, and never past the end.
    pub fn move_to(&self, at: Timestamp) {
        let at = at.min(self.end).as_micros();
        self.shows.fetch_max(at, Ordering::SeqCst);
    }

    /// Moves it on by `duration`.
    pub fn pass(&self, duration: Duration) {
        self.move_to(self.now().plus(duration));
    }
}

impl Clock for PastClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.shows.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_and_never_back_and_never_into_the_future() {
        let end = Timestamp::from_millis(10_000);
        let clock = PastClock::new(end, Duration::from_secs(10));
        assert_eq!(clock.now(), Timestamp::from_millis(0));
        clock.pass(Duration::from_secs(4));
        clock.move_to(Timestamp::from_millis(1_000));
        assert_eq!(clock.now(), Timestamp::from_millis(4_000));
        clock.pass(Duration::from_secs(60));
        assert_eq!(clock.now(), end);
    }
}
