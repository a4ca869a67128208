//! What a page shows of a call: one value that the engine changes and the views read.
//!
//! Views never see a stream, a socket or a peer connection; everything that they draw is here.

use super::{
    link_report::LinkReport,
    own_devices::OwnDevices,
    powers::{Side, over},
    quality::{Mark, QualityChoice},
};
use crate::{
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{LocalRef, ParticipantId, SessionId},
        policy::CallKind,
        role::{Grant, Grants, Role},
        session::{EndReason, Title},
    },
    protocol::{
        client_message::Reaction,
        error_code::ErrorCode,
        guest_trouble::AtDoor,
        server_message::{Knocking, Rules, User, WaitingUser},
    },
};

/// A call as one person sees it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallState {
    /// Where the person is on their way through the session.
    pub phase: Phase,
    /// The truth about the socket.
    pub connection: Connection,
    /// The room; none before the first `session_info`.
    pub room: Option<Room>,
    /// The own microphone and camera.
    pub local: LocalMedia,
    /// What there is to choose from, and what is used of it.
    pub devices: OwnDevices,
    /// What there is to say about the own voice.
    pub voice_hint: Option<VoiceHint>,
    /// The own screen.
    pub own_screen: OwnScreen,
    /// The others, in the order in which they came.
    pub people: Vec<Person>,
    /// What was written.
    pub chat: Chat,
    /// Who is talking now, oneself included.
    pub speaking: Vec<ParticipantId>,
    /// The browser keeps sound back until the person touches the page.
    pub sound_blocked: bool,
    /// What happened lately, newest last; the views turn it into notices.
    pub notices: Vec<Notice>,
    /// What one sees while one waits to be let in; none before and after.
    pub knocking: Option<Knocking>,
    /// Who waits to be let in, in the order in which they knocked; empty for whoever may not let them in.
    pub waiting: Vec<WaitingUser>,
    /// Who is before the door and cannot come in as they want to; empty for whoever may not let them in.
    pub at_door: Vec<AtDoor>,
    /// The small signs of the last moments, newest last.
    pub reactions: Vec<ShownReaction>,
    /// What one has chosen about pictures.
    pub quality: QualityChoice,
    /// What is to be said of one's own connection.
    pub own_mark: Mark,
    /// What the server refused last, other than a message or a signal.
    pub refused: Option<Refused>,
}

/// Where somebody is on their way through the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// On the join page.
    #[default]
    Preview,
    /// The ticket is there, the room's first answer is not.
    Entering,
    /// Waits to be let in.
    Knocking,
    /// Inside.
    Inside,
    /// Went out by themselves.
    Left,
    /// A host put them out.
    Removed,
    /// A host did not let them in.
    Denied,
    /// The session is over.
    Ended(EndReason),
    /// Another tab took the seat.
    Replaced,
    /// The server did not let them in.
    Refused(ErrorCode),
}

/// The truth about the socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Connection {
    /// None was asked for.
    #[default]
    Idle,
    /// The first one is being opened.
    Connecting,
    /// It works.
    Connected,
    /// It was lost and is tried again.
    Reconnecting {
        /// When it was lost.
        since: Timestamp,
        /// When the next try begins.
        next_try_at: Timestamp,
    },
    /// The browser says that there is no network.
    Offline {
        /// Since when.
        since: Timestamp,
    },
    /// It was tried for too long; the person has to ask for another try.
    GaveUp,
}

/// The room as `session_info` told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// The session's id.
    pub session_id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// When it began, by the server's clock.
    pub started_at: Timestamp,
    /// When it ends at the latest, by the server's clock.
    pub expires_at: Timestamp,
    /// Milliseconds to add to the browser's clock to have the server's.
    pub clock_offset_ms: i64,
    /// Seats.
    pub max_participants: u32,
    /// Who made the session.
    pub maker: ParticipantId,
    /// Its rules.
    pub rules: Rules,
    /// Oneself, and what one may do.
    pub me: User,
    /// Whether one may take over once [`Rules::take_over_from`] has come.
    pub may_take_over: bool,
    /// Whether the room passes on how large pictures are shown.
    pub views: bool,
}

