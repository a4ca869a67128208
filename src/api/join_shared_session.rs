//! Gives somebody a seat in a shared session.

use leptos::prelude::*;

use super::error::ApiError;

/// Joins the shared session that `code` opens, sets the ticket cookie, and leads a plain form to its page. Whoever is
/// signed in comes by their account; else an empty `name` becomes a guest's name.
///
/// # Errors
/// `session_not_found` for a code that is wrong or over, `session_full`, `session_locked`, `not_admitted`, `removed`,
/// `too_fast`, `unavailable`.
#[server(endpoint = "join_shared_session")]
pub async fn join_shared_session(
    code: String,
    #[server(default)] name: String,
) -> Result<(), ApiError> {
    use crate::{
        protocol::{
            error_code::ErrorCode,
            route::{Route, SHARED_FORM},
            server_message::ErrorMessage,
        },
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let joined: Result<_, ErrorMessage> = async {
        call.count(Limited::Join)?;
        let asker = call.account().await?;
        let services = call.services();
        let ticket = |id| call.ticket(id);
        let question = services.join_shared_session(&code, &name, asker.as_ref(), ticket);
        let joined = call.guess(ErrorCode::SessionNotFound, question).await?;
        call.give_ticket(&joined.seated);
        Ok(joined.code)
    }
    .await;
    match joined {
        Ok(code) => {
            call.lead_form(&Route::SharedSession.with(&[("code", code.as_str())]));
            Ok(())
        }
        Err(refused) => {
            let typed = [("code", code.as_str()), ("name", name.as_str())];
            call.answer_form(Route::SharedSession, SHARED_FORM, Some(&refused), &typed);
            Err(refused.into())
        }
    }
}
