//! One call as it runs: the line to the room, the own devices and the ways to the others, held together.
//!
//! What a message of the room means is decided by `call::room_reducer`; what a page sees is one `CallState`,
//! told to it after everything that changed it, and of a room when everybody in it has an offer.

mod adapting;
mod holding;
mod listening;
mod obeying;
mod settling;

use std::{rc::Rc, time::Duration};

use holding::Holding;

use super::{
    correspondence::Correspondence,
    event::{Command, Event, Sink, Who},
    media_backend::{MediaBackend, Outbound, Peer},
    mesh::Mesh,
    outside::Outside,
    voices::Voices,
};
use crate::{
    call::{
        call_state::{CallState, Phase},
        first_offers::FirstOffers,
        own_voice::OwnVoice,
        room_reducer::{Effect, RoomReducer},
    },
    client::{
        local_media::LocalMedia,
        local_screen::LocalScreen,
        signaling::{News, Signaling},
        web::{event_listener::EventListener, media_element::Picture, page, timer::Ticker},
    },
    domain::{
        clock::Timestamp,
        ids::{Instance, SessionId},
        policy::CallKind,
        role::Grants,
    },
    protocol::{
        VERSION,
        client_message::{ClientMessage, MediaState},
        error_code::{CloseCode, ErrorCode},
        route::Route,
        server_message::ServerMessage,
        signal::Signal,
    },
};

const SECOND: Duration = Duration::from_secs(1);
const MOMENT: Duration = Duration::from_millis(100);
/// How often the room is told that the person does something.
const TELL_ACTIVITY: Duration = Duration::from_secs(60);

/// A call as it runs; dropping it ends everything that it began.
pub struct RunningCall {
    sink: Sink,
    outside: Rc<dyn Outside>,
    state: CallState,
    changed: bool,
    instance: Instance,
    reducer: RoomReducer,
    letters: Correspondence,
    signaling: Signaling,
    media: LocalMedia,
    screen: LocalScreen,
    /// What the room was last told of the own devices.
    told: MediaState,
    /// When the room was last told that the person does something.
    active_at: Option<Timestamp>,
    others: Box<dyn MediaBackend>,
    voices: Voices,
    own_voice: OwnVoice,
    bars: u8,
    pictures: Vec<(u32, Who, Picture)>,
    holding: Holding,
    /// As long as they are made the page is told nothing.
    first_offers: Option<FirstOffers>,
    /// What one may send by the room.
    granted: Grants,
    tickers: Vec<Ticker>,
    listeners: Vec<EventListener>,
}

impl RunningCall {
    pub(super) fn new(
        session_id: SessionId,
        kind: CallKind,
        grants: Grants,
        outside: Rc<dyn Outside>,
        sink: Sink,
    ) -> Self {
        let letters = Correspondence::new(Rc::clone(&outside), Rc::clone(&sink));
        let (line, media, link) = (Rc::clone(&sink), Rc::clone(&sink), Rc::clone(&sink));
        let screen = Rc::clone(&sink);
        let media = LocalMedia::new(
            session_id,
            kind,
            Rc::new(move |event| media(Event::Media(event))),
        );
        let screen = LocalScreen::new(Rc::new(move |event| screen(Event::Screen(event))));
        let mut call = Self {
            sink,
            outside,
            state: CallState::default(),
            changed: false,
            instance: page::draw_instance(),
            reducer: RoomReducer::default(),
            letters,
            signaling: Signaling::new(
                Route::Socket(session_id).path(),
                Rc::new(move |wake| line(Event::Line(wake))),
            ),
            media,
            screen,
            told: MediaState::default(),
            active_at: None,
            others: Box::new(Mesh::new(
                kind,
                grants,
                Rc::new(move |serial, event| link(Event::Link(serial, event))),
            )),
            voices: Voices::default(),
            own_voice: OwnVoice::default(),
            bars: 0,
            pictures: Vec::new(),
            holding: Holding::default(),
            first_offers: None,
            granted: grants,
            tickers: Vec::new(),
            listeners: Vec::new(),
        };
        call.recall_quality();
        // Known before anything is asked of the browser: who may not be seen or heard is never asked.
        call.allow(grants);
        call
    }

