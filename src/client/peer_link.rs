//! The connection to one life of one person's page: negotiation, transport, their stream and their sound.
//!
//! The order of steps is decided by `call::perfect_negotiation`, when to mend by `call::ice_watch`; this does
//! what they say, one step at a time, and reports when it is done.

mod receiving;
mod tending;

use std::rc::Rc;

use receiving::Received;
pub use receiving::Source;

use super::{
    peer_stats::PeerStats,
    web::{
        media_element::SoundAnswer,
        peer_connection::{PeerConnection, PeerEvent, SharedOutgoing},
        task::Task,
    },
};
use crate::{
    call::{
        call_state::LinkState,
        candidate_queue::is_worth_sending,
        candidates::hide_addresses,
        ice_watch::IceWatch,
        link_report::Counters,
        perfect_negotiation::{Action, Input, PerfectNegotiation},
        send_budget::Share,
    },
    domain::{clock::Timestamp, ids::Instance},
    protocol::{server_message::IceServer, signal::Signal},
};

/// What happens on a link; the engine hands it back to [`PeerLink::handle`].
pub enum LinkEvent {
    /// The peer connection says something.
    Peer(PeerEvent),
    /// A step of the negotiation is over.
    Done(Input),
    /// A step of the negotiation failed.
    Failed,
    /// What the browser says to playing their voice, or their screen's sound.
    Sound(Source, SoundAnswer),
    /// What was counted of the connection; none when the browser did not say.
    Counted(Option<Box<Counters>>),
}

/// Where [`LinkEvent`]s go.
pub type OnLink = Rc<dyn Fn(LinkEvent)>;

/// What every link of a call has in common.
#[derive(Clone)]
pub struct LinkSettings {
    /// How peers find each other.
    pub ice_servers: Rc<[IceServer]>,
    /// Whether that is by a relay alone, and nobody learns anybody's network address.
    pub relay_only: bool,
    /// What goes out.
    pub outgoing: SharedOutgoing,
    /// Where everybody is heard: the id of a speaker, empty for the system's choice.
    pub speaker: Rc<str>,
}

/// A link; dropping it closes the connection and ends their sound.
pub struct PeerLink {
    instance: Instance,
    settings: LinkSettings,
    on_event: OnLink,
    negotiation: PerfectNegotiation,
    watch: IceWatch,
    step: Option<Task>,
    person: Received,
    screen: Received,
    /// Whether something was agreed, so that their tracks are there.
    agreed: bool,
    connection: Option<PeerConnection>,
    stats: PeerStats,
    counting: Option<Task>,
    /// What goes to them at most.
    share: Option<Share>,
}

impl PeerLink {
    /// A link that has agreed on nothing yet.
    pub fn new(
        instance: Instance,
        polite: bool,
        settings: LinkSettings,
        on_event: OnLink,
        now: Timestamp,
    ) -> Self {
        let mut link = Self {
            instance,
            settings,
            on_event,
            negotiation: PerfectNegotiation::new(polite),
            watch: IceWatch::new(polite, now),
            step: None,
            person: Received::default(),
            screen: Received::default(),
            agreed: false,
            connection: None,
            stats: PeerStats::default(),
            counting: None,
            share: None,
        };
        link.connect();
        link
    }

    /// The life of the page at the other end.
    pub const fn instance(&self) -> Instance {
        self.instance
    }

    /// What people see of it.
    pub fn state(&self) -> LinkState {
        self.watch.link_state()
    }

    /// Whether sound or picture came lately.
    pub fn receives(&self) -> bool {
        const LATELY_MS: f64 = 1_500.0;
        self.connection
            .as_ref()
            .is_some_and(|connection| connection.receives(LATELY_MS))
    }

    /// How loud they are: root mean square, 0 to 1.
    pub fn loudness(&self) -> f32 {
        self.connection
            .as_ref()
            .filter(|_| self.watch.is_connected())
            .map_or(0.0, PeerConnection::loudness)
    }

    /// Makes the first offer.
    #[must_use = "these have to be sent"]
    pub fn offer(&mut self) -> Vec<Signal> {
        self.input(Input::NegotiationNeeded)
    }

    /// The other side says something.
    #[must_use = "these have to be sent"]
    pub fn feed(&mut self, signal: Signal, now: Timestamp) -> Vec<Signal> {
        if let Signal::Offer { .. } = signal {
            self.watch.begun_anew(now);
        }
        self.input(Input::Signal(signal))
    }

    /// Signals may have been lost: make sure that both sides agree.
    #[must_use = "these have to be sent"]
    pub fn resync(&mut self, now: Timestamp) -> Vec<Signal> {
        self.watch.begun_anew(now);
        let connected = self.watch.is_connected();
        self.input(Input::ChannelBack { connected })
    }

    /// Time passes.
    #[must_use = "these have to be sent"]
    pub fn tick(&mut self, now: Timestamp, can_signal: bool) -> Vec<Signal> {
        if self.watch.restart_is_due(now, can_signal) {
            self.input(Input::RestartNeeded)
        } else {
            Vec::new()
        }
    }

