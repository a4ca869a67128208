//! What the server says over the socket.

use serde::{Deserialize, Serialize};

use super::{client_message::MediaState, error_code::ErrorCode, signal::Signal};
use crate::domain::{
    chat::ChatMessage,
    clock::Timestamp,
    ids::{Instance, LocalRef, ParticipantId, SessionId},
    participant::DisplayName,
    policy::CallKind,
    role::{Grants, Role},
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
    /// The session is over; the socket closes after this.
    SessionTerminated {
        /// Why.
        reason: EndReason,
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
    /// Who the receiver is.
    #[serde(rename = "self")]
    pub me: User,
    /// What the receiver may do.
    pub grants: Grants,
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
    /// When they came in.
    pub joined_at: Timestamp,
    /// The life of their page.
    pub instance: Instance,
    /// Whether they have a socket; without one, their seat is being kept.
    pub connected: bool,
    /// What they are sending.
    pub media: MediaState,
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
}
