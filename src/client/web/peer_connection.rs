//! One `RTCPeerConnection` (W3C WebRTC §4.4) as a value: its events come as one enum, its promises as
//! futures, and dropping it takes the handlers off and closes it.
//!
//! Transceivers are made once, in the order that `call::slot` says; the answering side takes those of the offer. After
//! that nothing is negotiated for turning a device on or off: tracks are put in and out of what is there. Those of a
//! screen are made when somebody first shares one.

mod tending;

use std::{cell::RefCell, future::Future, rc::Rc};

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RtcIceCandidateInit, RtcPeerConnection, RtcPeerConnectionIceEvent, RtcPeerConnectionState,
    RtcRtpTransceiver, RtcRtpTransceiverDirection, RtcRtpTransceiverInit, RtcSdpType,
    RtcSessionDescriptionInit, RtcSignalingState,
};

use super::{
    event_listener::EventListener,
    ice_configuration::configuration,
    js_error::JsError,
    object::set,
    page::milliseconds_since,
    rtc_extern::{Negotiator, SourceReceiver, StreamSender, SynchronizationSource},
    sdp_media::prefer_few_codecs,
    task::Task,
    track::{Kind, Stream, Track, Tracks},
    whole_picture::WholePictures,
};
use crate::{
    call::{
        ice_watch::Transport,
        quiet_sound::with_quiet_sound,
        slot::{Slot, Slots},
    },
    domain::{policy::CallKind, role::Grants},
    protocol::{server_message::IceServer, signal::IceCandidate},
};

/// What a peer connection says by itself.
#[derive(Debug)]
pub enum PeerEvent {
    /// It found a way to be reached.
    Candidate(IceCandidate),
    /// Its connection changed.
    Transport(Transport),
    /// There is something that the other side does not know yet.
    NegotiationNeeded,
}

/// What goes out on every connection: changed in one place, read when a connection is made.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Sound only, or camera too.
    pub call: CallKind,
    /// The tracks, while there are any.
    pub tracks: Tracks,
    /// The stream of microphone and camera.
    pub person: Option<Stream>,
    /// The stream of a screen and its sound.
    pub screen: Option<Stream>,
    /// What one may send at all.
    pub grants: Grants,
}

impl Outgoing {
    fn track(&self, slot: Slot) -> Option<&Track> {
        self.tracks.get(slot).filter(|_| self.may_send(slot))
    }

    const fn may_send(&self, slot: Slot) -> bool {
        slot.is_granted(self.grants)
    }

    const fn stream(&self, slot: Slot) -> Option<&Stream> {
        match slot {
            Slot::Microphone | Slot::Camera => self.person.as_ref(),
            Slot::Screen | Slot::ScreenSound => self.screen.as_ref(),
        }
    }
}

/// What goes out, shared by all connections of a call.
pub type SharedOutgoing = Rc<RefCell<Outgoing>>;

/// A peer connection; dropping it closes it.
pub struct PeerConnection {
    connection: RtcPeerConnection,
    outgoing: SharedOutgoing,
    listeners: Vec<EventListener>,
}

