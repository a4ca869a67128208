//! What the server says over the socket.

use serde::{Deserialize, Serialize};

use super::{
    annotation::{InkLine, Mark},
    client_message::{MediaState, Reaction},
    error_code::ErrorCode,
    guest_trouble::{AtDoor, GuestTrouble},
    signal::Signal,
};
use crate::domain::{
    chat::ChatMessage,
    clock::Timestamp,
    door::{Door, HoldMessage},
    ids::{Instance, LocalRef, ParticipantId, SessionId},
    participant::DisplayName,
    policy::{CallKind, Policy},
    preset::{Extension, Preset},
    role::{Grants, Role},
    rules::is_off,
    session::{EndReason, Title},
};

/// A message from server to browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum ServerMessage {
    /// Answers `hello`: everything that is needed to draw the room.
    SessionInfo(Box<SessionInfo>),
    /// Somebody came in. They make the first offer.
    UserJoined {
        /// Who.
        user: User,
        /// How many are in the room now, this one included.
        total_users: u32,
    },
    /// Somebody is gone: they left, or their seat was not taken up again in time.
    UserLeft {
        /// Who.
        user_id: ParticipantId,
        /// How many are in the room now.
        total_users: u32,
        /// Whether they left by themselves.
        reason: LeaveReason,
    },
    /// Somebody's connection was lost or is back. Back with another `instance` means that their page was
    /// loaded anew: they make a new offer.
    Presence {
        /// Who.
        user_id: ParticipantId,
        /// The life of their page.
        instance: Instance,
        /// Whether they have a socket.
        connected: bool,
        /// What they are sending.
        media: MediaState,
    },
    /// A step of the negotiation with one other person.
    Signal {
        /// Who it is from; stamped by the server.
        from: ParticipantId,
        /// The life of the sender's page; stamped by the server.
        from_instance: Instance,
        /// The step.
        signal: Signal,
    },
    /// A chat message that is stored. To its author it is the receipt.
    Chat {
        /// The message.
        message: ChatMessage,
    },
    /// Somebody turned microphone or camera on or off.
    MediaState {
        /// Who.
        from: ParticipantId,
        /// What they are sending now.
        media: MediaState,
    },
    /// Somebody points or draws on a shared screen.
    Annotated {
        /// Who.
        from: ParticipantId,
        /// Whose screen.
        screen: ParticipantId,
        /// What.
        mark: Mark,
    },
    /// The lines that stay on shared screens; told to whoever comes in, when there are any.
    Ink {
        /// The oldest first.
        lines: Vec<InkLine>,
    },
    /// Somebody's part, what they may do, or their hand changed; also told to themselves.
    UserChanged {
        /// Who.
        user_id: ParticipantId,
        /// Their part.
        role: Role,
        /// What they may do.
        grants: Grants,
        /// Since when their hand is up; none when it is down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hand: Option<Timestamp>,
    },
    /// The title, the rules or the end of the session changed.
    SessionChanged {
        /// What it is about; possibly empty.
        title: Title,
        /// When it ends at the latest.
        expires_at: Timestamp,
        /// Its rules.
        rules: Rules,
    },
    /// Somebody shows a small sign; also told to themselves.
    Reaction {
        /// Who.
        from: ParticipantId,
        /// Which.
        reaction: Reaction,
    },
    /// A host asks the receiver to turn their microphone off.
    AskedToMute {
        /// Who asks.
        from: ParticipantId,
    },
    /// Who waits to be let in, in the order in which they knocked; told to those who may let them in.
    Waiting {
        /// All of them.
        users: Vec<WaitingUser>,
    },
    /// Who is on the page before the door and cannot come in as they want to; told to those who may let people in.
    AtDoor {
        /// All of them, as long as they say so.
        people: Vec<AtDoor>,
    },
    /// The receiver waits to be let in. Told in the place of `session_info`, which follows on this socket once
    /// they are, and again when something of it changes.
    Knocking(Knocking),
    /// How peers find each other from now on, before the credentials of what was told last run out.
    IceServers {
        /// In the place of those that were told before.
        ice_servers: Vec<IceServer>,
    },
    /// The session is over, for everybody or for the receiver; the socket closes after this.
    SessionTerminated {
        /// Why.
        reason: Termination,
    },
    /// Answers `ping`.
    Pong {},
    /// Something that the client said was refused.
    Error(ErrorMessage),
}

/// Everything that is needed to draw the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// The session's id, which is also its link.
    pub session_id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The server's clock as it answers, so that the page can correct its own.
    pub server_time: Timestamp,
    /// Seats.
    pub max_participants: u32,
    /// Who made the session; over them no other host has power.
    pub maker: ParticipantId,
    /// Its rules.
    pub rules: Rules,
    /// Who the receiver is, and what they may do.
    #[serde(rename = "self")]
    pub me: User,
    /// Whether the receiver may take over once [`Rules::take_over_from`] has come: they have an account.
    pub may_take_over: bool,
    /// Whether signals of the kind `view` are passed on; servers of earlier versions refuse them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub views: bool,
    /// The others, in the order in which they came.
    pub users: Vec<User>,
    /// Whether the receiver's seat was kept, with the same life of the page: nothing is to be negotiated
    /// anew that still works.
    pub resumed: bool,
    /// How peers find each other.
    pub ice_servers: Vec<IceServer>,
    /// The chat that the client does not have, oldest first.
    pub chat: Vec<ChatMessage>,
    /// Whether there are older messages than the first of `chat`, or a gap before it, to be fetched by page.
    pub more_chat: bool,
}