    /// Something happened on the link.
    #[must_use = "these have to be sent"]
    pub fn handle(&mut self, event: LinkEvent, now: Timestamp) -> Vec<Signal> {
        match event {
            LinkEvent::Peer(PeerEvent::Candidate(candidate)) => {
                if is_worth_sending(&candidate.candidate) {
                    self.input(Input::LocalCandidate(candidate))
                } else {
                    Vec::new()
                }
            }
            LinkEvent::Peer(PeerEvent::Transport(transport)) => {
                self.watch.changed(transport, now);
                Vec::new()
            }
            // The browser also says it of what is being offered at this very moment.
            LinkEvent::Peer(PeerEvent::NegotiationNeeded) if self.negotiation.is_settled() => {
                self.input(Input::NegotiationNeeded)
            }
            LinkEvent::Peer(PeerEvent::NegotiationNeeded) => Vec::new(),
            LinkEvent::Done(input) => {
                let agreed = matches!(input, Input::AnswerMade { .. } | Input::AnswerTaken);
                if agreed {
                    self.receive();
                }
                self.step = None;
                let mut signals = self.input(input);
                if agreed {
                    signals.extend(self.offer_screen());
                }
                signals
            }
            LinkEvent::Failed => {
                self.step = None;
                let stable = self
                    .connection
                    .as_ref()
                    .is_none_or(PeerConnection::is_stable);
                self.input(Input::Failed { stable })
            }
            LinkEvent::Sound(source, answer) => {
                self.received(source).kept_back = answer == SoundAnswer::KeptBack;
                Vec::new()
            }
            LinkEvent::Counted(counters) => {
                self.counting = None;
                if let Some(counters) = counters {
                    self.stats.take(*counters, now);
                }
                Vec::new()
            }
        }
    }

    /// What one may send has changed: the other side is told by a new offer, when it makes a difference. One that is
    /// under way is made again, for the server lets none pass that would send more than one may.
    #[must_use = "these have to be sent"]
    pub fn use_grants(&mut self) -> Vec<Signal> {
        let changed = self
            .connection
            .as_ref()
            .is_some_and(PeerConnection::set_directions);
        if !changed {
            return Vec::new();
        }
        let mut signals = self.input(Input::ChannelBack { connected: true });
        signals.extend(self.input(Input::NegotiationNeeded));
        signals
    }

    /// How to find the other side from now on. Nothing is negotiated anew: it counts when the connection is mended.
    pub fn use_ice_servers(&mut self, servers: &Rc<[IceServer]>) {
        self.settings.ice_servers = Rc::clone(servers);
        self.configure();
    }

    /// Whether to find the other side by a relay alone from now on. It counts when the connection is mended.
    pub fn use_relay_only(&mut self, only: bool) {
        self.settings.relay_only = only;
        self.configure();
    }

    fn configure(&self) {
        if let Some(connection) = &self.connection {
            connection.use_ice_servers(&self.settings.ice_servers, self.settings.relay_only);
        }
    }

    /// Sends what is to go out now.
    #[must_use = "these have to be sent"]
    pub fn send_outgoing(&mut self) -> Vec<Signal> {
        if let Some(connection) = &self.connection {
            connection.send_outgoing();
        }
        self.offer_screen()
    }

    /// Offers the lines of a screen when there is one to send and they are not there. Before anything was agreed they
    /// wait: the first exchange is for the people.
    fn offer_screen(&mut self) -> Vec<Signal> {
        let made = self.agreed
            && self
                .connection
                .as_ref()
                .is_some_and(PeerConnection::make_room_for_screen);
        if made {
            self.input(Input::NegotiationNeeded)
        } else {
            Vec::new()
        }
    }

    fn input(&mut self, input: Input) -> Vec<Signal> {
        let mut signals = Vec::new();
        for action in self.negotiation.handle(input) {
            match action {
                Action::Send(signal) if self.settings.relay_only => {
                    signals.extend(hide_addresses(signal));
                }
                Action::Send(signal) => signals.push(signal),
                Action::AddCandidate(candidate) => {
                    if let Some(connection) = &self.connection {
                        connection.add_candidate(&candidate);
                    }
                }
                Action::MakeOffer { restart, fresh } => {
                    self.renew(fresh);
                    self.make_offer(restart);
                }
                Action::TakeOffer { sdp, fresh } => {
                    self.renew(fresh);
                    self.take_offer(&sdp);
                }
                Action::TakeAnswer { sdp } => self.take_answer(&sdp),
            }
        }
        signals
    }

    fn connect(&mut self) {
        let on_event = Rc::clone(&self.on_event);
        self.connection = PeerConnection::new(
            &self.settings.ice_servers,
            self.settings.relay_only,
            Rc::clone(&self.settings.outgoing),
            move |event| on_event(LinkEvent::Peer(event)),
        )
        .ok();
    }

    fn renew(&mut self, fresh: bool) {
        if fresh {
            self.step = None;
            for source in [Source::Person, Source::Screen] {
                let received = self.received(source);
                (received.stream, received.sound) = (None, None);
            }
            self.agreed = false;
            self.counting = None;
            self.connection = None;
            self.connect();
        }
    }

    fn make_offer(&mut self, restart: bool) {
        let Some(connection) = &self.connection else {
            return;
        };
        let made = connection.make_offer(restart);
        self.begin(async move { made.await.map(|sdp| Input::OfferMade { sdp }) });
    }

    fn take_offer(&mut self, sdp: &str) {
        let Some(connection) = &self.connection else {
            return;
        };
        let taken = connection.take_offer(sdp);
        self.begin(async move { taken.await.map(|sdp| Input::AnswerMade { sdp }) });
    }

    fn take_answer(&mut self, sdp: &str) {
        let Some(connection) = &self.connection else {
            return;
        };
        let taken = connection.take_answer(sdp);
        self.begin(async move { taken.await.map(|()| Input::AnswerTaken) });
    }

    fn begin<E>(&mut self, step: impl Future<Output = Result<Input, E>> + 'static) {
        let on_event = Rc::clone(&self.on_event);
        self.step = Some(Task::spawn(async move {
            on_event(step.await.map_or(LinkEvent::Failed, LinkEvent::Done));
        }));
    }
}