impl PeerConnection {
    /// A new one that has agreed on nothing.
    ///
    /// # Errors
    /// What the browser throws when it refuses the servers, or has no WebRTC.
    pub fn new(
        ice_servers: &[IceServer],
        relay_only: bool,
        outgoing: SharedOutgoing,
        on_event: impl Fn(PeerEvent) + 'static,
    ) -> Result<Self, JsError> {
        let connection =
            RtcPeerConnection::new_with_configuration(&configuration(ice_servers, relay_only))?;
        let on_event = Rc::new(on_event);

        let tell = Rc::clone(&on_event);
        let candidate = EventListener::new(&connection, "icecandidate", move |event| {
            if let Some(candidate) = event
                .unchecked_ref::<RtcPeerConnectionIceEvent>()
                .candidate()
            {
                // The credentials that it belongs to stand in the candidate itself, and one transport carries
                // everything, so that neither needs a field.
                tell(PeerEvent::Candidate(IceCandidate {
                    candidate: candidate.candidate(),
                    sdp_mid: candidate.sdp_mid(),
                    sdp_m_line_index: None,
                    username_fragment: None,
                }));
            }
        });
        let tell = Rc::clone(&on_event);
        let watched = connection.clone();
        let mut pictures = WholePictures::new(connection.clone());
        let state = EventListener::new(&connection, "connectionstatechange", move |_| {
            if let Some(transport) = transport(watched.connection_state()) {
                if transport == Transport::Connected {
                    pictures.connected();
                }
                tell(PeerEvent::Transport(transport));
            }
        });
        let needed = EventListener::new(&connection, "negotiationneeded", move |_| {
            on_event(PeerEvent::NegotiationNeeded);
        });
        Ok(Self {
            connection,
            outgoing,
            listeners: vec![candidate, state, needed],
        })
    }

    /// Finds the other side by these from the next time on that it has to be found. A browser that refuses them keeps
    /// those that it has.
    pub fn use_ice_servers(&self, ice_servers: &[IceServer], relay_only: bool) {
        let _ = self
            .connection
            .set_configuration_with_configuration(&configuration(ice_servers, relay_only));
    }

    /// Makes an offer and sets it. The first one makes the transceivers of the call.
    pub fn make_offer(
        &self,
        restart: bool,
    ) -> impl Future<Output = Result<String, JsError>> + use<> {
        if self.connection.get_transceivers().length() == 0 {
            let call = self.outgoing.borrow().call;
            for slot in Slot::of_call(call) {
                self.add_transceiver(*slot);
            }
        }
        if restart {
            self.negotiator().restart_ice();
        }
        set_local_description(self.connection.clone())
    }

    /// Sets the remote offer, sends by its transceivers, and answers.
    pub fn take_offer(&self, sdp: &str) -> impl Future<Output = Result<String, JsError>> + use<> {
        let offered = self.set_remote_description(RtcSdpType::Offer, sdp);
        let connection = self.connection.clone();
        let outgoing = Rc::clone(&self.outgoing);
        async move {
            JsFuture::from(offered).await?;
            leave_to_theirs(&connection);
            for (slot, transceiver) in by_slot(&connection, outgoing.borrow().call) {
                send_by(&transceiver, slot, &outgoing.borrow());
            }
            let answer = set_local_description(connection.clone()).await;
            if answer.is_err() {
                // Left half-way the connection would take no offer of its own side any more.
                let rollback = RtcSessionDescriptionInit::new(RtcSdpType::Rollback);
                JsFuture::from(connection.set_remote_description(&rollback)).await?;
            }
            answer
        }
    }

    /// Sets the remote answer.
    pub fn take_answer(&self, sdp: &str) -> impl Future<Output = Result<(), JsError>> + use<> {
        let set = self.set_remote_description(RtcSdpType::Answer, sdp);
        async move {
            JsFuture::from(set).await?;
            Ok(())
        }
    }

    /// Adds a remote candidate. One that does not fit is passed over: it belongs to a description that is void.
    pub fn add_candidate(&self, candidate: &IceCandidate) {
        let init = RtcIceCandidateInit::new(&candidate.candidate);
        init.set_sdp_mid(candidate.sdp_mid.as_deref());
        init.set_sdp_m_line_index(candidate.sdp_m_line_index);
        if let Some(fragment) = &candidate.username_fragment {
            set(&init, "usernameFragment", &JsValue::from_str(fragment));
        }
        Task::settle(
            self.connection
                .add_ice_candidate_with_opt_rtc_ice_candidate_init(Some(&init)),
        );
    }

    /// Sends what [`Outgoing`] has now, without negotiating.
    pub fn send_outgoing(&self) {
        let outgoing = self.outgoing.borrow();
        for (slot, transceiver) in self.by_slot() {
            put_track(&transceiver, slot, &outgoing);
        }
    }

