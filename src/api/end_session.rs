//! Ends a session for everyone.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// Ends the session; only for whom the grants let moderate.
///
/// # Errors
/// `not_joined`, `not_allowed`, `session_ended`, `unavailable`.
#[server(endpoint = "end_session")]
pub async fn end_session(id: SessionId) -> Result<(), ApiError> {
    let _ = id;
    Err(ApiError::new(
        crate::protocol::error_code::ErrorCode::Unavailable,
    ))
}
