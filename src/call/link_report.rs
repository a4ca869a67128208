//! What a browser counts of one connection, and what follows from two countings: rates that people and rules read.
//!
//! The browser only ever counts up (W3C WebRTC Statistics); how fast something goes is the difference of two readings.

use std::{collections::VecDeque, time::Duration};

use crate::domain::clock::Timestamp;

/// One reading of one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters {
    /// When it was read.
    pub at: Timestamp,
    /// The way that is used; none while there is none.
    pub path: Option<Path>,
    /// There and back, in milliseconds.
    pub round_trip_ms: Option<u32>,
    /// What the browser believes that the way takes in, in kbit/s.
    pub available_kbps: Option<u32>,
    /// Bytes that went out, of everything.
    pub sent: u64,
    /// Bytes that came in, of everything.
    pub received: u64,
    /// What is sent, in the order of the connection's media.
    pub sending: Vec<Sending>,
    /// What is received, in the order of the connection's media.
    pub receiving: Vec<Receiving>,
}

/// How two people are connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    /// By a relay, on either side.
    pub relayed: bool,
    /// What carries it from here.
    pub carrier: Carrier,
}

/// What carries packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// Datagrams.
    Udp,
    /// A stream.
    Tcp,
    /// A stream that is encrypted once more, as web pages are.
    Tls,
}

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Sound.
    Sound,
    /// A picture.
    Picture,
}

/// What keeps a picture from being better (`qualityLimitationReason`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Limit {
    /// Nothing, or nothing that is told.
    #[default]
    None,
    /// The processor.
    Processor,
    /// The way.
    Bandwidth,
}

/// Something that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sending {
    /// What.
    pub medium: Medium,
    /// Bytes so far; in a report kbit/s.
    pub amount: u64,
    /// Packets so far.
    pub packets: u64,
    /// Packets that the other side misses, so far.
    pub lost: i64,
    /// What keeps it from being better.
    pub limit: Limit,
    /// How it looks.
    pub picture: PictureSize,
    /// "VP8", "opus".
    pub codec: String,
}

/// Something that is received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receiving {
    /// What.
    pub medium: Medium,
    /// Bytes so far; in a report kbit/s.
    pub amount: u64,
    /// Packets so far.
    pub packets: u64,
    /// Packets that never came, so far. Browsers count down again when one comes late.
    pub lost: i64,
    /// How unevenly packets come, in milliseconds.
    pub jitter_ms: u32,
    /// How it looks.
    pub picture: PictureSize,
    /// "VP8", "opus".
    pub codec: String,
}

/// How a picture looks; nought where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PictureSize {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Frames a second, rounded.
    pub fps: u32,
}

/// How a connection does between two readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkReport {
    /// The way that is used.
    pub path: Option<Path>,
    /// There and back, in milliseconds.
    pub round_trip_ms: Option<u32>,
    /// What the browser believes that the way takes in, in kbit/s.
    pub available_kbps: Option<u32>,
    /// Everything that goes out, in kbit/s.
    pub sent_kbps: u32,
    /// Everything that comes in, in kbit/s.
    pub received_kbps: u32,
    /// How much of what one sends the other side misses, in packets of a thousand.
    pub sent_loss: u32,
    /// How much of what they send does not come, in packets of a thousand.
    pub received_loss: u32,
    /// What is sent; amounts are kbit/s.
    pub sending: Vec<Sending>,
    /// What is received; amounts are kbit/s.
    pub receiving: Vec<Receiving>,
}

/// Loss is looked at over this long: the other side tells what it misses of sound every five seconds only.
const LOSS_OVER: Duration = Duration::from_secs(8);
/// Of fewer packets nobody knows how much is lost: a single one would be a tenth of what is sent in a silence.
const FEWEST_PACKETS: u64 = 40;

/// The last readings of one connection.
#[derive(Debug, Default)]
pub struct History(VecDeque<Counters>);

impl History {
    /// Takes the next reading, and says what happened since the one before it; none when that was the first, or the
    /// counting began anew.
    pub fn take(&mut self, now: Counters) -> Option<LinkReport> {
        let began_anew = self
            .0
            .back()
            .is_some_and(|last| now.sent < last.sent || now.received < last.received);
        if began_anew {
            self.0.clear();
        }
        while self.0.len() > 1 && now.at.since(self.0[1].at) >= LOSS_OVER {
            self.0.pop_front();
        }
        let report = match (self.0.back(), self.0.front()) {
            (Some(last), Some(first)) => LinkReport::new(last, first, &now),
            _ => None,
        };
        self.0.push_back(now);
        report
    }
}