    /// Takes what happened, and tells the page when it can see something of it.
    pub(super) fn handle(&mut self, event: Event, now: Timestamp) {
        // These come often and say themselves whether there is anything to see.
        self.changed = !matches!(
            event,
            Event::Second
                | Event::Moment
                | Event::Activity
                | Event::Command(Command::Annotate(..))
                | Event::Link(..)
                | Event::Show(..)
                | Event::Hide(_)
        );
        let often = matches!(event, Event::Moment);
        match event {
            Event::Command(command) => self.obey(command, now),
            Event::Show(number, who, video) => {
                self.pictures.push((number, who, Picture::new(video)));
            }
            Event::Hide(number) => self.pictures.retain(|(shown, ..)| *shown != number),
            Event::Line(wake) => {
                let news = self.signaling.wake(wake, now);
                self.heard(news, now);
            }
            Event::Media(event) => {
                if self.is_running() {
                    self.media.handle(event);
                }
            }
            Event::Screen(event) => {
                if self.is_running() {
                    self.screen.handle(event);
                }
            }
            Event::Link(serial, event) => {
                let outbound = self.others.handle(serial, event, now);
                self.count_offers(&outbound);
                self.say(outbound);
            }
            Event::Network => self.network_changed(now),
            Event::Visibility => self.visibility_changed(now),
            Event::Second => self.second(now),
            Event::Activity => self.active(now),
            Event::Moment => {
                self.mend(now);
                self.listen(now);
            }
            Event::ChatSent(local_ref, answer) => {
                let chat = &mut self.state.chat;
                if let Some(message) = self.letters.answered(chat, local_ref, answer, now) {
                    self.apply(ServerMessage::Chat { message }, now);
                }
                self.send_chat(now);
            }
            Event::ChatFetched { older, page } => {
                let me = self.state.room.as_ref().map(|room| room.me.id);
                self.letters.fetched(&mut self.state.chat, me, page, older);
            }
        }
        if !often {
            self.settle();
        }
        if let Some(offers) = self.first_offers {
            if self.state.phase == Phase::Inside && !offers.are_over(now) {
                return;
            }
            self.first_offers = None;
            self.changed = true;
        }
        if self.changed {
            self.outside.show(&self.state);
        }
    }

    fn count_offers(&mut self, outbound: &[Outbound]) {
        if let Some(offers) = &mut self.first_offers {
            let is_offer = |one: &&Outbound| matches!(one.signal, Signal::Offer { .. });
            offers.made(outbound.iter().filter(is_offer).count());
        }
    }

    /// News of the line.
    fn heard(&mut self, news: Option<News>, now: Timestamp) {
        match news {
            None => {}
            Some(News::Opened) => {
                self.told = self.sending();
                self.signaling.say(&ClientMessage::Hello {
                    version: VERSION,
                    instance: self.instance,
                    last_seq: self.state.chat.last_seq(),
                    media: self.told,
                });
            }
            Some(News::Said(message)) => {
                match message.as_ref() {
                    ServerMessage::SessionInfo(info) => {
                        if self.state.room.is_none() {
                            self.first_offers = Some(FirstOffers::new(info.users.len(), now));
                        }
                        self.signaling.welcomed();
                        self.letters.outbox.way_lost();
                    }
                    ServerMessage::Knocking(_) => self.signaling.welcomed(),
                    // Comes often, and changes nothing of what is told by the state.
                    ServerMessage::Annotated { .. } => self.changed = false,
                    _ => {}
                }
                self.apply(*message, now);
            }
            Some(News::Away) => {
                self.changed = true;
                self.letters.line_lost();
            }
            Some(News::Closed(code)) => self.end(match code {
                CloseCode::Replaced => Phase::Replaced,
                CloseCode::NotJoined => Phase::Refused(ErrorCode::NotJoined),
                CloseCode::Removed => Phase::Removed,
                CloseCode::NotAdmitted => Phase::Denied,
                CloseCode::SessionEnded => Phase::Refused(ErrorCode::SessionEnded),
                CloseCode::SessionFull => Phase::Refused(ErrorCode::SessionFull),
                CloseCode::WrongVersion => Phase::Refused(ErrorCode::WrongVersion),
                _ => Phase::Refused(ErrorCode::BadRequest),
            }),
        }
    }

    fn apply(&mut self, message: ServerMessage, now: Timestamp) {
        let effects = self
            .reducer
            .apply(&mut self.state, &mut self.letters.outbox, message, now);
        self.perform(effects, now);
    }