    /// Makes the transceivers of a screen when there is one to send and they are not there yet; whether that has to be
    /// negotiated.
    pub fn make_room_for_screen(&self) -> bool {
        let wanted = self.outgoing.borrow().track(Slot::Screen).is_some();
        if !wanted || self.has(Slot::Screen) {
            return false;
        }
        for slot in Slot::OF_SCREEN {
            self.add_transceiver(slot);
        }
        true
    }

    /// Whether there is a transceiver for `slot`.
    pub fn has(&self, slot: Slot) -> bool {
        self.by_slot().any(|(found, _)| found == slot)
    }

    /// Has every transceiver go in the direction that [`Outgoing`] allows now; whether that has to be negotiated.
    pub fn set_directions(&self) -> bool {
        let outgoing = self.outgoing.borrow();
        let mut changed = false;
        for (slot, transceiver) in self.by_slot() {
            put_track(&transceiver, slot, &outgoing);
            let wanted = direction(slot, &outgoing);
            if transceiver.direction() != wanted {
                transceiver.set_direction(wanted);
                changed = true;
            }
        }
        changed
    }

    /// What comes from the other side in the slots that are `let_in`; none when there are none of them.
    pub fn remote_stream(&self, let_in: impl Fn(Slot) -> bool) -> Option<Stream> {
        let tracks: Vec<Track> = self
            .by_slot()
            .filter(|(slot, _)| let_in(*slot))
            .map(|(_, transceiver)| Track(transceiver.receiver().track()))
            .collect();
        if tracks.is_empty() {
            return None;
        }
        Stream::of(&tracks)
    }

    /// How loud the other side is right now: root mean square, 0 to 1.
    pub fn loudness(&self) -> f32 {
        const RECENT_MS: f64 = 300.0;
        let Some((_, microphone)) = self.by_slot().find(|(slot, _)| *slot == Slot::Microphone)
        else {
            return 0.0;
        };
        let receiver = microphone.receiver();
        let Ok(sources) = receiver
            .unchecked_ref::<SourceReceiver>()
            .get_synchronization_sources()
        else {
            return 0.0;
        };
        let loudest = sources
            .iter()
            .map(|source| source.unchecked_into::<SynchronizationSource>())
            .filter(|source| milliseconds_since(source.timestamp()) < RECENT_MS)
            .filter_map(|source| source.audio_level())
            .fold(0.0, f64::max);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a level needs no such precision"
        )]
        let loudest = loudest as f32;
        loudest
    }

    /// Whether anything was heard or seen of the other side within the last `millis`.
    pub fn receives(&self, millis: f64) -> bool {
        transceivers(&self.connection).any(|transceiver| {
            let receiver = transceiver.receiver();
            receiver
                .unchecked_ref::<SourceReceiver>()
                .get_synchronization_sources()
                .is_ok_and(|sources| {
                    sources
                        .iter()
                        .map(|source| source.unchecked_into::<SynchronizationSource>())
                        .any(|source| milliseconds_since(source.timestamp()) < millis)
                })
        })
    }

    /// Whether the signaling state is `stable`.
    pub fn is_stable(&self) -> bool {
        self.connection.signaling_state() == RtcSignalingState::Stable
    }

    fn negotiator(&self) -> &Negotiator {
        self.connection.unchecked_ref()
    }

    fn by_slot(&self) -> impl Iterator<Item = (Slot, RtcRtpTransceiver)> + use<> {
        by_slot(&self.connection, self.outgoing.borrow().call)
    }

    fn add_transceiver(&self, slot: Slot) {
        let outgoing = self.outgoing.borrow();
        let init = RtcRtpTransceiverInit::new();
        init.set_direction(direction(slot, &outgoing));
        if let Some(stream) = outgoing.stream(slot) {
            init.set_streams(&Array::of1(&stream.0));
        }
        let transceiver = self
            .connection
            .add_transceiver_with_str_and_init(slot.kind().word(), &init);
        prefer_few_codecs(&transceiver, slot.kind());
        put_track(&transceiver, slot, &outgoing);
    }

    fn set_remote_description(&self, kind: RtcSdpType, sdp: &str) -> Promise {
        let description = RtcSessionDescriptionInit::new(kind);
        description.set_sdp(&with_quiet_sound(sdp));
        self.connection.set_remote_description(&description)
    }
}

