//! How good a picture the way to one person takes in.
//!
//! A way that is weak goes down rung by rung, until nothing is in the way of the sound any more, and comes up again by
//! itself. Coming up is tried rarely where it failed before, so that nobody sees a picture that comes and goes.

use std::time::Duration;

use super::link_report::LinkReport;
use crate::domain::clock::Timestamp;

/// Sound to one person, with what every packet carries besides, in kbit/s.
pub const SOUND_KBPS: u32 = 56;

/// How good a picture a way takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Rung {
    /// None: sound alone.
    Off,
    /// One frame a second.
    Still,
    /// A small one.
    Low,
    /// As good as the budget has it.
    #[default]
    Full,
}

impl Rung {
    /// What a way has to take in for it, the sound included, in kbit/s.
    const fn needs(self) -> u32 {
        match self {
            Self::Off => SOUND_KBPS / 2,
            Self::Still => SOUND_KBPS + 20,
            Self::Low => SOUND_KBPS + 60,
            Self::Full => SOUND_KBPS + 130,
        }
    }

    const fn down(self) -> Self {
        match self {
            Self::Full => Self::Low,
            Self::Low => Self::Still,
            Self::Still | Self::Off => Self::Off,
        }
    }

    const fn up(self) -> Self {
        match self {
            Self::Off => Self::Still,
            Self::Still => Self::Low,
            Self::Low | Self::Full => Self::Full,
        }
    }
}

/// How many of a thousand packets are lost before it counts as too much for a picture. Sound mends some by itself.
const TOO_MUCH_LOSS: u32 = 150;
const LITTLE_LOSS: u32 = 80;
/// There and back: beyond it packets stand in a queue that is full.
const TOO_LATE_MS: u32 = 1_500;
const IN_TIME_MS: u32 = 800;
/// A way that is weak for this long goes down a rung.
const WEAK_FOR: Duration = Duration::from_secs(4);
/// A way that takes in more goes up a rung after this long.
const GOOD_FOR: Duration = Duration::from_secs(6);
/// A way of which nobody knows what it takes in, because little is sent, is tried after this long.
const FIRST_PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_PATIENCE: Duration = Duration::from_secs(120);
/// A try that failed within this long makes the next one wait twice as long.
const TRIAL: Duration = Duration::from_secs(15);
/// A browser needs this long to believe in more than was sent before.
const GRACE: Duration = Duration::from_secs(8);

/// The ladder of the way to one person.
#[derive(Debug)]
pub struct Ladder {
    rung: Rung,
    weak_since: Option<Timestamp>,
    good_since: Option<Timestamp>,
    went_up_at: Option<Timestamp>,
    patience: Duration,
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            rung: Rung::Full,
            weak_since: None,
            good_since: None,
            went_up_at: None,
            patience: FIRST_PATIENCE,
        }
    }
}

impl Ladder {
    /// Where it stands.
    pub const fn rung(&self) -> Rung {
        self.rung
    }

    /// Takes what was measured of the way last, and says where it stands now.
    pub fn weigh(&mut self, report: &LinkReport, now: Timestamp) -> Rung {
        let available = report.available_kbps.unwrap_or(u32::MAX);
        let late = report.round_trip_ms.unwrap_or(0);
        let tries = self.went_up_at.is_some_and(|at| now.since(at) < GRACE);
        let too_little = available < self.rung.needs() && !tries;
        if too_little || report.sent_loss > TOO_MUCH_LOSS || late > TOO_LATE_MS {
            self.good_since = None;
            let since = *self.weak_since.get_or_insert(now);
            // A still takes next to nothing away from the sound where there is room for both; and what is late alone
            // may be a machine that is busy.
            let lossy = report.sent_loss > TOO_MUCH_LOSS;
            let lowest = match too_little || lossy {
                _ if available < Rung::Still.needs() => Rung::Off,
                true => Rung::Still,
                false => Rung::Low,
            };
            if now.since(since) >= WEAK_FOR && self.rung > lowest {
                self.go_down(available, now);
            }
            return self.rung;
        }
        self.weak_since = None;
        if report.sent_loss > LITTLE_LOSS || late > IN_TIME_MS {
            self.good_since = None;
            return self.rung;
        }
        if self.went_up_at.is_some_and(|at| now.since(at) >= TRIAL * 2) {
            self.went_up_at = None;
            self.patience = FIRST_PATIENCE;
        }
        let since = *self.good_since.get_or_insert(now);
        let next = self.rung.up();
        let roomy = report.available_kbps.is_some() && available >= next.needs() * 3 / 2;
        let wait = if roomy {
            GOOD_FOR.max(self.patience - FIRST_PATIENCE)
        } else {
            self.patience
        };
        if next > self.rung && now.since(since) >= wait {
            self.rung = next;
            self.went_up_at = Some(now);
            self.good_since = None;
        }
        self.rung
    }

    fn go_down(&mut self, available: u32, now: Timestamp) {
        if self.went_up_at.is_some_and(|at| now.since(at) < TRIAL) {
            self.patience = (self.patience * 2).min(LONGEST_PATIENCE);
        }
        self.went_up_at = None;
        self.weak_since = None;
        self.rung = self.rung.down();
        while self.rung > Rung::Off && available < self.rung.needs() {
            self.rung = self.rung.down();
        }
    }
}

#[cfg(test)]
#[path = "ladder_tests.rs"]
mod tests;
