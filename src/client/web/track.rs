//! Sound and picture of one's own, and streams of anybody's.
//!
//! A `LocalTrack` is the device: as long as it lives the light is on, and when it is dropped the light goes
//! out. A `Track` only points to it.

use std::future::Future;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamTrack};

use super::{
    constraints,
    event_listener::EventListener,
    media_extern::DeviceTrack,
    object::{set, text},
};
pub use crate::call::slot::Kind;
use crate::call::{
    own_devices::{Facing, ListedDevice, Processing},
    slot::Slot,
};

/// Points to a track.
#[derive(Debug, Clone, PartialEq)]
pub struct Track(pub(super) MediaStreamTrack);

/// What goes out, by slot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tracks {
    /// The microphone.
    pub microphone: Option<Track>,
    /// The camera.
    pub camera: Option<Track>,
    /// The shared screen.
    pub screen: Option<Track>,
    /// What it plays.
    pub screen_sound: Option<Track>,
}

impl Tracks {
    /// That of `slot`, while there is one.
    pub const fn get(&self, slot: Slot) -> Option<&Track> {
        match slot {
            Slot::Microphone => self.microphone.as_ref(),
            Slot::Camera => self.camera.as_ref(),
            Slot::Screen => self.screen.as_ref(),
            Slot::ScreenSound => self.screen_sound.as_ref(),
        }
    }
}

/// A track of an own device; dropping it stops the device.
pub struct LocalTrack {
    track: MediaStreamTrack,
    ended: Option<EventListener>,
}

impl LocalTrack {
    pub(super) fn new(track: MediaStreamTrack) -> Self {
        Self { track, ended: None }
    }

    /// Calls `then` when the track ends by itself: the device is gone, or the permission.
    pub fn on_ended(&mut self, mut then: impl FnMut() + 'static) {
        self.ended = Some(EventListener::new(&self.track, "ended", move |_| then()));
    }

    /// Lets sound or picture through, or silence and black.
    pub fn set_enabled(&self, enabled: bool) {
        self.track.set_enabled(enabled);
    }

    /// The device that it comes from; none where the browser does not say.
    pub fn device(&self) -> Option<ListedDevice> {
        let id = text(&self.settings()?, "deviceId");
        (!id.is_empty()).then(|| ListedDevice {
            id,
            label: self.track.label(),
        })
    }

    /// Which way its camera looks, where the browser says so.
    pub fn facing(&self) -> Option<Facing> {
        Facing::of(&text(&self.settings()?, "facingMode"))
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&self) -> bool {
        text(&self.track, "readyState") == "ended"
    }

    /// Has this done to its sound from now on; false where it has to be asked for anew.
    pub fn tune(&self, processing: Processing) -> impl Future<Output = bool> + use<> {
        let tuned = self
            .track
            .unchecked_ref::<DeviceTrack>()
            .apply_constraints(&constraints::exactly(processing));
        async move {
            match tuned {
                Ok(tuned) => JsFuture::from(tuned).await.is_ok(),
                Err(_) => false,
            }
        }
    }

    /// Another track of the same device, let through whatever becomes of this one.
    pub fn twin(&self) -> Self {
        let twin = self.track.clone();
        twin.set_enabled(true);
        Self::new(twin)
    }

    fn settings(&self) -> Option<JsValue> {
        self.track
            .unchecked_ref::<DeviceTrack>()
            .get_settings()
            .ok()
    }

    /// Tells encoders what it shows: a word of W3C MediaStreamTrack Content Hints. Browsers without it guess.
    pub fn hint(&self, word: &str) {
        set(&self.track, "contentHint", &JsValue::from_str(word));
    }

    /// Points to it.
    pub fn share(&self) -> Track {
        // `self.track.clone()` would be the browser's own method, which makes another track of the device.
        Track(Clone::clone(&self.track))
    }
}

impl Drop for LocalTrack {
    fn drop(&mut self) {
        self.ended = None;
        self.track.stop();
    }
}

/// Tracks that belong together. Cloning points to the same stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Stream(pub(super) MediaStream);

impl Stream {
    /// A stream of these tracks; none when the browser has no streams.
    pub fn of<'a>(tracks: impl IntoIterator<Item = &'a Track>) -> Option<Self> {
        let tracks: js_sys::Array = tracks
            .into_iter()
            .map(|track| JsValue::from(&track.0))
            .collect();
        MediaStream::new_with_tracks(&tracks).ok().map(Self)
    }
}
