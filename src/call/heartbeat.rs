//! When to ask whether the other end is still there, and when to stop believing it.
//!
//! A page in the background may have its timers slowed to one a minute, so silence alone proves nothing:
//! the line is lost only when a question stayed without any answer.

use std::time::Duration;

use crate::domain::clock::Timestamp;

/// Silence after which the client asks.
pub const ASK_AFTER: Duration = Duration::from_secs(10);
/// A question without any answer for this long means that the line is lost: 25 s of silence in all.
pub const LOST_AFTER: Duration = Duration::from_secs(15);

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// Nothing.
    Quiet,
    /// Send a `ping`.
    Ask,
    /// Give the line up.
    Lost,
}

/// The heartbeat of one socket.
#[derive(Debug)]
pub struct Heartbeat {
    heard_at: Timestamp,
    asked_at: Option<Timestamp>,
}

impl Heartbeat {
    /// For a line that has just been opened.
    pub const fn new(now: Timestamp) -> Self {
        Self {
            heard_at: now,
            asked_at: None,
        }
    }

    /// Something was heard, whatever it was.
    pub fn heard(&mut self, now: Timestamp) {
        self.heard_at = now;
        self.asked_at = None;
    }

    /// The network has changed or the page was asleep: ask at once, whatever was heard lately.
    pub fn doubt(&mut self, now: Timestamp) -> Beat {
        if self.asked_at.is_some() {
            return Beat::Quiet;
        }
        self.asked_at = Some(now);
        Beat::Ask
    }

    /// What the passing of time asks for.
    pub fn tick(&mut self, now: Timestamp) -> Beat {
        match self.asked_at {
            Some(asked_at) if now.since(asked_at) >= LOST_AFTER => Beat::Lost,
            Some(_) => Beat::Quiet,
            None if now.since(self.heard_at) >= ASK_AFTER => {
                self.asked_at = Some(now);
                Beat::Ask
            }
            None => Beat::Quiet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_millis(0).plus(Duration::from_secs(seconds))
    }

    #[test]
    fn it_asks_after_ten_seconds_and_gives_up_after_twenty_five() {
        let mut heartbeat = Heartbeat::new(at(0));
        assert_eq!(heartbeat.tick(at(9)), Beat::Quiet);
        assert_eq!(heartbeat.tick(at(10)), Beat::Ask);
        assert_eq!(heartbeat.tick(at(24)), Beat::Quiet);
        assert_eq!(heartbeat.tick(at(25)), Beat::Lost);
    }

    #[test]
    fn whatever_is_heard_counts() {
        let mut heartbeat = Heartbeat::new(at(0));
        assert_eq!(heartbeat.tick(at(10)), Beat::Ask);
        heartbeat.heard(at(11));
        assert_eq!(heartbeat.tick(at(20)), Beat::Quiet);
        assert_eq!(heartbeat.tick(at(21)), Beat::Ask);
    }

    #[test]
    fn timers_that_were_slowed_do_not_lose_a_line_that_was_never_asked() {
        let mut heartbeat = Heartbeat::new(at(0));
        assert_eq!(heartbeat.tick(at(300)), Beat::Ask);
        heartbeat.heard(at(300));
        assert_eq!(heartbeat.tick(at(301)), Beat::Quiet);
    }

    #[test]
    fn doubt_asks_once() {
        let mut heartbeat = Heartbeat::new(at(0));
        assert_eq!(heartbeat.doubt(at(1)), Beat::Ask);
        assert_eq!(heartbeat.doubt(at(2)), Beat::Quiet);
        assert_eq!(heartbeat.tick(at(16)), Beat::Lost);
    }
}
