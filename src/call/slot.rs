//! What the media descriptions of a connection are for: known from their order alone, on both sides and on the way
//! between them.
//!
//! The first sound is the microphone's and, in a call with pictures, the first picture the camera's. Whatever comes
//! after them is a screen's: its picture and its sound. These lines are made when somebody first shares.

use crate::domain::{policy::CallKind, role::Grants};

/// Sound or picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Sound.
    Audio,
    /// Picture.
    Video,
}

impl Kind {
    /// The word that browsers and descriptions have for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Audio => "audio",
            Self::Video => "video",
        }
    }
}

/// What one media description of a connection is for, in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The microphone.
    Microphone,
    /// The camera.
    Camera,
    /// A shared screen.
    Screen,
    /// What a shared screen plays.
    ScreenSound,
}

impl Slot {
    /// Both of a screen, in the order in which they are made.
    pub const OF_SCREEN: [Self; 2] = [Self::Screen, Self::ScreenSound];

    /// Those of the first offer in a call of `kind`.
    pub const fn of_call(kind: CallKind) -> &'static [Self] {
        match kind {
            CallKind::Video => &[Self::Microphone, Self::Camera],
            CallKind::Audio => &[Self::Microphone],
        }
    }

    /// That of the media description before which there are `before` others of the same kind, in a call of `call`; none
    /// when there are more than a call has.
    pub const fn at(kind: Kind, before: usize, call: CallKind) -> Option<Self> {
        match (kind, call, before) {
            (Kind::Audio, _, 0) => Some(Self::Microphone),
            (Kind::Audio, _, 1) => Some(Self::ScreenSound),
            (Kind::Video, CallKind::Video, 0) => Some(Self::Camera),
            (Kind::Video, CallKind::Video, 1) | (Kind::Video, CallKind::Audio, 0) => {
                Some(Self::Screen)
            }
            _ => None,
        }
    }

    /// Sound or picture.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Microphone | Self::ScreenSound => Kind::Audio,
            Self::Camera | Self::Screen => Kind::Video,
        }
    }

    /// Whether somebody with these `grants` may send in it. A screen's sound needs the microphone's grant besides: who is
    /// muted does not speak through their screen.
    pub const fn is_granted(self, grants: Grants) -> bool {
        match self {
            Self::Microphone => grants.publish_audio,
            Self::Camera => grants.publish_video,
            Self::Screen => grants.share_screen,
            Self::ScreenSound => grants.share_screen && grants.publish_audio,
        }
    }
}

/// Gives each of the media descriptions of a connection, in their order, its slot.
#[derive(Debug, Clone, Copy)]
pub struct Slots {
    call: CallKind,
    sounds: usize,
    pictures: usize,
}

impl Slots {
    /// Before the first one, in a call of `call`.
    pub const fn new(call: CallKind) -> Self {
        Self {
            call,
            sounds: 0,
            pictures: 0,
        }
    }

    /// That of the next one; none when there are more than a call has.
    pub const fn next(&mut self, kind: Kind) -> Option<Slot> {
        let count = match kind {
            Kind::Audio => &mut self.sounds,
            Kind::Video => &mut self.pictures,
        };
        *count += 1;
        Slot::at(kind, *count - 1, self.call)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::{Audio, Video};

    fn slots(call: CallKind, kinds: &[Kind]) -> Vec<Option<Slot>> {
        let mut slots = Slots::new(call);
        kinds.iter().map(|kind| slots.next(*kind)).collect()
    }

    #[test]
    fn what_follows_the_lines_of_the_call_is_of_a_screen() {
        let (microphone, camera) = (Some(Slot::Microphone), Some(Slot::Camera));
        let (screen, sound) = (Some(Slot::Screen), Some(Slot::ScreenSound));
        assert_eq!(
            slots(CallKind::Video, &[Audio, Video, Video, Audio, Video, Audio]),
            [microphone, camera, screen, sound, None, None]
        );
        assert_eq!(
            slots(CallKind::Audio, &[Audio, Video, Audio, Video]),
            [microphone, screen, sound, None]
        );
    }

    #[test]
    fn the_first_offer_has_the_slots_that_its_order_says() {
        for call in [CallKind::Video, CallKind::Audio] {
            let mut slots = Slots::new(call);
            for slot in Slot::of_call(call).iter().chain(&Slot::OF_SCREEN) {
                assert_eq!(slots.next(slot.kind()), Some(*slot), "{call:?}");
            }
        }
    }
}
