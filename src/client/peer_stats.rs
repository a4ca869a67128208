//! What is known of the way to one person: its last readings, what they say to people, and how good a picture it takes
//! in.
//!
//! Readings are asked for rarely, for a browser has some work with each.

use std::time::Duration;

use crate::{
    call::{
        ladder::{Ladder, Rung},
        link_report::{Counters, History, LinkReport},
        quality::{Mark, Steady, of_person},
    },
    domain::clock::Timestamp,
};

/// How often ways are measured.
pub const EVERY: Duration = Duration::from_secs(2);

/// The way to one person.
#[derive(Default)]
pub struct PeerStats {
    history: History,
    report: Option<LinkReport>,
    ladder: Ladder,
    mark: Steady,
    expects_picture: bool,
    sends_picture: bool,
}

impl PeerStats {
    /// Whether they send a picture, and one looks at it.
    pub const fn expect_picture(&mut self, expects: bool) {
        self.expects_picture = expects;
    }

    /// Whether one has a picture for them that they would look at.
    pub const fn send_picture(&mut self, sends: bool) {
        self.sends_picture = sends;
    }

    /// Takes a reading.
    pub fn take(&mut self, counters: Counters, now: Timestamp) {
        self.report = self.history.take(counters);
        if let Some(report) = &self.report {
            // Of a way on which no picture goes nobody knows whether it would take one in.
            let rung = if self.sends_picture {
                self.ladder.weigh(report, now)
            } else {
                self.ladder = Ladder::default();
                Rung::Full
            };
            self.mark
                .weigh(of_person(report, rung, self.expects_picture), now);
        }
    }

    /// The way is away: what was measured of it counts no more.
    pub fn interrupt(&mut self) {
        self.history = History::default();
        self.mark = Steady::default();
        self.report = None;
    }

    /// What was measured last.
    pub const fn report(&self) -> Option<&LinkReport> {
        self.report.as_ref()
    }

    /// How good a picture it takes in.
    pub const fn rung(&self) -> Rung {
        self.ladder.rung()
    }

    /// What is to be said of it.
    pub const fn mark(&self) -> Mark {
        self.mark.mark()
    }
}
