//! What the session's page shows before anybody goes in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
    policy::CallKind,
    role::Role,
    session::{EndReason, Title},
};

/// A session as its page shows it. The HTTP status says the same: 200, 409, 410, 404.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SessionView {
    /// One can go in.
    Open(OpenSession),
    /// All seats are taken by others.
    Full(OpenSession),
    /// It is over.
    Ended(EndedSession),
    /// There is none with this id.
    Unknown,
}

/// A session that is going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenSession {
    /// Its id.
    pub id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// Who made it.
    pub host_name: DisplayName,
    /// When it began.
    pub started_at: Timestamp,
    /// Who is inside.
    pub inside: Vec<Seat>,
    /// Seats.
    pub max_participants: u32,
    /// The asker's own seat, when their ticket opens it: they need not join again.
    pub seat: Option<Seat>,
    /// The name that an empty name would become.
    pub guest_name: DisplayName,
    /// The link to send to others, with the server's public address.
    pub link: String,
}

/// Somebody's place in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    /// Who.
    pub id: ParticipantId,
    /// Their name.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
}

/// A session that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndedSession {
    /// Its id.
    pub id: SessionId,
    /// What it was about; possibly empty.
    pub title: Title,
    /// Why it ended.
    pub reason: EndReason,
    /// Who made it.
    pub host_name: DisplayName,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Until when its chat is kept.
    pub kept_until: Timestamp,
    /// What there was; only for those who were inside.
    pub summary: Option<Summary>,
}

/// A session in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How long it was, in whole minutes.
    pub minutes: u32,
    /// How many people were inside.
    pub people: u32,
    /// How many messages were written.
    pub messages: u32,
}

/// The session `id` as its page shows it; sets the HTTP status of the page.
///
/// # Errors
/// `unavailable` when it cannot be read.
#[server(endpoint = "view_session")]
pub async fn view_session(id: SessionId) -> Result<SessionView, ApiError> {
    let _ = id;
    Err(ApiError::new(
        crate::protocol::error_code::ErrorCode::Unavailable,
    ))
}
