//! Ends a session, or calls it off, for an admin.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// Ends the session for everyone, or calls it off with all that follow it, for an admin.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `session_not_found`, `session_ended`, `too_fast`, `unavailable`.
#[server(endpoint = "close_session")]
pub async fn close_session(id: SessionId) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let closed: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call.services().close_session(&asker.account, id).await?)
    }
    .await;
    call.answer_form(Route::Admin, "sessions", closed.as_ref().err(), &[]);
    Ok(closed?)
}
