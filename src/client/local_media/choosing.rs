//! Another device in the place of the one that is used: because somebody chose it, or because one has come or gone.
//!
//! The new track is there before the old one goes, and takes its place on every connection, so that the others miss
//! nothing and nothing is negotiated.

use std::rc::Rc;

use super::{Desk, LocalMedia, Loss, MediaEvent};
use crate::{
    call::{
        call_state::DeviceProblem,
        media_intent::MediaAction,
        own_devices::{
            DeviceChange, DeviceKind, DeviceLists, Follow, OtherCamera, OwnDevices, Processing,
            other_camera,
        },
    },
    client::web::{
        media_devices::{self, Wish},
        task::Task,
        test_sound::TestSound,
        track::{Kind, LocalTrack},
    },
};

/// A question for another device, while there is one already.
pub(super) struct Replacement {
    /// Tells the answer from that to an earlier question.
    number: u32,
    by_person: bool,
    wish: Wish,
}

/// What is listed now, and of which devices the browser would give another without asking the person.
pub struct Listed {
    lists: DeviceLists,
    microphone_is_given: bool,
    camera_is_given: bool,
}

const fn device_kind(kind: Kind) -> DeviceKind {
    match kind {
        Kind::Audio => DeviceKind::Microphone,
        Kind::Video => DeviceKind::Camera,
    }
}

impl LocalMedia {
    /// What there is to choose from.
    pub const fn devices(&self) -> &OwnDevices {
        &self.desk.shown
    }

    /// Where the others are heard: the id of a speaker, empty for the system's choice.
    pub fn speaker(&self) -> &str {
        self.desk.speaker_id()
    }

    /// Somebody chose a device by its id; an unknown one leaves it to the system.
    pub fn choose(&mut self, kind: DeviceKind, id: &str) {
        let list = &self.desk.shown.picker(kind).list;
        let device = list.iter().find(|device| device.id == id).cloned();
        self.desk.choose(kind, device);
        let track = match kind {
            DeviceKind::Microphone => Kind::Audio,
            DeviceKind::Camera => Kind::Video,
            DeviceKind::Speaker => {
                self.desk.use_speaker();
                // What is being tried out is tried out there.
                if self.test.take().is_some() {
                    self.test_speaker();
                }
                return;
            }
        };
        if self.device(track).intent.holds_track() {
            let wish = self.desk.only(id);
            self.replace(track, wish, true);
        } else {
            self.desk.expect(kind);
            let action = self.device(track).intent.retry();
            self.act(track, action);
        }
    }

    /// From the camera on one side of a telephone to that on the other, or to the next one.
    pub fn flip(&mut self) {
        let cameras = &self.desk.shown.cameras;
        let facing = self.camera.track.as_ref().and_then(LocalTrack::facing);
        let wish = match other_camera(&cameras.list, cameras.used.as_deref(), facing) {
            OtherCamera::None => return,
            OtherCamera::Facing(facing) => Wish {
                facing: Some(facing),
                ..Wish::default()
            },
            OtherCamera::Listed(device) => self.desk.only(&device.id),
        };
        if self.camera.intent.holds_track() {
            self.replace(Kind::Video, wish, true);
        }
    }

    /// What is done to the microphone's sound from now on.
    pub fn process(&mut self, processing: Processing) {
        self.desk.process(processing);
        let Some(track) = &self.microphone.track else {
            return;
        };
        let tuned = track.tune(processing);
        let heard = self.level.as_ref().map(|level| level.tune(processing));
        let on_event = Rc::clone(&self.on_event);
        Task::detached(async move {
            let tuned = tuned.await;
            if let Some(heard) = heard {
                heard.await;
            }
            on_event(MediaEvent::Tuned(tuned));
        });
    }

    /// The browser did what was wished of the sound, or it has to be asked for such a track anew.
    pub(super) fn tuned(&mut self, done: bool) {
        let device = self.microphone.track.as_ref().and_then(LocalTrack::device);
        if let (false, Some(device)) = (done, device) {
            let wish = self.desk.only(&device.id);
            // As long as one track of a device is there, Chromium gives another only as that one is.
            self.microphone.release();
            self.took(Kind::Audio);
            self.replace(Kind::Audio, wish, true);
        }
    }

    /// Tries the speaker out, or stops trying.
    pub fn test_speaker(&mut self) {
        let on_event = Rc::clone(&self.on_event);
        self.test = match self.test.take() {
            Some(_) => None,
            None => TestSound::play(self.desk.speaker_id(), move || {
                on_event(MediaEvent::Sounded);
            }),
        };
        self.desk.shown.sounding = self.test.is_some();
    }

    /// The speaker was tried out.
    pub(super) fn sounded(&mut self) {
        self.test = None;
        self.desk.shown.sounding = false;
    }

    /// Finds out what there is.
    pub(super) fn look(&self) {
        let on_event = Rc::clone(&self.on_event);
        Task::detached(async move {
            let listed = Listed {
                lists: media_devices::list().await,
                microphone_is_given: media_devices::is_given(Kind::Audio).await,
                camera_is_given: media_devices::is_given(Kind::Video).await,
            };
            on_event(MediaEvent::Listed(Box::new(listed)));
        });
    }