/// The own microphone and camera.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LocalMedia {
    /// The microphone.
    pub microphone: Device,
    /// The camera.
    pub camera: Device,
}

/// One device of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Device {
    /// Not asked for, or turned off.
    #[default]
    Off,
    /// The browser is asking the person, or starting it.
    Asking,
    /// Sending, or ready to.
    On,
    /// Cannot be had.
    Missing(DeviceProblem),
}

/// Why a device cannot be had (the exceptions of W3C Media Capture and Streams §10.2.1, in plain terms).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceProblem {
    /// The person, or a setting of the browser, said no.
    Denied,
    /// The operating system keeps it from the browser.
    BlockedBySystem,
    /// There is none.
    NotFound,
    /// Another program has it.
    Busy,
    /// The page is neither on https nor on localhost, so the browser offers no devices at all.
    InsecureContext,
    /// Something else.
    Unknown,
}

/// What there is to say about the own voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoiceHint {
    /// The microphone is off, and somebody talks into it.
    TalksMuted,
    /// The microphone is on, and there is nothing at all to hear.
    HearsNothing,
}

/// One's own screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OwnScreen {
    /// Not shared.
    #[default]
    Off,
    /// The browser asks which.
    Asking,
    /// Shared, and what it shows.
    On(ScreenHint),
    /// Could not be had.
    Missing(DeviceProblem),
}

/// What a shared screen shows, so that the encoder knows what to save (W3C MediaStreamTrack Content Hints §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScreenHint {
    /// Text and pictures: sharp before smooth.
    #[default]
    Detail,
    /// A film or a game: smooth before sharp.
    Motion,
}

/// Somebody else in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who, and what they are sending.
    pub user: User,
    /// The state of the peer connection to them.
    pub link: LinkState,
    /// How the way to them does.
    pub way: Way,
}

/// How the way to somebody does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Way {
    /// What is to be said of it.
    pub mark: Mark,
    /// What was measured last.
    pub report: Option<LinkReport>,
}

impl Person {
    /// Somebody with whom nothing is agreed yet.
    pub fn new(user: User) -> Self {
        Self {
            user,
            link: LinkState::Connecting,
            way: Way::default(),
        }
    }
}

/// The state of a peer connection, as far as people care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkState {
    /// Being made.
    #[default]
    Connecting,
    /// Sound and picture can flow.
    Connected,
    /// It was there and is interrupted.
    Interrupted,
}

/// What was written, and what is still on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chat {
    /// Stored messages by `seq`, oldest first, without a gap.
    pub messages: Vec<ChatMessage>,
    /// Whether there are older ones to be fetched.
    pub more: bool,
    /// Whether older ones are being fetched.
    pub loading: bool,
    /// Own messages without a receipt, oldest first.
    pub outbox: Vec<OutgoingMessage>,
    /// Sending was refused for being too fast; until when, by the browser's clock.
    pub too_fast_until: Option<Timestamp>,
}

/// An own message without a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    /// One's own name for it.
    pub local_ref: LocalRef,
    /// The text.
    pub body: String,
    /// When it was written, by the browser's clock.
    pub written_at: Timestamp,
    /// Where it is.
    pub state: OutgoingState,
}

/// Where an own message without a receipt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutgoingState {
    /// Waiting for the connection or for its receipt.
    Sending,
    /// The server refused it.
    Refused(ErrorCode),
}

/// Something that happened in the room and is worth a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Counts up, so that a view knows which it has shown.
    pub number: u32,
    /// When, by the server's clock as the page knows it.
    pub at: Timestamp,
    /// What.
    pub kind: NoticeKind,
    /// The name of whom it is about.
    pub name: String,
}

