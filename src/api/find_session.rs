//! Finds the session that somebody typed or pasted.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// The session that `input` (a link, an id, a live code, or a sentence with one of them in it) leads to.
///
/// # Errors
/// `session_not_found` for everything that opens no session, whatever the reason; `too_fast` after too many
/// wrong tries from one address. After too many from everywhere, a right code makes its session one with a lobby.
#[server(endpoint = "find_session")]
pub async fn find_session(input: String) -> Result<SessionId, ApiError> {
    use crate::{
        protocol::{error_code::ErrorCode, route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.check(Limited::WrongGuess)?;
    let found = call
        .services()
        .find_session(&input)
        .await
        .map_err(|error| ApiError::from(ErrorMessage::from(error)));
    match found {
        Ok(id) => call.redirect_form(Route::Join(id)),
        // Only wrong guesses count: a right one gives nothing away.
        Err(ApiError {
            code: ErrorCode::SessionNotFound,
            ..
        }) => call.count(Limited::WrongGuess)?,
        Err(_) => {}
    }
    found
}