    /// Takes a list. Nobody is asked a question because of a plug: what the browser would not give without one waits
    /// for a click.
    pub(super) fn listed(&mut self, listed: Listed) {
        let mut lists = listed.lists;
        self.desk.list_speakers(&mut lists);
        for (kind, given) in [
            (Kind::Audio, listed.microphone_is_given),
            (Kind::Video, listed.camera_is_given),
        ] {
            let sort = device_kind(kind);
            let list = std::mem::take(lists.of_mut(sort));
            let changed = self.desk.shown.picker(sort).list != list;
            let follow = self.desk.list(sort, list);
            let none = self.desk.shown.picker(sort).list.is_empty();
            let device = self.device(kind);
            match (device.intent.holds_track(), device.loss, follow) {
                (true, _, Follow::Take(next)) if given => {
                    let wish = self.desk.only(&next.id);
                    self.replace(kind, wish, false);
                }
                (true, ..) => {}
                (false, Loss::Lost, _) if none => {
                    device.loss = Loss::Waiting;
                    self.desk.shown.tell(sort, DeviceChange::Gone);
                }
                (false, loss, _)
                    if given
                        && !none
                        && (loss == Loss::Lost || (loss == Loss::Waiting && changed)) =>
                {
                    let action = device.intent.recover();
                    self.act(kind, action);
                }
                (false, ..) => {
                    if !none {
                        device.intent.appeared();
                    }
                    self.desk.expect(sort);
                }
            }
        }
    }

    /// A track that was asked for: it is used, unless it is not wanted any more.
    pub(super) fn take(&mut self, kind: Kind, mut track: LocalTrack) {
        let on_event = Rc::clone(&self.on_event);
        track.on_ended(move || on_event(MediaEvent::Ended(kind)));
        let used = track.device();
        let recovered = {
            let device = self.device(kind);
            device.track = Some(track);
            std::mem::replace(&mut device.loss, Loss::None) != Loss::None
        };
        if let Some(used) = used {
            let sort = device_kind(kind);
            self.desk.shown.picker_mut(sort).used = Some(used.id);
            if recovered {
                self.desk.shown.tell(sort, DeviceChange::Uses(used.label));
            }
        }
        let action = self.device(kind).intent.granted();
        self.act(kind, action);
        self.took(kind);
    }

    fn replace(&mut self, kind: Kind, wish: Wish, by_person: bool) {
        self.questions += 1;
        let number = self.questions;
        self.device(kind).replacing = Some(Replacement {
            number,
            by_person,
            wish: wish.clone(),
        });
        let on_event = Rc::clone(&self.on_event);
        Task::detached(async move {
            let answer = media_devices::ask_one(kind, &wish).await;
            on_event(MediaEvent::Replaced(kind, number, answer));
        });
    }

    /// The answer to such a question. One that comes too late is let go of with its track.
    pub(super) fn replaced(
        &mut self,
        kind: Kind,
        number: u32,
        answer: Result<LocalTrack, DeviceProblem>,
    ) {
        let device = self.device(kind);
        let asked = device.replacing.take_if(|asked| asked.number == number);
        let Some(asked) = asked.filter(|_| device.intent.holds_track()) else {
            return;
        };
        let sort = device_kind(kind);
        match answer {
            Ok(track) => {
                let next = track.device();
                self.take(kind, track);
                match next {
                    Some(next) if asked.by_person => self.desk.choose_for_now(sort, Some(next)),
                    Some(next) => self.desk.shown.tell(sort, DeviceChange::Uses(next.label)),
                    None => {}
                }
            }
            // Many a telephone opens one camera at a time.
            Err(DeviceProblem::Busy) if device.track.is_some() => {
                device.release();
                self.took(kind);
                self.replace(kind, asked.wish, asked.by_person);
            }
            Err(problem) if device.track.is_none() => {
                device.intent.refused(problem);
            }
            Err(_) => self.desk.shown.tell(sort, DeviceChange::Refused),
        }
    }

    /// Asks for what is wanted, as it was chosen.
    pub(super) fn ask(&self, audio: bool, video: bool) {
        if !audio && !video {
            return;
        }
        let chosen = |asked: bool, kind| asked.then(|| self.desk.chosen(kind).cloned());
        let microphone = chosen(audio, DeviceKind::Microphone);
        let camera = chosen(video, DeviceKind::Camera);
        let processing = self.desk.shown.processing;
        let on_event = Rc::clone(&self.on_event);
        // Never ended half-way: a device that is given to nobody would stay on.
        Task::detached(async move {
            // Only what was chosen needs a list, to be found under the id that it has now.
            let lists = match (&microphone, &camera) {
                (Some(Some(_)), _) | (_, Some(Some(_))) => media_devices::list().await,
                _ => DeviceLists::default(),
            };
            let audio = microphone
                .map(|chosen| Desk::wish(&lists.microphones, chosen.as_ref(), processing));
            let video =
                camera.map(|chosen| Desk::wish(&lists.cameras, chosen.as_ref(), processing));
            on_event(MediaEvent::Answered(media_devices::ask(audio, video).await));
        });
    }

    /// A device went, by itself or by its plug. Another may take its place.
    pub(super) fn ended(&mut self, kind: Kind) {
        let device = self.device(kind);
        // Another has taken its place already.
        if !device.track.as_ref().is_some_and(LocalTrack::has_ended) {
            return;
        }
        let action: MediaAction = device.intent.ended();
        device.loss = Loss::Lost;
        self.act(kind, action);
        self.look();
    }
}