/// A small sign on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownReaction {
    /// Counts up with the notices.
    pub number: u32,
    /// When it came, by the browser's clock.
    pub at: Timestamp,
    /// Whose it is, possibly one's own.
    pub from: ParticipantId,
    /// Which.
    pub reaction: Reaction,
}

/// Something that the server refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Counts up with the notices.
    pub number: u32,
    /// Why.
    pub code: ErrorCode,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Somebody came in.
    Joined,
    /// Somebody left.
    Left,
    /// Somebody's connection was lost for good.
    Lost,
    /// A host put somebody out.
    Removed,
    /// Somebody raised their hand.
    HandRaised,
    /// Somebody wants the microphone to be turned off.
    AskedToMute,
}

impl CallState {
    /// Whether `id` is talking now.
    pub fn is_speaking(&self, id: ParticipantId) -> bool {
        self.speaking.contains(&id)
    }

    /// What one may do; none before the room has said so.
    pub fn grants(&self) -> Option<Grants> {
        self.room.as_ref().map(|room| room.me.grants)
    }

    /// Whether one shares a screen.
    pub const fn shares(&self) -> bool {
        matches!(self.own_screen, OwnScreen::On(_))
    }

    /// Whose screens are shared, oneself excluded, in the order in which they came.
    pub fn screens_of_others(&self) -> Vec<ParticipantId> {
        self.people
            .iter()
            .filter(|person| person.user.media.screen && person.user.grants.share_screen)
            .map(|person| person.user.id)
            .collect()
    }

    /// The person `id`, oneself included.
    pub fn user(&self, id: ParticipantId) -> Option<&User> {
        let me = self.room.as_ref().map(|room| &room.me);
        me.filter(|me| me.id == id)
            .or_else(|| self.person(id).map(|person| &person.user))
    }

    /// Everybody, oneself included, as a list shows them: raised hands first, in the order in which they were raised,
    /// then hosts, then the others as they came.
    pub fn in_order(&self) -> Vec<ParticipantId> {
        let me = self.room.iter().map(|room| &room.me);
        let mut users: Vec<&User> = me
            .chain(self.people.iter().map(|person| &person.user))
            .collect();
        users.sort_by_key(|user| (user.hand.is_none(), user.hand, user.role != Role::Host));
        users.into_iter().map(|user| user.id).collect()
    }

    /// Whether one could give a command about `id` that the room would not refuse.
    pub fn has_power_over(&self, id: ParticipantId) -> bool {
        let side = |user: &User| Side {
            id: user.id,
            moderates: user.grants.moderate,
        };
        match (&self.room, self.person(id)) {
            (Some(room), Some(person)) => {
                room.me.grants.moderate && over(side(&room.me), side(&person.user), room.maker)
            }
            _ => false,
        }
    }

    /// Whether a host took `grant` from `user`, whose part has it by the rules.
    pub fn is_barred(&self, user: &User, grant: Grant) -> bool {
        self.room.as_ref().is_some_and(|room| {
            let by_role = room.rules.grants(user.role, room.kind);
            by_role.has(grant) && !user.grants.has(grant)
        })
    }

    /// The person `id`, oneself excluded.
    pub fn person(&self, id: ParticipantId) -> Option<&Person> {
        self.people.iter().find(|person| person.user.id == id)
    }

    /// The person `id`, oneself excluded, to be changed.
    pub fn person_mut(&mut self, id: ParticipantId) -> Option<&mut Person> {
        self.people.iter_mut().find(|person| person.user.id == id)
    }

    /// The person `id`, oneself included, to be changed.
    pub fn user_mut(&mut self, id: ParticipantId) -> Option<&mut User> {
        match &mut self.room {
            Some(room) if room.me.id == id => Some(&mut room.me),
            _ => self
                .people
                .iter_mut()
                .map(|person| &mut person.user)
                .find(|user| user.id == id),
        }
    }
}

#[cfg(test)]
#[path = "call_state_tests.rs"]
pub(super) mod tests;