    fn perform(&mut self, effects: Vec<Effect>, now: Timestamp) {
        for effect in effects {
            match effect {
                Effect::UseRelayOnly(only) => self.others.use_relay_only(only),
                Effect::UseIceServers(servers) => self.others.use_ice_servers(servers),
                Effect::UseGrants(grants) => {
                    self.allow(grants);
                    let outbound = self.others.use_grants(grants);
                    self.say(outbound);
                }
                Effect::OpenLink {
                    id,
                    instance,
                    offer,
                } => {
                    let me = self.state.room.as_ref().map(|room| room.me.id);
                    let peer = Peer {
                        polite: me.is_some_and(|me| me > id),
                        offers: offer,
                    };
                    let outbound = self.others.open(id, instance, peer, now);
                    self.say(outbound);
                }
                Effect::Resync(id) => {
                    let outbound = self.others.resync(id, now);
                    self.say(outbound);
                }
                Effect::Feed(id, signal) => {
                    let outbound = self.others.feed(id, signal, now);
                    self.say(outbound);
                }
                Effect::CloseLink(id) => self.others.close(id),
                Effect::FetchChat => self.letters.fetch(&mut self.state.chat, None, false),
                Effect::ShowInk(news) => self.outside.show_ink(news),
                Effect::SendChat => self.send_chat(now),
                Effect::End => self.end(self.state.phase),
            }
        }
    }

    /// Signals that cannot be said now are made good when the line is back.
    fn say(&self, outbound: Vec<Outbound>) {
        for Outbound {
            to,
            to_instance,
            signal,
        } in outbound
        {
            self.signaling.say(&ClientMessage::Signal {
                to,
                to_instance,
                signal,
            });
        }
    }

    fn second(&mut self, now: Timestamp) {
        self.hold(now);
        let news = self.signaling.tick(now);
        self.heard(news, now);
        let reactions = self.state.reactions.len();
        let effects = self.reducer.tick(&mut self.state, now);
        self.changed |= !effects.is_empty() || self.state.reactions.len() != reactions;
        self.perform(effects, now);
        self.changed |= self.letters.outbox.tick(&mut self.state.chat, now);
        self.send_chat(now);
        self.mend(now);
        self.adapt(now);
    }

    /// The person does something in the page; the room hears of it now and then.
    fn active(&mut self, now: Timestamp) {
        let lately = self
            .active_at
            .is_some_and(|told| now.since(told) < TELL_ACTIVITY);
        if !lately
            && self.state.phase == Phase::Inside
            && self.signaling.say(&ClientMessage::UserActivity {})
        {
            self.active_at = Some(now);
        }
    }

    /// Sends the message whose turn it is.
    fn send_chat(&mut self, now: Timestamp) {
        if self.state.room.is_some() {
            self.letters.send(&self.state.chat, &self.signaling, now);
        }
    }

    /// What the others are told that one sends.
    fn sending(&self) -> MediaState {
        MediaState {
            screen: self.screen.is_on(),
            ..self.media.state()
        }
    }

    const fn is_running(&self) -> bool {
        matches!(
            self.state.phase,
            Phase::Preview | Phase::Entering | Phase::Knocking | Phase::Inside
        )
    }

    fn run(&mut self) {
        if !self.tickers.is_empty() {
            return;
        }
        let sink = Rc::clone(&self.sink);
        let second = Ticker::every(SECOND, move || sink(Event::Second));
        let sink = Rc::clone(&self.sink);
        let moment = Ticker::every(MOMENT, move || sink(Event::Moment));
        self.tickers = vec![second, moment];
        let sink = Rc::clone(&self.sink);
        self.listeners
            .extend(page::on_network(move || sink(Event::Network)));
        let sink = Rc::clone(&self.sink);
        self.listeners
            .push(page::on_visibility(move || sink(Event::Visibility)));
        let sink = Rc::clone(&self.sink);
        self.listeners
            .extend(page::on_activity(move || sink(Event::Activity)));
    }

    /// The call is over, in this phase: everything stops, the camera's light goes out.
    fn end(&mut self, phase: Phase) {
        self.state.phase = phase;
        self.holding = Holding::default();
        self.state.people.clear();
        self.state.speaking.clear();
        self.tickers.clear();
        self.listeners.clear();
        self.others.close_all();
        self.media.stop();
        self.screen.stop();
        self.signaling.close();
        self.letters.stop();
        self.changed = true;
    }
}