impl LinkReport {
    /// Rates since `last`, loss since `first`; none when no time has passed.
    fn new(last: &Counters, first: &Counters, now: &Counters) -> Option<Self> {
        let millis = u64::try_from(now.at.since(last.at).as_millis()).ok()?;
        if millis == 0 {
            return None;
        }
        // Bits a millisecond are kbit a second.
        let rate = |now: u64, before: u64| now.saturating_sub(before) * 8 / millis;
        let whole = |rate: u64| u32::try_from(rate).unwrap_or(u32::MAX);
        let (mut went, mut came) = (Packets::default(), Packets::default());
        let sending = now.sending.iter().enumerate().map(|(at, one)| {
            let before = first.sending.get(at);
            went.add(one.packets, before.map_or(0, |it| it.packets));
            went.miss(one.lost, before.map_or(0, |it| it.lost));
            let before = last.sending.get(at).map_or(0, |it| it.amount);
            Sending {
                amount: rate(one.amount, before),
                ..one.clone()
            }
        });
        let sending = sending.collect();
        let receiving = now.receiving.iter().enumerate().map(|(at, one)| {
            let before = first.receiving.get(at);
            came.add(one.packets, before.map_or(0, |it| it.packets));
            came.miss(one.lost, before.map_or(0, |it| it.lost));
            let before = last.receiving.get(at).map_or(0, |it| it.amount);
            Receiving {
                amount: rate(one.amount, before),
                ..one.clone()
            }
        });
        let receiving = receiving.collect();
        Some(Self {
            path: now.path,
            round_trip_ms: now.round_trip_ms,
            available_kbps: now.available_kbps,
            sent_kbps: whole(rate(now.sent, last.sent)),
            received_kbps: whole(rate(now.received, last.received)),
            sent_loss: went.missed_of(went.all),
            received_loss: came.missed_of(came.all + came.missed),
            sending,
            receiving,
        })
    }

    /// Whether the processor keeps a picture that is sent from being better.
    pub fn is_processor_limited(&self) -> bool {
        self.sending.iter().any(|one| one.limit == Limit::Processor)
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Packets {
    all: u64,
    missed: u64,
}

impl Packets {
    const fn add(&mut self, now: u64, before: u64) {
        self.all += now.saturating_sub(before);
    }

    /// What is counted down is a packet that came late after all.
    fn miss(&mut self, now: i64, before: i64) {
        self.missed += u64::try_from(now.saturating_sub(before)).unwrap_or(0);
    }

    fn missed_of(self, all: u64) -> u32 {
        if all < FEWEST_PACKETS {
            return 0;
        }
        u32::try_from(self.missed.min(all) * 1_000 / all).unwrap_or(1_000)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn counters(millis: i64) -> Counters {
        Counters {
            at: Timestamp::from_millis(millis),
            path: Some(Path {
                relayed: false,
                carrier: Carrier::Udp,
            }),
            round_trip_ms: Some(20),
            available_kbps: Some(300),
            sent: 0,
            received: 0,
            sending: Vec::new(),
            receiving: Vec::new(),
        }
    }

    pub(crate) fn report() -> LinkReport {
        let mut history = History::default();
        history.take(counters(0));
        history.take(counters(2_000)).unwrap()
    }

    fn sending(amount: u64, packets: u64, lost: i64) -> Sending {
        Sending {
            medium: Medium::Picture,
            amount,
            packets,
            lost,
            limit: Limit::None,
            picture: PictureSize::default(),
            codec: "VP8".to_owned(),
        }
    }

    fn receiving(packets: u64, lost: i64) -> Receiving {
        Receiving {
            medium: Medium::Sound,
            amount: packets * 100,
            packets,
            lost,
            jitter_ms: 3,
            picture: PictureSize::default(),
            codec: "opus".to_owned(),
        }
    }

    #[test]
    fn rates_are_the_difference_of_two_readings() {
        let mut history = History::default();
        let first = Counters {
            sent: 1_000,
            received: 0,
            sending: vec![sending(500, 0, 0)],
            ..counters(10_000)
        };
        assert_eq!(history.take(first), None);
        let report = history.take(Counters {
            sent: 76_000,
            received: 25_000,
            sending: vec![sending(50_500, 0, 0), sending(25_000, 0, 0)],
            ..counters(12_000)
        });
        let report = report.unwrap();
        assert_eq!((report.sent_kbps, report.received_kbps), (300, 100));
        let amounts: Vec<u64> = report.sending.iter().map(|one| one.amount).collect();
        assert_eq!(amounts, [200, 100]);
    }

    #[test]
    fn loss_is_looked_at_over_some_readings_for_it_is_told_now_and_then() {
        let mut history = History::default();
        let mut losses = Vec::new();
        for (second, lost) in [
            (0, 0),
            (2, 0),
            (4, 10),
            (6, 10),
            (8, 10),
            (10, 10),
            (12, 10),
            (14, 10),
        ] {
            let packets = u64::try_from(second).unwrap() * 50;
            let reading = Counters {
                sending: vec![sending(0, packets, lost)],
                ..counters(second * 1_000)
            };
            losses.extend(history.take(reading).map(|report| report.sent_loss));
        }
        assert_eq!(losses, [0, 50, 33, 25, 25, 0, 0]);
    }

    #[test]
    fn what_did_not_come_counts_and_what_came_late_does_not() {
        let mut history = History::default();
        let mut take = |millis, packets, lost| {
            history
                .take(Counters {
                    receiving: vec![receiving(packets, lost)],
                    ..counters(millis)
                })
                .map(|report| report.received_loss)
        };
        assert_eq!(take(0, 1_000, 500), None);
        assert_eq!(take(2_000, 1_094, 506), Some(60));
        assert_eq!(take(20_000, 1_194, 505), Some(0));
        assert_eq!(take(32_000, 1_204, 510), Some(0), "too few to tell");
    }

    #[test]
    fn a_counting_that_began_anew_is_no_report() {
        let mut history = History::default();
        history.take(Counters {
            sent: 1_000,
            ..counters(0)
        });
        assert_eq!(history.take(counters(2_000)), None);
        assert_eq!(history.take(counters(2_000)), None);
        assert!(history.take(counters(4_000)).is_some());
    }
}
