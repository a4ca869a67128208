//! Everybody sends to everybody: one link per person.

mod adapting;

use std::{cell::RefCell, rc::Rc};

use adapting::Adapting;

use super::media_backend::{MediaBackend, Outbound, Peer, View};
use crate::client::{
    peer_link::{LinkEvent, LinkSettings, PeerLink, Source},
    web::{
        peer_connection::Outgoing,
        track::{Stream, Tracks},
    },
};
use crate::{
    call::{
        call_state::{LinkState, Way},
        quality::{Mark, QualityChoice},
    },
    domain::{
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        policy::CallKind,
        role::Grants,
    },
    protocol::{client_message::MediaState, server_message::IceServer, signal::Signal},
};

/// Where the events of links go, each with the link's serial number.
pub type OnMesh = Rc<dyn Fn(u32, LinkEvent)>;

/// All links of a call; dropping it closes them.
pub struct Mesh {
    links: Vec<Entry>,
    settings: LinkSettings,
    on_event: OnMesh,
    serials: u32,
    adapting: Adapting,
}

struct Entry {
    id: ParticipantId,
    /// Tells this link's events from those of an earlier link to the same person.
    serial: u32,
    link: PeerLink,
    /// How large they show what one sends; none before they have said so.
    theirs: Option<View>,
    /// How large one shows what they send, as they were told.
    told: Option<View>,
}

impl Mesh {
    /// No links yet.
    pub fn new(call: CallKind, grants: Grants, on_event: OnMesh) -> Self {
        let outgoing = Outgoing {
            call,
            tracks: Tracks::default(),
            person: Stream::of(&[]),
            screen: Stream::of(&[]),
            grants,
        };
        Self {
            links: Vec::new(),
            settings: LinkSettings {
                ice_servers: Rc::new([]),
                relay_only: false,
                outgoing: Rc::new(RefCell::new(outgoing)),
                speaker: Rc::from(""),
            },
            on_event,
            serials: 0,
            adapting: Adapting::default(),
        }
    }

    fn entry(&self, id: ParticipantId) -> Option<&Entry> {
        self.links.iter().find(|entry| entry.id == id)
    }

    fn entry_mut(&mut self, id: ParticipantId) -> Option<&mut Entry> {
        self.links.iter_mut().find(|entry| entry.id == id)
    }
}

impl Entry {
    fn address(&self, signals: Vec<Signal>) -> Vec<Outbound> {
        let outbound = |signal| Outbound {
            to: self.id,
            to_instance: self.link.instance(),
            signal,
        };
        signals.into_iter().map(outbound).collect()
    }
}

impl MediaBackend for Mesh {
    fn use_ice_servers(&mut self, servers: Vec<IceServer>) {
        let servers: Rc<[IceServer]> = servers.into();
        for entry in &mut self.links {
            entry.link.use_ice_servers(&servers);
        }
        self.settings.ice_servers = servers;
    }

    fn use_relay_only(&mut self, only: bool) {
        if self.settings.relay_only == only {
            return;
        }
        for entry in &mut self.links {
            entry.link.use_relay_only(only);
        }
        self.settings.relay_only = only;
    }

    fn use_grants(&mut self, grants: Grants) -> Vec<Outbound> {
        self.settings.outgoing.borrow_mut().grants = grants;
        let mut outbound = Vec::new();
        for entry in &mut self.links {
            let signals = entry.link.use_grants();
            outbound.extend(entry.address(signals));
        }
        outbound
    }

    fn let_in(&mut self, id: ParticipantId, grants: Grants) {
        if let Some(entry) = self.entry_mut(id) {
            entry.link.let_in(grants);
        }
    }

    fn send(&mut self, tracks: Tracks) -> Vec<Outbound> {
        {
            let mut outgoing = self.settings.outgoing.borrow_mut();
            if outgoing.tracks == tracks {
                return Vec::new();
            }
            outgoing.tracks = tracks;
        }
        let mut outbound = Vec::new();
        for entry in &mut self.links {
            let signals = entry.link.send_outgoing();
            outbound.extend(entry.address(signals));
        }
        self.share_out();
        outbound
    }

