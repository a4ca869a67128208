//! The own screen while it is shared: the browser asks which one every time, and what it gives is stopped as soon as it
//! is not wanted any more.
//!
//! What follows from what is decided by `call::screen_share`; this holds the tracks.

use std::rc::Rc;

use super::web::{
    screen_capture::{self, Captured, NotCaptured},
    task::Task,
    track::{Kind, LocalTrack, Stream, Track},
};
use crate::{
    call::{
        call_state::{OwnScreen, ScreenHint},
        screen_share::{ScreenAction, ScreenShare},
        slot::Slot,
    },
    domain::role::Grants,
};

/// What happens to the own screen; the engine hands it back to [`LocalScreen::handle`].
pub enum ScreenEvent {
    /// The browser has answered.
    Answered(Result<Captured, NotCaptured>),
    /// The share ended by itself: by the browser's own bar, or because its window was closed.
    Ended,
}

/// Where [`ScreenEvent`]s go.
pub type OnScreen = Rc<dyn Fn(ScreenEvent)>;

/// The own screen; dropping it ends the share.
pub struct LocalScreen {
    share: ScreenShare,
    /// Whether its sound may be sent.
    with_sound: bool,
    captured: Option<Captured>,
    preview: Option<Stream>,
    on_event: OnScreen,
}

impl LocalScreen {
    /// Nothing is shared yet.
    pub fn new(on_event: OnScreen) -> Self {
        Self {
            share: ScreenShare::default(),
            with_sound: false,
            captured: None,
            preview: None,
            on_event,
        }
    }

    /// What one may send from now on. A share that one may not have any more ends.
    pub fn allow(&mut self, grants: Grants) {
        self.with_sound = Slot::ScreenSound.is_granted(grants);
        let action = self.share.allow(Slot::Screen.is_granted(grants));
        self.act(action);
    }

    /// Asks which screen and shares it, or shares no more.
    pub fn toggle(&mut self) {
        let action = if self.share.is_on() {
            self.share.stop()
        } else {
            self.share.start()
        };
        self.act(action);
    }

    /// Says what it shows.
    pub fn hint(&mut self, hint: ScreenHint) {
        self.share.show(hint);
        self.tell_hint();
    }

    /// Something happened to it.
    pub fn handle(&mut self, event: ScreenEvent) {
        match event {
            ScreenEvent::Answered(Ok(mut captured)) => {
                let on_event = Rc::clone(&self.on_event);
                captured
                    .picture
                    .on_ended(move || on_event(ScreenEvent::Ended));
                self.preview = Stream::of([&captured.picture.share()]);
                self.captured = Some(captured);
                let action = self.share.given();
                self.act(action);
            }
            ScreenEvent::Answered(Err(NotCaptured(problem))) => self.share.not_given(problem),
            ScreenEvent::Ended => self.stop(),
        }
    }

    /// Shares no more.
    pub fn stop(&mut self) {
        let action = self.share.stop();
        self.act(action);
    }

    /// What people see of it.
    pub const fn shown(&self) -> OwnScreen {
        self.share.shown()
    }

    /// Whether it is sent.
    pub fn is_on(&self) -> bool {
        self.share.is_on()
    }

    /// The track to send, while there is one.
    pub fn track(&self, kind: Kind) -> Option<Track> {
        let captured = self.captured.as_ref().filter(|_| self.share.is_on())?;
        match kind {
            Kind::Video => Some(captured.picture.share()),
            Kind::Audio => captured.sound.as_ref().map(LocalTrack::share),
        }
    }

    /// What is shared, for one's own small copy.
    pub const fn preview(&self) -> Option<&Stream> {
        self.preview.as_ref()
    }

    fn act(&mut self, action: ScreenAction) {
        match action {
            ScreenAction::None => {}
            ScreenAction::Ask => {
                let on_event = Rc::clone(&self.on_event);
                let asked = screen_capture::ask(self.with_sound);
                // Never ended half-way: a screen that is given to nobody would go on being captured.
                Task::detached(async move { on_event(ScreenEvent::Answered(asked.await)) });
            }
            ScreenAction::Send => self.tell_hint(),
            ScreenAction::Release => {
                self.captured = None;
                self.preview = None;
            }
        }
    }

    fn tell_hint(&self) {
        if let Some(captured) = &self.captured {
            captured.picture.hint(match self.share.hint() {
                ScreenHint::Detail => "detail",
                ScreenHint::Motion => "motion",
            });
        }
    }
}