impl Drop for PeerConnection {
    fn drop(&mut self) {
        self.listeners.clear();
        self.connection.close();
    }
}

/// Makes the description that is due, sets it, and gives it.
pub(super) async fn set_local_description(
    connection: RtcPeerConnection,
) -> Result<String, JsError> {
    let negotiator: &Negotiator = connection.unchecked_ref();
    JsFuture::from(negotiator.set_local_description()).await?;
    connection
        .local_description()
        .map(|description| description.sdp())
        .ok_or_else(|| JsError {
            name: String::from("InvalidStateError"),
            message: String::from("the description was taken back"),
        })
}

fn transceivers(connection: &RtcPeerConnection) -> impl Iterator<Item = RtcRtpTransceiver> + use<> {
    connection
        .get_transceivers()
        .into_iter()
        .map(JsCast::unchecked_into)
}

fn kind(transceiver: &RtcRtpTransceiver) -> Kind {
    if transceiver.receiver().track().kind() == Kind::Audio.word() {
        Kind::Audio
    } else {
        Kind::Video
    }
}

/// The transceivers that are in use, each with what it is for. They stand in the order of the media descriptions.
fn by_slot(
    connection: &RtcPeerConnection,
    call: CallKind,
) -> impl Iterator<Item = (Slot, RtcRtpTransceiver)> + use<> {
    let mut slots = Slots::new(call);
    transceivers(connection)
        .filter(|transceiver| transceiver.direction() != RtcRtpTransceiverDirection::Stopped)
        .filter_map(move |transceiver| Some((slots.next(kind(&transceiver))?, transceiver)))
}

/// When both sides begin to share at once, the offer that gave way leaves transceivers behind that no description has:
/// those of the other side are used by both.
fn leave_to_theirs(connection: &RtcPeerConnection) {
    for transceiver in transceivers(connection) {
        if transceiver.mid().is_none() {
            transceiver.stop();
        }
    }
}

fn direction(slot: Slot, outgoing: &Outgoing) -> RtcRtpTransceiverDirection {
    if outgoing.may_send(slot) {
        RtcRtpTransceiverDirection::Sendrecv
    } else {
        RtcRtpTransceiverDirection::Recvonly
    }
}

fn send_by(transceiver: &RtcRtpTransceiver, slot: Slot, outgoing: &Outgoing) {
    transceiver.set_direction(direction(slot, outgoing));
    if let Some(stream) = outgoing.stream(slot) {
        // Browsers without it lose only the exact timing of sound and picture.
        let _ = transceiver
            .sender()
            .unchecked_ref::<StreamSender>()
            .set_streams(&stream.0);
    }
    prefer_few_codecs(transceiver, slot.kind());
    put_track(transceiver, slot, outgoing);
}

fn put_track(transceiver: &RtcRtpTransceiver, slot: Slot, outgoing: &Outgoing) {
    let wanted = outgoing.track(slot).map(|track| &track.0);
    let sender = transceiver.sender();
    if sender.track().as_ref() != wanted {
        Task::settle(sender.replace_track(wanted));
    }
}

fn transport(state: RtcPeerConnectionState) -> Option<Transport> {
    match state {
        RtcPeerConnectionState::New | RtcPeerConnectionState::Connecting => {
            Some(Transport::Connecting)
        }
        RtcPeerConnectionState::Connected => Some(Transport::Connected),
        RtcPeerConnectionState::Disconnected => Some(Transport::Disconnected),
        RtcPeerConnectionState::Failed => Some(Transport::Failed),
        _ => None,
    }
}
