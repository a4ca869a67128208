//! How much one sends to whom: one budget a person, divided over the others.
//!
//! Sound comes first and is never divided. What is left is for pictures, a screen before the camera: by how many look,
//! how large they show it, what the way to each of them takes in (`call::ladder`), and what the processor can do.

use std::time::Duration;

use super::{ladder::Rung, quality::QualityChoice};
use crate::{domain::clock::Timestamp, protocol::signal::Shown};

/// Opus is asked for this much, in kbit/s.
pub const OPUS_KBPS: u32 = 32;
/// All pictures to one other person, in kbit/s.
const PICTURES_TO_ONE: u32 = 1_400;
/// All pictures to several together, in kbit/s: with the sound the uplink stays under 1.5 Mbit/s at four people.
const PICTURES_TO_SEVERAL: u32 = 1_200;
/// All pictures of somebody who saves, in kbit/s.
const PICTURES_SAVED: u32 = 300;
/// Of it, a screen has this much before the camera has anything, in percent.
const SCREEN_PERCENT: u32 = 70;
/// Of what is given to an encoder, this much is the picture; the rest are headers and what is sent again, in percent.
const NET_PERCENT: u32 = 90;
/// Less than this makes no picture, in kbit/s.
const LEAST_KBPS: u32 = 40;
/// Pictures of this height are sent to whoever has not said how large they show them.
const USUAL_HEIGHT: u32 = 360;
/// A picture of a still, once a second.
const STILL_KBPS: u32 = 50;
const LOW_KBPS: u32 = 130;
const STILL_HEIGHT: u32 = 180;

/// What the processor can do, in steps; each takes a third of the frames and of the size.
#[derive(Debug, Default)]
pub struct Processor {
    steps: u32,
    limited_since: Option<Timestamp>,
    free_since: Option<Timestamp>,
    relapses: u32,
}

/// A processor that cannot keep up for this long is given less to do.
const BUSY_FOR: Duration = Duration::from_secs(8);
/// One that keeps up for this long is given more again; each relapse doubles it.
const FREE_FOR: Duration = Duration::from_secs(30);
const MOST_STEPS: u32 = 2;
const MOST_RELAPSES: u32 = 4;

impl Processor {
    /// Takes whether it keeps a picture from being better, and says how many steps down it is.
    pub fn weigh(&mut self, limited: bool, now: Timestamp) -> u32 {
        if limited {
            self.free_since = None;
            let since = *self.limited_since.get_or_insert(now);
            if now.since(since) >= BUSY_FOR && self.steps < MOST_STEPS {
                self.steps += 1;
                self.limited_since = Some(now);
            }
        } else {
            self.limited_since = None;
            let since = *self.free_since.get_or_insert(now);
            if self.steps > 0 && now.since(since) >= FREE_FOR * (1 << self.relapses) {
                self.steps -= 1;
                self.relapses = (self.relapses + 1).min(MOST_RELAPSES);
                self.free_since = Some(now);
            }
        }
        self.steps
    }
}

/// One of the others, as far as the budget asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receiver {
    /// How large they show the camera; none when they have not said.
    pub camera: Option<Shown>,
    /// How large they show the screen; none when they have not said.
    pub screen: Option<Shown>,
    /// What the way to them takes in.
    pub rung: Rung,
}

/// What one has to send, and by what means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// What the person has chosen.
    pub choice: QualityChoice,
    /// How many steps down the processor is.
    pub processor: u32,
    /// Whether a screen is shared.
    pub screen: bool,
}

/// How a picture is to be encoded at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    /// Bits, in kbit/s.
    pub kbps: u32,
    /// Pixels.
    pub height: u32,
    /// Frames a second.
    pub fps: u32,
}

/// What goes to one person; none where nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The camera.
    pub camera: Option<Encoding>,
    /// The screen.
    pub screen: Option<Encoding>,
}

