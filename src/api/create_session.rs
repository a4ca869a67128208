//! Begins a session and seats its maker as host.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{ids::SessionId, policy::CallKind, rule_changes::RuleChanges};

/// Makes a session, sets the host's ticket cookie and leads a plain form to the session's page. Whoever is signed
/// in is its host by their account; else an empty `name` becomes a guest's name. `preset` is the word of a template of
/// ours, or the id of one of their own; `more` is what is to be other than it says. Links by role, where they are made
/// at once, are handed to the session's page.
///
/// # Errors
/// `not_signed_in` for a guest when the site's settings ask for an account, `too_many_sessions` when
/// this account, or guests of this address, have begun as many as may be live, `preset_not_found`, `too_fast` when this
/// address has made too many, `unavailable` when it cannot be stored.
#[server(endpoint = "create_session")]
pub async fn create_session(
    title: String,
    name: String,
    kind: CallKind,
    #[server(default)] preset: String,
    #[server(default)] more: RuleChanges,
) -> Result<SessionId, ApiError> {
    use crate::{
        protocol::route::Route,
        server::{
            http::{Call, Limited},
            service::NewSession,
        },
    };

    let call = Call::current()?;
    call.count(Limited::Create)?;
    let asker = call.account().await?;
    let chosen = call
        .services()
        .find_template(asker.as_ref(), &preset)
        .await?;
    let template = more.on(chosen.unwrap_or_default());
    let guest = match &asker {
        None => Some(call.begin_counted().await?),
        Some(_) => None,
    };
    let created = call
        .services()
        .create_session(
            NewSession {
                title,
                name,
                kind,
                template,
                role_links: more.links(&template),
            },
            asker.as_ref(),
        )
        .await?;
    call.give_ticket(&created.seated);
    let id = created.seated.participant.session_id;
    if let Some(links) = &created.links {
        call.hand_role_links(id, links);
    }
    if let Some(guest) = guest {
        guest.made(id);
    }
    call.redirect_form(Route::Join(id));
    Ok(id)
}
