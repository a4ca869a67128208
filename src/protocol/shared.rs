//! What is said over the socket of a shared session: fewer and plainer messages than those of a room, and no handshake.
//! A browser's own page and other programs speak the same.

use serde::{Deserialize, Serialize};

use super::server_message::{ErrorMessage, Knocking, Termination, WaitingUser};
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
};

/// A message from server to browser. What a browser may say is of the room's own messages: `ping`, `user_activity`,
/// `moderate` and `leave`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum SharedMessage {
    /// The first message to whoever is let in.
    SessionInfo(SharedInfo),
    /// Somebody came in.
    UserJoined {
        /// Who.
        user: SharedUser,
        /// How many there are now, this one included.
        total_users: u32,
    },
    /// Somebody is gone.
    UserLeft {
        /// Who.
        user: SharedUser,
        /// How many there are now.
        total_users: u32,
    },
    /// The session is over, for everybody or for the receiver; the socket closes after this.
    SessionTerminated {
        /// Why.
        reason: Termination,
    },
    /// The receiver waits to be let in; `session_info` follows once they are.
    Knocking(Knocking),
    /// Who waits to be let in; told to those who may let them in.
    Waiting {
        /// All of them.
        users: Vec<WaitingUser>,
    },
    /// Answers `ping`.
    Pong {},
    /// Something that was said was refused.
    Error(ErrorMessage),
}

/// Everything that is needed to draw a shared session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedInfo {
    /// The session.
    pub session_id: SessionId,
    /// The code by which the socket came.
    pub share_code: String,
    /// Everybody, the receiver included, in the order in which they came.
    pub users: Vec<SharedUser>,
    /// Who of them the receiver is.
    pub user_id: ParticipantId,
    /// Where the shared browser is; none in a session without one.
    pub url: Option<String>,
    /// When the session is over.
    pub expires_at: Timestamp,
}

/// Somebody in a shared session. Their network address stays with the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedUser {
    /// Stable in this session.
    pub id: ParticipantId,
    /// What the others call them.
    pub name: DisplayName,
    /// When they came in.
    pub joined_at: Timestamp,
    /// Whether they made the session.
    pub is_creator: bool,
}
