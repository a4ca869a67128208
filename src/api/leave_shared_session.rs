//! Gives up a seat in a shared session.

use leptos::prelude::*;

use super::error::ApiError;

/// Leaves the shared session that `code` opens, and leads a plain form to where another may begin. Whoever has no seat
/// in it has left already.
///
/// # Errors
/// `too_fast`, `unavailable`.
#[server(endpoint = "leave_shared_session")]
pub async fn leave_shared_session(code: String) -> Result<(), ApiError> {
    use crate::{
        protocol::{error_code::ErrorCode, route::Route},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Join)?;
    let ticket = |id| call.ticket(id);
    let question = call.services().leave_shared_session(&code, ticket);
    match call.guess(ErrorCode::SessionNotFound, question).await {
        Err(refused) if refused.code == ErrorCode::Unavailable => return Err(refused.into()),
        Ok(id) => call.drop_ticket(id),
        Err(_) => {}
    }
    call.redirect_form(Route::SharedSession);
    Ok(())
}
