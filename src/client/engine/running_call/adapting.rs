//! How good pictures are: what the person has chosen, what one looks at, and what the ways take in.

use super::{RunningCall, Who};
use crate::{
    call::{call_state::LinkState, quality::QualityChoice},
    client::{engine::media_backend::View, web::storage::Shelf},
    domain::{clock::Timestamp, ids::ParticipantId, role::Grants},
    protocol::signal::Shown,
};

/// Under this the choice is kept in the browser.
const KEY: &str = "quality";
/// Who saves asks for pictures of this height at most.
const SAVED_HEIGHT: u32 = 180;

impl RunningCall {
    /// What was chosen in this browser before.
    pub(super) fn recall_quality(&mut self) {
        let kept = Shelf::Browser.get(KEY).unwrap_or_default();
        self.state.quality = QualityChoice::from_word(&kept);
        self.others.choose(self.state.quality);
    }

    /// The person chooses. A camera that was on goes off with "audio only", and is turned on again by the person.
    pub(super) fn choose(&mut self, choice: QualityChoice) {
        Shelf::Browser.set(KEY, choice.word());
        self.state.quality = choice;
        self.others.choose(choice);
        self.allow(self.granted);
        self.tell_views();
    }

    /// What one may use now, by the room and by one's own choice.
    pub(super) fn allow(&mut self, grants: Grants) {
        self.granted = grants;
        let pictures = self.state.quality != QualityChoice::AudioOnly;
        self.screen.allow(grants);
        self.media.allow(Grants {
            publish_video: grants.publish_video && pictures,
            ..grants
        });
    }

    /// A second has passed.
    pub(super) fn adapt(&mut self, now: Timestamp) {
        self.others.measure(now);
        self.tell_views();
    }

    /// Tells everybody how large one shows them, when that has changed.
    pub(super) fn tell_views(&mut self) {
        let passed_on = self.state.room.as_ref().is_some_and(|room| room.views);
        if !passed_on || !self.signaling.is_open() {
            return;
        }
        let connected = self.state.people.iter();
        let connected = connected.filter(|person| person.link == LinkState::Connected);
        let ids: Vec<ParticipantId> = connected.map(|person| person.user.id).collect();
        for id in ids {
            let view = View {
                camera: self.camera_shown(id),
                screen: self.largest(|who| who == Who::Screen(Some(id))),
            };
            let outbound = self.others.look(id, view);
            self.say(outbound.into_iter().collect());
        }
    }

    fn camera_shown(&self, id: ParticipantId) -> Shown {
        let shown = self.largest(|who| who == Who::Person(id));
        match self.state.quality {
            QualityChoice::Auto => shown,
            QualityChoice::Saver => Shown {
                height: shown.height.min(SAVED_HEIGHT),
                ..shown
            },
            QualityChoice::AudioOnly => Shown::default(),
        }
    }

    fn largest(&self, wanted: impl Fn(Who) -> bool) -> Shown {
        self.pictures
            .iter()
            .filter(|(_, who, _)| wanted(*who))
            .map(|(_, _, picture)| picture.shown())
            .max_by_key(|shown| shown.height)
            .unwrap_or_default()
    }
}
