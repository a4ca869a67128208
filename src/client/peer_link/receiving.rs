//! What comes from the other side: which of it is shown and played, and where.

use std::rc::Rc;

use super::{LinkEvent, PeerLink};
use crate::{
    call::slot::Slot,
    client::web::{media_element::Sound, track::Stream},
    domain::role::Grants,
};

/// Of what they send, what belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Microphone and camera.
    Person,
    /// A shared screen and what it plays.
    Screen,
}

impl Source {
    /// Its sound and its picture.
    const fn slots(self) -> [Slot; 2] {
        match self {
            Self::Person => [Slot::Microphone, Slot::Camera],
            Self::Screen => [Slot::ScreenSound, Slot::Screen],
        }
    }
}

/// What is received of one source.
#[derive(Default)]
pub(super) struct Received {
    /// Whether its sound and its picture are let in: what they may send, whatever comes.
    let_in: [bool; 2],
    pub(super) stream: Option<Stream>,
    pub(super) sound: Option<Sound>,
    pub(super) kept_back: bool,
}

impl PeerLink {
    /// Sound and picture of `source`.
    pub const fn stream(&self, source: Source) -> Option<&Stream> {
        match source {
            Source::Person => self.person.stream.as_ref(),
            Source::Screen => self.screen.stream.as_ref(),
        }
    }

    /// Whether the browser keeps sound of theirs back.
    pub const fn sound_is_kept_back(&self) -> bool {
        self.person.kept_back || self.screen.kept_back
    }

    /// Shows and plays of them what they may send by these grants, and lets go of the rest at once.
    pub fn let_in(&mut self, grants: Grants) {
        for source in [Source::Person, Source::Screen] {
            let let_in = source.slots().map(|slot| slot.is_granted(grants));
            if self.received(source).let_in != let_in {
                self.received(source).let_in = let_in;
                self.attach(source);
            }
        }
    }

    /// Plays their sound on this speaker from now on.
    pub fn play_on(&mut self, speaker: &Rc<str>) {
        self.settings.speaker = Rc::clone(speaker);
        for sound in [&self.person.sound, &self.screen.sound]
            .into_iter()
            .flatten()
        {
            sound.use_speaker(speaker);
        }
    }

    /// Plays their sound again, from a click.
    pub fn allow_sound(&mut self) {
        for source in [Source::Person, Source::Screen] {
            let on_event = Rc::clone(&self.on_event);
            if let Some(sound) = &mut self.received(source).sound {
                sound.try_again(move |answer| on_event(LinkEvent::Sound(source, answer)));
            }
        }
    }

    pub(super) const fn received(&mut self, source: Source) -> &mut Received {
        match source {
            Source::Person => &mut self.person,
            Source::Screen => &mut self.screen,
        }
    }

    /// Something was agreed: their tracks are there.
    pub(super) fn receive(&mut self) {
        if !self.agreed {
            self.agreed = true;
            self.attach(Source::Person);
        }
        self.encode();
        if self.screen.stream.is_none() {
            self.attach(Source::Screen);
        }
    }

    /// Takes those of the tracks of `source` that are let in, and no others.
    fn attach(&mut self, source: Source) {
        if !self.agreed {
            return;
        }
        let [sound, picture] = source.slots();
        let [hear, see] = self.received(source).let_in;
        let of = |let_in: &dyn Fn(Slot) -> bool| {
            let connection = self.connection.as_ref()?;
            connection.remote_stream(let_in)
        };
        let stream = of(&|slot| (slot == sound && hear) || (slot == picture && see));
        let on_event = Rc::clone(&self.on_event);
        let speaker = Rc::clone(&self.settings.speaker);
        // Without the picture: a browser lets the clock of what it plays stand while a picture in it does.
        let sound = of(&|slot| slot == sound && hear).and_then(|stream| {
            Sound::play(&stream, &speaker, move |answer| {
                on_event(LinkEvent::Sound(source, answer));
            })
        });
        let received = self.received(source);
        received.kept_back = false;
        (received.stream, received.sound) = (stream, sound);
    }
}