    fn open(
        &mut self,
        id: ParticipantId,
        instance: Instance,
        peer: Peer,
        now: Timestamp,
    ) -> Vec<Outbound> {
        self.close(id);
        self.serials += 1;
        let serial = self.serials;
        let tell = Rc::clone(&self.on_event);
        let on_link = Rc::new(move |event| tell(serial, event));
        let settings = self.settings.clone();
        let mut link = PeerLink::new(instance, peer.polite, settings, on_link, now);
        let signals = if peer.offers {
            link.offer()
        } else {
            Vec::new()
        };
        let entry = Entry {
            id,
            serial,
            link,
            theirs: None,
            told: None,
        };
        let outbound = entry.address(signals);
        self.links.push(entry);
        self.share_out();
        outbound
    }

    fn close(&mut self, id: ParticipantId) {
        self.links.retain(|entry| entry.id != id);
    }

    fn close_all(&mut self) {
        self.links.clear();
    }

    fn feed(&mut self, id: ParticipantId, signal: Signal, now: Timestamp) -> Vec<Outbound> {
        if let Signal::View { camera, screen } = signal {
            if let Some(entry) = self.entry_mut(id) {
                entry.theirs = Some(View { camera, screen });
                self.share_out();
            }
            return Vec::new();
        }
        self.entry_mut(id).map_or_else(Vec::new, |entry| {
            let signals = entry.link.feed(signal, now);
            entry.address(signals)
        })
    }

    fn resync(&mut self, id: ParticipantId, now: Timestamp) -> Vec<Outbound> {
        self.entry_mut(id).map_or_else(Vec::new, |entry| {
            entry.told = None;
            let signals = entry.link.resync(now);
            entry.address(signals)
        })
    }

    fn handle(&mut self, serial: u32, event: LinkEvent, now: Timestamp) -> Vec<Outbound> {
        let entry = self.links.iter_mut().find(|entry| entry.serial == serial);
        entry.map_or_else(Vec::new, |entry| {
            let signals = entry.link.handle(event, now);
            entry.address(signals)
        })
    }

    fn tick(&mut self, now: Timestamp, can_signal: bool) -> Vec<Outbound> {
        let mut outbound = Vec::new();
        for entry in &mut self.links {
            let signals = entry.link.tick(now, can_signal);
            outbound.extend(entry.address(signals));
        }
        outbound
    }

    fn doubt(&mut self, now: Timestamp) {
        for entry in &mut self.links {
            entry.link.doubt(now);
        }
    }

    fn expect(&mut self, id: ParticipantId, media: MediaState, now: Timestamp) {
        if let Some(entry) = self.entry_mut(id) {
            let looks = entry.looks();
            entry.link.expect_picture(media.video && looks);
            if media.audio {
                entry.link.listen(now);
            }
        }
    }

    fn look(&mut self, id: ParticipantId, view: View) -> Option<Outbound> {
        let entry = self.entry_mut(id)?;
        let signal = entry.look(view)?;
        entry.address(vec![signal]).pop()
    }

    fn measure(&mut self, now: Timestamp) {
        self.measure_ways(now);
    }

    fn choose(&mut self, choice: QualityChoice) {
        self.adapting.choice = choice;
        self.share_out();
    }

    fn way(&self, id: ParticipantId) -> Way {
        self.entry(id).map_or_else(Way::default, |entry| Way {
            mark: entry.link.way().mark(),
            report: entry.link.way().report().cloned(),
        })
    }

    fn own_mark(&self) -> Mark {
        self.adapting.mark()
    }

    fn state(&self, id: ParticipantId) -> Option<LinkState> {
        self.entry(id).map(|entry| entry.link.state())
    }

    fn receives(&self, id: ParticipantId) -> bool {
        self.entry(id).is_some_and(|entry| entry.link.receives())
    }

    fn stream(&self, id: ParticipantId, source: Source) -> Option<&Stream> {
        self.entry(id)?.link.stream(source)
    }

    fn loudness(&self, id: ParticipantId) -> f32 {
        self.entry(id).map_or(0.0, |entry| entry.link.loudness())
    }

    fn play_on(&mut self, speaker: &str) {
        if *self.settings.speaker == *speaker {
            return;
        }
        self.settings.speaker = speaker.into();
        for entry in &mut self.links {
            entry.link.play_on(&self.settings.speaker);
        }
    }

    fn sound_is_kept_back(&self) -> bool {
        self.links
            .iter()
            .any(|entry| entry.link.sound_is_kept_back())
    }

    fn allow_sound(&mut self) {
        for entry in &mut self.links {
            entry.link.allow_sound();
        }
    }
}
