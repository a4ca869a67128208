//! Finds the session that somebody typed or pasted.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// The session that `input` (a link, an id, or a sentence with one in it) leads to.
///
/// # Errors
/// `session_not_found` for everything that opens no session, whatever the reason; `too_fast` after too many
/// wrong tries from one address.
#[server(endpoint = "find_session")]
pub async fn find_session(input: String) -> Result<SessionId, ApiError> {
    let _ = input;
    Err(ApiError::new(
        crate::protocol::error_code::ErrorCode::Unavailable,
    ))
}
