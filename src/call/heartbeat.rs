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

/// The same where there is a reason to doubt: longer than a slow way, or a busy machine, takes for an answer.
const LOST_AFTER_DOUBT: Duration = Duration::from_secs(4);

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
    /// When the line is lost without an answer to what was asked.
    lost_at: Option<Timestamp>,
}

impl Heartbeat {
    /// For a line that has just been opened.
    pub const fn new(now: Timestamp) -> Self {
        Self {
            heard_at: now,
            lost_at: None,
        }
    }

    /// Something was heard, whatever it was.
    pub fn heard(&mut self, now: Timestamp) {
        self.heard_at = now;
        self.lost_at = None;
    }

    /// The network has changed or the page was asleep: ask at once, whatever was heard lately.
    pub fn doubt(&mut self, now: Timestamp) -> Beat {
        let lost_at = now.plus(LOST_AFTER_DOUBT);
        if self.lost_at.is_some_and(|earlier| earlier <= lost_at) {
            return Beat::Quiet;
        }
        self.lost_at = Some(lost_at);
        Beat::Ask
    }

    /// What the passing of time asks for.
    pub fn tick(&mut self, now: Timestamp) -> Beat {
        match self.lost_at {
            Some(lost_at) if now >= lost_at => Beat::Lost,
            Some(_) => Beat::Quiet,
            None if now.since(self.heard_at) >= ASK_AFTER => {
                self.lost_at = Some(now.plus(LOST_AFTER));
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
    fn doubt_asks_once_and_waits_for_four_seconds_only() {
        let mut heartbeat = Heartbeat::new(at(0));
        assert_eq!(heartbeat.doubt(at(1)), Beat::Ask);
        assert_eq!(heartbeat.doubt(at(2)), Beat::Quiet);
        assert_eq!(heartbeat.tick(at(4)), Beat::Quiet);
        assert_eq!(heartbeat.tick(at(5)), Beat::Lost);
    }

    #[test]
    fn doubt_shortens_the_wait_for_an_answer_that_is_due_already() {
        let mut heartbeat = Heartbeat::new(at(0));
        assert_eq!(heartbeat.tick(at(10)), Beat::Ask);
        assert_eq!(heartbeat.doubt(at(11)), Beat::Ask);
        assert_eq!(heartbeat.tick(at(15)), Beat::Lost);
    }
}
