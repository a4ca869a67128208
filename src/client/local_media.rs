//! The own microphone and camera: asked for once, used by the preview and by the call alike, stopped when
//! they are not wanted any more.
//!
//! What is wanted and what follows from it is decided by `call::media_intent`, which device it is by
//! `call::own_devices`; this holds the tracks.

mod choosing;
mod desk;

use std::rc::Rc;

use super::web::{
    audio_level::AudioLevel,
    event_listener::EventListener,
    media_devices::{self, Given},
    storage::Shelf,
    test_sound::TestSound,
    track::{Kind, LocalTrack, Stream, Track},
};
use crate::{
    call::{
        call_state::{DeviceProblem, LocalMedia as Shown},
        media_intent::{MediaAction, MediaIntent, WhenOff},
        own_devices::Facing,
    },
    domain::{ids::SessionId, policy::CallKind, role::Grants},
    protocol::client_message::MediaState,
};
use choosing::{Listed, Replacement};
use desk::Desk;

/// What happens to the devices; the engine hands it back to [`LocalMedia::handle`].
pub enum MediaEvent {
    /// The browser has answered.
    Answered(Given),
    /// The browser has answered the question of this number, which was for another device.
    Replaced(Kind, u32, Result<LocalTrack, DeviceProblem>),
    /// A track ended by itself.
    Ended(Kind),
    /// A device was plugged in or pulled out.
    Plugged,
    /// What there is now.
    Listed(Box<Listed>),
    /// Whether the browser does with the sound what was wished.
    Tuned(bool),
    /// The speaker was tried out.
    Sounded,
}

/// Where [`MediaEvent`]s go.
pub type OnMedia = Rc<dyn Fn(MediaEvent)>;

/// The own devices.
pub struct LocalMedia {
    key: String,
    has_camera: bool,
    microphone: Device,
    camera: Device,
    level: Option<AudioLevel>,
    preview: Option<Stream>,
    desk: Desk,
    /// How many questions for another device there were.
    questions: u32,
    test: Option<TestSound>,
    plugs: Option<EventListener>,
    on_event: OnMedia,
}

struct Device {
    intent: MediaIntent,
    track: Option<LocalTrack>,
    loss: Loss,
    replacing: Option<Replacement>,
}

/// Whether a device went by itself, so that it or another is taken when there is one again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loss {
    None,
    Lost,
    /// And there is no other, or it could not be had: the next plug may change it.
    Waiting,
}

impl LocalMedia {
    /// For a session; nothing is asked for yet. Who muted themselves before a reload is muted after it.
    pub fn new(session_id: SessionId, kind: CallKind, on_event: OnMedia) -> Self {
        let mut key = String::from("media-");
        key.push_str(&session_id.to_string());
        let kept = Shelf::Tab.get(&key).unwrap_or_default();
        let has_camera = kind == CallKind::Video;
        Self {
            microphone: Device::new(WhenOff::Keep, !kept.contains('m')),
            camera: Device::new(WhenOff::Release, has_camera && !kept.contains('c')),
            key,
            has_camera,
            level: None,
            preview: None,
            desk: Desk::new(),
            questions: 0,
            test: None,
            plugs: None,
            on_event,
        }
    }

    /// What one may send from now on. A device that one may not use any more is let go of.
    pub fn allow(&mut self, grants: Grants) {
        let microphone = self.microphone.intent.allow(grants.publish_audio);
        self.act(Kind::Audio, microphone);
        let camera = self
            .camera
            .intent
            .allow(self.has_camera && grants.publish_video);
        self.act(Kind::Video, camera);
    }

    /// Asks for what is wanted, in one question.
    pub fn begin(&mut self) {
        let on_event = Rc::clone(&self.on_event);
        self.plugs = media_devices::on_change(move || on_event(MediaEvent::Plugged));
        let audio = self.microphone.intent.begin() == MediaAction::Ask;
        let video = self.camera.intent.begin() == MediaAction::Ask;
        if audio || video {
            self.ask(audio, video);
        } else {
            self.look();
        }
    }

    /// Asks again for what was refused.
    pub fn retry(&mut self) {
        let audio = self.microphone.intent.retry() == MediaAction::Ask;
        let video = self.has_camera && self.camera.intent.retry() == MediaAction::Ask;
        self.ask(audio, video);
    }

    /// Turns a device on or off. There is no camera in a session of sound only.
    pub fn toggle(&mut self, kind: Kind) {
        if kind == Kind::Video && !self.has_camera {
            return;
        }
        let action = self.device(kind).intent.toggle();
        self.act(kind, action);
        self.keep_wishes();
    }

