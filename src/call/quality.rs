//! How well a call goes, in words that people understand, and what they have chosen about it.
//!
//! A mark follows from reports; it changes only when the reports have said the same for a while, so that nothing
//! blinks. Of what is wrong with all ways alike one's own connection is the cause; of the rest, the other's.

use std::time::Duration;

use super::{
    ladder::Rung,
    link_report::{Limit, LinkReport, Medium},
};
use crate::domain::clock::Timestamp;

/// What somebody has chosen for this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QualityChoice {
    /// As good as the ways take in.
    #[default]
    Auto,
    /// Small pictures, both ways.
    Saver,
    /// No pictures of people, neither way.
    AudioOnly,
}

impl QualityChoice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Saver, Self::AudioOnly];

    /// A word to keep it by.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Saver => "saver",
            Self::AudioOnly => "audio-only",
        }
    }

    /// What was kept; the usual one when it was none of these.
    pub fn from_word(word: &str) -> Self {
        let found = Self::ALL.into_iter().find(|choice| choice.word() == word);
        found.unwrap_or_default()
    }
}

/// How well it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// Nobody can hear or see it.
    #[default]
    Good,
    /// One can hear or see it.
    Fair,
    /// It is in the way.
    Weak,
}

/// Why it goes no better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// All of one's own pictures are paused, for the sound's sake.
    OwnPicturePaused,
    /// One's own pictures are stills.
    OwnStills,
    /// What goes out has little room.
    SlowUpload {
        /// What there is, in kbit/s.
        kbps: u32,
    },
    /// A part of what goes out to everybody is lost.
    OwnLoss {
        /// Of a hundred packets.
        percent: u32,
    },
    /// The processor cannot keep up.
    Processor,
    /// One's own picture is paused for this person alone.
    PausedForThem,
    /// Their picture is paused.
    TheirPicturePaused,
    /// A part of what they send is lost.
    TheirLoss {
        /// Of a hundred packets.
        percent: u32,
    },
    /// The way there and back is long.
    Late {
        /// Milliseconds.
        millis: u32,
    },
}

/// A mark, with its reason when there is something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mark {
    /// How well it goes.
    pub level: Level,
    /// Why no better.
    pub why: Option<Why>,
}

impl Mark {
    const fn new(level: Level, why: Why) -> Self {
        Self {
            level,
            why: Some(why),
        }
    }

    fn says_the_same_as(self, other: Self) -> bool {
        let kind = |mark: Self| mark.why.map(|why| std::mem::discriminant(&why));
        self.level == other.level && kind(self) == kind(other)
    }
}

/// Loss (of a thousand packets) and delay that one notices, and that are in the way.
const SOME_LOSS: u32 = 30;
const MUCH_LOSS: u32 = 100;
const LATE_MS: u32 = 400;
const VERY_LATE_MS: u32 = 800;
/// Pictures that have less than this are visibly worse, in kbit/s.
const SLOW_KBPS: u32 = 300;

/// What is to be said of the way to one person, whose picture one wants and they send (`expects_picture`).
pub fn of_person(report: &LinkReport, rung: Rung, expects_picture: bool) -> Mark {
    let stalled = expects_picture && !shows_picture(report);
    if stalled {
        return Mark::new(Level::Weak, Why::TheirPicturePaused);
    }
    if rung == Rung::Off {
        return Mark::new(Level::Weak, Why::PausedForThem);
    }
    if let Some(level) = lossy(report.received_loss) {
        let percent = report.received_loss / 10;
        return Mark::new(level, Why::TheirLoss { percent });
    }
    let millis = report.round_trip_ms.unwrap_or(0);
    match millis {
        VERY_LATE_MS.. => Mark::new(Level::Weak, Why::Late { millis }),
        LATE_MS.. => Mark::new(Level::Fair, Why::Late { millis }),
        _ => Mark::default(),
    }
}

/// What is to be said of one's own connection, by the ways to all others.
pub fn of_oneself<'a>(
    ways: impl Iterator<Item = (&'a LinkReport, Rung)> + Clone,
    processor: u32,
) -> Mark {
    let Some(best) = ways.clone().map(|(_, rung)| rung).max() else {
        return Mark::default();
    };
    let available = || {
        let sum = ways
            .clone()
            .filter_map(|(report, _)| report.available_kbps)
            .fold(0, u32::saturating_add);
        // Tens are as much as anybody wants to know.
        sum.div_ceil(10) * 10
    };
    match best {
        Rung::Off => return Mark::new(Level::Weak, Why::OwnPicturePaused),
        Rung::Still => return Mark::new(Level::Weak, Why::OwnStills),
        Rung::Low => return Mark::new(Level::Weak, Why::SlowUpload { kbps: available() }),
        Rung::Full => {}
    }
    let losses = ways.clone().map(|(report, _)| report.sent_loss);
    let loss = losses.min().unwrap_or(0);
    if let Some(level) = lossy(loss) {
        let percent = loss / 10;
        return Mark::new(level, Why::OwnLoss { percent });
    }
    let narrow = ways.clone().all(|(report, _)| is_narrow(report));
    if narrow && available() < SLOW_KBPS {
        return Mark::new(Level::Fair, Why::SlowUpload { kbps: available() });
    }
    if processor > 0 {
        return Mark::new(Level::Fair, Why::Processor);
    }
    Mark::default()
}

/// The first picture is the camera's, where it is expected.
fn shows_picture(report: &LinkReport) -> bool {
    let mut pictures = report.receiving.iter();
    pictures
        .find(|one| one.medium == Medium::Picture)
        .is_some_and(|camera| camera.picture.fps > 0)
}

