//! Gives somebody a seat.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
    role::Role,
};

/// A seat that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Joined {
    /// Who they are in this session.
    pub participant_id: ParticipantId,
    /// The name that they have; what they asked for, cleaned, or a guest's.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
}

/// Joins `id` as `name` (empty becomes `Guest` and three digits, unique in the session) and sets the ticket
/// cookie. With a ticket that is still good, the same seat is given again under the new name.
///
/// # Errors
/// `session_not_found`, `session_ended`, `session_full`, `too_fast`, `unavailable`.
#[server(endpoint = "join_session")]
pub async fn join_session(id: SessionId, name: String) -> Result<Joined, ApiError> {
    let _ = (id, name);
    Err(ApiError::new(
        crate::protocol::error_code::ErrorCode::Unavailable,
    ))
}