    /// Something happened to the devices.
    pub fn handle(&mut self, event: MediaEvent) {
        match event {
            MediaEvent::Answered(given) => {
                if let Some(answer) = given.audio {
                    self.answered(Kind::Audio, answer);
                }
                if let Some(answer) = given.video {
                    self.answered(Kind::Video, answer);
                }
                self.look();
            }
            MediaEvent::Replaced(kind, number, answer) => self.replaced(kind, number, answer),
            MediaEvent::Ended(kind) => self.ended(kind),
            MediaEvent::Plugged => self.look(),
            MediaEvent::Listed(listed) => self.listed(*listed),
            MediaEvent::Tuned(done) => self.tuned(done),
            MediaEvent::Sounded => self.sounded(),
        }
    }

    /// Stops everything.
    pub fn stop(&mut self) {
        self.microphone.release();
        self.camera.release();
        self.level = None;
        self.preview = None;
        self.test = None;
        self.plugs = None;
    }

    /// What people see of it.
    pub fn shown(&self) -> Shown {
        Shown {
            microphone: self.microphone.intent.device(),
            camera: self.camera.intent.device(),
        }
    }

    /// What the others are told.
    pub fn state(&self) -> MediaState {
        MediaState {
            audio: self.microphone.intent.is_on(),
            video: self.camera.intent.is_on(),
            screen: false,
        }
    }

    /// The track to send, while there is one.
    pub fn track(&self, kind: Kind) -> Option<Track> {
        let device = match kind {
            Kind::Audio => &self.microphone,
            Kind::Video => &self.camera,
        };
        device.track.as_ref().map(LocalTrack::share)
    }

    /// The own picture.
    pub fn preview(&self) -> Option<&Stream> {
        self.preview.as_ref()
    }

    /// How loud the own microphone is, also while it is muted: root mean square, 0 to 1; none where there is none, or
    /// where it cannot be measured.
    pub fn loudness(&mut self) -> Option<f32> {
        self.level.as_mut().and_then(AudioLevel::loudness)
    }

    /// The person touched the page, so that the browser lets the level be measured.
    pub fn wake(&self) {
        if let Some(level) = &self.level {
            level.wake();
        }
    }

    fn device(&mut self, kind: Kind) -> &mut Device {
        match kind {
            Kind::Audio => &mut self.microphone,
            Kind::Video => &mut self.camera,
        }
    }

    fn answered(&mut self, kind: Kind, answer: Result<LocalTrack, DeviceProblem>) {
        match answer {
            Ok(track) => self.take(kind, track),
            Err(problem) => {
                let device = self.device(kind);
                device.intent.refused(problem);
                if device.loss == Loss::Lost {
                    device.loss = Loss::Waiting;
                }
            }
        }
    }

    fn act(&mut self, kind: Kind, action: MediaAction) {
        match action {
            MediaAction::None => {}
            MediaAction::Ask => self.ask(kind == Kind::Audio, kind == Kind::Video),
            MediaAction::Enable(enabled) => {
                if let Some(track) = &self.device(kind).track {
                    track.set_enabled(enabled);
                }
            }
            MediaAction::Release => {
                self.device(kind).release();
                self.took(kind);
            }
        }
    }

    /// A track came or went.
    fn took(&mut self, kind: Kind) {
        match kind {
            Kind::Audio => {
                self.level = self.microphone.track.as_ref().and_then(AudioLevel::of);
            }
            Kind::Video => {
                let track = self.track(kind);
                self.preview = track.as_ref().and_then(|track| Stream::of([track]));
                let facing = self.camera.track.as_ref().and_then(LocalTrack::facing);
                self.desk.shown.looks_away = facing == Some(Facing::Environment);
            }
        }
        self.wake();
    }

    fn keep_wishes(&self) {
        let mut off = String::new();
        if !self.microphone.intent.is_wanted() {
            off.push('m');
        }
        if !self.camera.intent.is_wanted() {
            off.push('c');
        }
        Shelf::Tab.set(&self.key, &off);
    }
}

impl Device {
    const fn new(when_off: WhenOff, wanted: bool) -> Self {
        Self {
            intent: MediaIntent::new(when_off, wanted),
            track: None,
            loss: Loss::None,
            replacing: None,
        }
    }

    fn release(&mut self) {
        self.track = None;
    }
}