/// Somebody in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Stable in this session.
    pub id: ParticipantId,
    /// What the others call them.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
    /// What they may do.
    pub grants: Grants,
    /// When they came in.
    pub joined_at: Timestamp,
    /// The life of their page.
    pub instance: Instance,
    /// Whether they have a socket; without one, their seat is being kept.
    pub connected: bool,
    /// What they are sending.
    pub media: MediaState,
    /// Since when their hand is up; none when it is down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<Timestamp>,
}

/// The rules of a session, as far as everybody inside sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// The template that they came from; none when a host chose who may do what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Preset>,
    /// What the parts may do where no template says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<PartGrants>,
    /// Who may come in.
    pub door: Door,
    /// Whether only those may write who moderate.
    pub chat_paused: bool,
    /// How far it may be made longer.
    pub extension: Extension,
    /// Whether somebody with an account may take over when no host has been inside for the grace time.
    pub take_over: bool,
    /// Whether pages reach each other by a relay alone, so that nobody learns anybody's network address.
    #[serde(default, skip_serializing_if = "is_off")]
    pub relay_only: bool,
    /// From when on somebody with an account may take over; none while a host is there, and where nobody may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub take_over_from: Option<Timestamp>,
}

/// What everybody may do in a part that is not the host's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartGrants {
    /// Collaborators.
    pub collaborator: Grants,
    /// Viewers.
    pub viewer: Grants,
}

impl Rules {
    /// What `role` may do by them in a session of `kind`.
    pub fn grants(&self, role: Role, kind: CallKind) -> Grants {
        match (self.parts, role) {
            (Some(parts), Role::Collaborator) => parts.collaborator,
            (Some(parts), Role::Viewer) => parts.viewer,
            _ => Policy::new(&self.preset.unwrap_or_default().into(), kind).grants(role),
        }
    }
}

/// Somebody who waits to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingUser {
    /// Stable in this session.
    pub id: ParticipantId,
    /// What they call themselves.
    pub name: DisplayName,
    /// Since when they wait.
    pub since: Timestamp,
    /// Whether they have a socket.
    pub connected: bool,
    /// What a host told them last; possibly empty. None when nobody told them anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HoldMessage>,
    /// What keeps them from being heard and seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<GuestTrouble>,
}

/// What somebody sees who waits to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Knocking {
    /// What the session is about; possibly empty.
    pub title: Title,
    /// Who the receiver is to be, and the name that the hosts see.
    pub user_id: ParticipantId,
    /// The name that the hosts see.
    pub name: DisplayName,
    /// Since when they wait.
    pub since: Timestamp,
    /// The server's clock as it answers.
    pub server_time: Timestamp,
    /// How many are inside.
    pub total_users: u32,
    /// Whether somebody is inside who could let them in.
    pub host_inside: bool,
    /// What a host told them last; possibly empty. None when nobody told them anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HoldMessage>,
}

/// Why it is over, for everybody or for the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Termination {
    /// A host ended it for everyone.
    EndedByHost,
    /// An admin ended it for everyone.
    EndedByAdmin,
    /// Its longest life was over.
    TimeLimit,
    /// Nobody had done anything for too long.
    Inactive,
    /// The server was stopped for good.
    ServerShutdown,
    /// A host put the receiver out; the others go on.
    Removed,
    /// A host did not let the receiver in; the others go on.
    Denied,
}

impl Termination {
    /// Why the session is over; none when it is not.
    pub const fn end(self) -> Option<EndReason> {
        match self {
            Self::EndedByHost => Some(EndReason::EndedByHost),
            Self::EndedByAdmin => Some(EndReason::EndedByAdmin),
            Self::TimeLimit => Some(EndReason::TimeLimit),
            Self::Inactive => Some(EndReason::Inactive),
            Self::ServerShutdown => Some(EndReason::ServerShutdown),
            Self::Removed | Self::Denied => None,
        }
    }
}

impl From<EndReason> for Termination {
    fn from(reason: EndReason) -> Self {
        match reason {
            EndReason::EndedByHost => Self::EndedByHost,
            EndReason::EndedByAdmin => Self::EndedByAdmin,
            EndReason::TimeLimit => Self::TimeLimit,
            // What nobody began has nobody inside who would hear it.
            EndReason::Inactive | EndReason::Missed => Self::Inactive,
            EndReason::ServerShutdown => Self::ServerShutdown,
        }
    }
}

/// How peers find each other (`RTCIceServer`, W3C WebRTC §4.2.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IceServer {
    /// `stun:`, `turn:` or `turns:` URLs (RFC 7064, RFC 7065).
    pub urls: Vec<String>,
    /// For `turn:` and `turns:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// For `turn:` and `turns:`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
}

/// How somebody went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveReason {
    /// By themselves.
    Left,
    /// Their connection was lost and did not come back in time.
    Lost,
    /// A host put them out.
    Removed,
}

/// Something was refused, in a word for programs and a sentence for logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorMessage {
    /// The stable word.
    pub code: ErrorCode,
    /// A sentence in English for whoever reads a log; pages have their own words.
    pub message: String,
    /// Milliseconds after which it may be tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// The chat message that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_ref: Option<LocalRef>,
    /// For whom the signal was that was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ParticipantId>,
}
