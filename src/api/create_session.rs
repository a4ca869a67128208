//! Begins a session and seats its maker as host.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{
    ids::SessionId,
    policy::{CallKind, Preset},
};

/// Makes a session, sets the host's ticket cookie and leads a plain form to the session's page. Whoever is signed
/// in is its host by their account; else an empty `name` becomes a guest's name.
///
/// # Errors
/// `not_signed_in` for a guest when the site's settings ask for an account, `too_many_sessions` when
/// guests of this address have begun as many as may be live, `too_fast` when this address has made too many, `unavailable` when it cannot be stored.
#[server(endpoint = "create_session")]
pub async fn create_session(
    title: String,
    name: String,
    kind: CallKind,
    #[server(default)] preset: Preset,
) -> Result<SessionId, ApiError> {
    use crate::{
        domain::door::Door,
        protocol::route::Route,
        server::{
            http::{Call, Limited},
            service::NewSession,
        },
    };

    let call = Call::current()?;
    call.count(Limited::Create)?;
    let asker = call.account().await?;
    let guest = match &asker {
        None => Some(call.begin_counted().await?),
        Some(_) => None,
    };
    let seated = call
        .services()
        .create_session(
            NewSession {
                title,
                name,
                kind,
                preset,
                door: Door::default(),
            },
            asker.as_ref(),
        )
        .await?;
    call.give_ticket(&seated);
    let id = seated.participant.session_id;
    if let Some(guest) = guest {
        guest.made(id);
    }
    call.redirect_form(Route::Join(id));
    Ok(id)
}
