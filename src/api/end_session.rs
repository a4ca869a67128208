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
    use crate::{
        protocol::route::Route,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    call.services()
        .end_session(id, call.ticket(id).as_ref())
        .await?;
    call.redirect_form(Route::Join(id));
    Ok(())
}
