//! Begins a shared session.

use leptos::prelude::*;

use super::error::ApiError;

/// Makes a shared session without a shared browser, sets its creator's ticket cookie, and leads a plain form to its
/// page. Gives its code. Whoever is signed in comes by their account; else an empty `name` becomes a guest's name.
///
/// # Errors
/// `not_signed_in` for a guest when the site's settings ask for an account, `too_many_sessions` when as many sessions
/// of this address are live as may be, `too_fast`, `unavailable`.
#[server(endpoint = "create_shared_session")]
pub async fn create_shared_session(#[server(default)] name: String) -> Result<String, ApiError> {
    use crate::{
        protocol::{
            route::{Route, SHARED_FORM},
            server_message::ErrorMessage,
        },
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let made: Result<_, ErrorMessage> = async {
        call.count(Limited::Create)?;
        let asker = call.account().await?;
        let counted = call.begin_counted().await?;
        let services = call.services();
        let made = services
            .create_shared_session(&name, asker.as_ref())
            .await?;
        counted.made(made.room.session.id);
        call.give_ticket(&made.seated);
        Ok(made.code)
    }
    .await;
    match made {
        Ok(code) => {
            call.lead_form(&Route::SharedSession.with(&[("code", code.as_str())]));
            Ok(code.as_str().to_owned())
        }
        Err(refused) => {
            let typed = [("name", name.as_str())];
            call.answer_form(Route::SharedSession, SHARED_FORM, Some(&refused), &typed);
            Err(refused.into())
        }
    }
}