/// Divides the budget over the others, in their order.
pub fn divide(receivers: &[Receiver], means: Means) -> Vec<Share> {
    let looks = |shown: Option<Shown>| shown.is_none_or(|shown| shown.height > 0);
    let viewers = |look: fn(&Receiver) -> Option<Shown>| {
        let count = receivers
            .iter()
            .filter(|one| one.rung > Rung::Off && looks(look(one)))
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let total = match (means.choice, receivers.len()) {
        (QualityChoice::Saver, _) => PICTURES_SAVED,
        (_, ..=1) => PICTURES_TO_ONE,
        _ => PICTURES_TO_SEVERAL,
    };
    let screens = if means.screen {
        viewers(|one| one.screen)
    } else {
        0
    };
    let for_screens = if screens > 0 {
        total * SCREEN_PERCENT / 100
    } else {
        0
    };
    let per_screen = for_screens / screens.max(1) * NET_PERCENT / 100;
    let cameras = viewers(|one| one.camera);
    let per_camera = (total - for_screens) / cameras.max(1) * NET_PERCENT / 100;
    let share = |one: &Receiver| {
        let camera = (means.choice != QualityChoice::AudioOnly && looks(one.camera))
            .then(|| camera(per_camera, one.camera, means))
            .filter(|wanted| wanted.kbps >= LEAST_KBPS)
            .and_then(|wanted| capped(one.rung, wanted, CAMERA));
        let screen = (means.screen && looks(one.screen))
            .then(|| screen(per_screen, means))
            .and_then(|wanted| capped(one.rung, wanted, SCREEN));
        Share { camera, screen }
    };
    receivers.iter().map(share).collect()
}

/// What is left of a picture where a way is weak.
#[derive(Clone, Copy)]
struct Weakened {
    height: u32,
    low_fps: u32,
}

/// A person who moves is better small than a slide show.
const CAMERA: Weakened = Weakened {
    height: STILL_HEIGHT,
    low_fps: 12,
};
/// What is written on a screen has to be read: it loses frames, not size.
const SCREEN: Weakened = Weakened {
    height: u32::MAX,
    low_fps: 3,
};

/// What of `wanted` a way takes in that stands on `rung`.
fn capped(rung: Rung, wanted: Encoding, weakened: Weakened) -> Option<Encoding> {
    let (kbps, fps) = match rung {
        Rung::Off => return None,
        Rung::Still => (STILL_KBPS, 1),
        Rung::Low => (LOW_KBPS, weakened.low_fps),
        Rung::Full => return Some(wanted),
    };
    Some(Encoding {
        kbps: wanted.kbps.min(kbps),
        height: wanted.height.min(weakened.height),
        fps: wanted.fps.min(fps),
    })
}

fn camera(kbps: u32, shown: Option<Shown>, means: Means) -> Encoding {
    // More bits than these make such a picture no better.
    let by_bits = match kbps {
        500.. => 720,
        220.. => 360,
        110.. => 270,
        _ => 180,
    };
    let by_tile = shown.map_or(USUAL_HEIGHT, Shown::step);
    let height = by_bits.min(by_tile);
    let enough = match height {
        ..=180 => 180,
        181..=270 => 300,
        271..=360 => 700,
        _ => u32::MAX,
    };
    let fps = match (means.choice, kbps) {
        (QualityChoice::Saver, _) => 15,
        (_, 220..) => 30,
        _ => 20,
    };
    Encoding {
        kbps: kbps.min(enough),
        height: lower(height, means.processor).max(STILL_HEIGHT / 2),
        fps: lower(fps, means.processor),
    }
}

fn screen(kbps: u32, means: Means) -> Encoding {
    let fps = if means.choice == QualityChoice::Saver {
        5
    } else {
        15
    };
    Encoding {
        kbps: kbps.max(LEAST_KBPS),
        height: u32::MAX,
        fps: lower(fps, means.processor),
    }
}

const fn lower(figure: u32, steps: u32) -> u32 {
    match steps {
        0 => figure,
        1 => figure * 2 / 3,
        _ => figure / 2,
    }
}

#[cfg(test)]
#[path = "send_budget_tests.rs"]
mod tests;