fn is_narrow(report: &LinkReport) -> bool {
    report
        .sending
        .iter()
        .any(|one| one.limit == Limit::Bandwidth)
}

const fn lossy(loss: u32) -> Option<Level> {
    match loss {
        MUCH_LOSS.. => Some(Level::Weak),
        SOME_LOSS.. => Some(Level::Fair),
        _ => None,
    }
}

/// Something worse has to last this long before it is said, in two reports at least.
const WORSE_FOR: Duration = Duration::from_millis(3_500);
/// Something better, this long.
const BETTER_FOR: Duration = Duration::from_millis(7_500);

/// A mark that changes only when there is a reason that lasts.
#[derive(Debug, Default)]
pub struct Steady {
    shown: Mark,
    other: Option<(Mark, Timestamp)>,
}

impl Steady {
    /// The mark that is shown.
    pub const fn mark(&self) -> Mark {
        self.shown
    }

    /// Takes what the last report says, and gives what is to be shown.
    pub fn weigh(&mut self, mark: Mark, now: Timestamp) -> Mark {
        if mark.says_the_same_as(self.shown) {
            self.other = None;
            self.shown = mark;
            return mark;
        }
        let since = match self.other {
            Some((other, since))
                if (other.level > self.shown.level) == (mark.level > self.shown.level) =>
            {
                since
            }
            _ => now,
        };
        self.other = Some((mark, since));
        let lasts = if mark.level > self.shown.level {
            WORSE_FOR
        } else {
            BETTER_FOR
        };
        if now.since(since) >= lasts {
            self.shown = mark;
            self.other = None;
        }
        self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::link_report::{PictureSize, Receiving, Sending, tests::report};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn picture(fps: u32) -> Receiving {
        Receiving {
            medium: Medium::Picture,
            amount: 0,
            packets: 0,
            lost: 0,
            jitter_ms: 0,
            picture: PictureSize {
                fps,
                ..PictureSize::default()
            },
            codec: String::new(),
        }
    }

    fn limited(limit: Limit) -> Sending {
        Sending {
            medium: Medium::Picture,
            amount: 100,
            packets: 0,
            lost: 0,
            limit,
            picture: PictureSize::default(),
            codec: String::new(),
        }
    }

    #[test]
    fn what_is_lost_of_theirs_is_said_in_percent() {
        let lossy = LinkReport {
            received_loss: 60,
            ..report()
        };
        let mark = of_person(&lossy, Rung::Full, false);
        assert_eq!(mark, Mark::new(Level::Fair, Why::TheirLoss { percent: 6 }));
        assert_eq!(of_person(&report(), Rung::Full, false), Mark::default());
    }

    #[test]
    fn a_picture_that_was_paused_is_noticed_and_one_that_is_not_wanted_is_not_missed() {
        let paused = LinkReport {
            receiving: vec![picture(0)],
            ..report()
        };
        assert_eq!(
            of_person(&paused, Rung::Full, true).why,
            Some(Why::TheirPicturePaused)
        );
        assert_eq!(of_person(&paused, Rung::Full, false).why, None);
        let stills = LinkReport {
            receiving: vec![picture(1)],
            ..report()
        };
        assert_eq!(of_person(&stills, Rung::Full, true).why, None);
    }

    #[test]
    fn what_is_wrong_with_all_ways_is_said_of_oneself_and_the_rest_is_not() {
        let slow = LinkReport {
            available_kbps: Some(88),
            sending: vec![limited(Limit::Bandwidth)],
            ..report()
        };
        let ways = [(&slow, Rung::Low), (&slow, Rung::Low)];
        let mark = of_oneself(ways.into_iter(), 0);
        assert_eq!(mark, Mark::new(Level::Weak, Why::SlowUpload { kbps: 180 }));
        let fine = report();
        let one_of_them = [(&slow, Rung::Off), (&fine, Rung::Full)];
        assert_eq!(of_oneself(one_of_them.into_iter(), 0), Mark::default());
        let narrow = [(&slow, Rung::Full)];
        assert_eq!(of_oneself(narrow.into_iter(), 0).level, Level::Fair);
        let off = [(&slow, Rung::Off)];
        assert_eq!(
            of_oneself(off.into_iter(), 0).why,
            Some(Why::OwnPicturePaused)
        );
        assert_eq!(of_oneself(std::iter::empty(), 2), Mark::default());
        assert_eq!(
            of_oneself([(&fine, Rung::Full)].into_iter(), 1).why,
            Some(Why::Processor)
        );
    }

    #[test]
    fn a_mark_changes_when_a_reason_lasts_and_its_figures_at_once() {
        let weak = |percent| Mark::new(Level::Weak, Why::TheirLoss { percent });
        let mut steady = Steady::default();
        assert_eq!(steady.weigh(weak(12), at(0)), Mark::default());
        assert_eq!(steady.weigh(Mark::default(), at(2)), Mark::default());
        assert_eq!(steady.weigh(weak(12), at(4)), Mark::default());
        assert_eq!(steady.weigh(weak(13), at(6)), Mark::default());
        assert_eq!(steady.weigh(weak(14), at(8)), weak(14));
        assert_eq!(steady.weigh(weak(20), at(10)), weak(20));
        assert_eq!(steady.weigh(Mark::default(), at(12)), weak(20));
        assert_eq!(steady.weigh(Mark::default(), at(16)), weak(20));
        assert_eq!(steady.weigh(Mark::default(), at(20)), Mark::default());
    }

    #[test]
    fn what_is_kept_of_a_choice_is_found_again() {
        for choice in QualityChoice::ALL {
            assert_eq!(QualityChoice::from_word(choice.word()), choice);
        }
        assert_eq!(QualityChoice::from_word("4k"), QualityChoice::Auto);
    }
}
