//! After everything that happened: what goes out, what the room is told, and what the page shows are brought in line
//! with what devices and connections are now.

use super::{RunningCall, Who};
use crate::{
    call::call_state::LinkState,
    client::{
        peer_link::Source,
        web::track::{Kind, Tracks},
    },
    protocol::client_message::ClientMessage,
};

impl RunningCall {
    /// Brings everything in line with what the devices and the connections are now.
    pub(super) fn settle(&mut self) {
        if self.is_running() {
            let local = self.media.shown();
            self.changed |= self.state.local != local;
            self.state.local = local;
            if self.state.devices != *self.media.devices() {
                self.state.devices = self.media.devices().clone();
                self.changed = true;
            }
            self.others.play_on(self.media.speaker());
            let own_screen = self.screen.shown();
            self.changed |= self.state.own_screen != own_screen;
            self.state.own_screen = own_screen;
            let outbound = self.others.send(Tracks {
                microphone: self.media.track(Kind::Audio),
                camera: self.media.track(Kind::Video),
                screen: self.screen.track(Kind::Video),
                screen_sound: self.screen.track(Kind::Audio),
            });
            self.say(outbound);
            let media = self.sending();
            if media != self.told
                && self.state.room.is_some()
                && self.signaling.say(&ClientMessage::MediaState { media })
            {
                self.told = media;
            }
            let connection = self.signaling.connection();
            self.changed |= self.state.connection != connection;
            self.state.connection = connection;
        }
        for person in &mut self.state.people {
            let id = person.user.id;
            self.others.let_in(id, person.user.grants);
            let mut link = self.others.state(id).unwrap_or_default();
            // Browsers notice only after seconds that the other page is gone; its socket tells at once. But a
            // lost socket alone interrupts nothing.
            if link == LinkState::Connected && !person.user.connected && !self.others.receives(id) {
                link = LinkState::Interrupted;
            }
            let way = self.others.way(id);
            self.changed |= person.link != link || person.way != way;
            (person.link, person.way) = (link, way);
        }
        self.stay_awake();
        let own_mark = self.others.own_mark();
        self.changed |= self.state.own_mark != own_mark;
        self.state.own_mark = own_mark;
        let sound_blocked = self.others.sound_is_kept_back();
        self.changed |= self.state.sound_blocked != sound_blocked;
        self.state.sound_blocked = sound_blocked;
        for (_, who, picture) in &self.pictures {
            picture.show(match who {
                Who::Me => self.media.preview(),
                Who::Person(id) => self.others.stream(*id, Source::Person),
                Who::Screen(None) => self.screen.preview(),
                Who::Screen(Some(id)) => self.others.stream(*id, Source::Screen),
            });
        }
    }
}
