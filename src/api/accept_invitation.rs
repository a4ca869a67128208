//! Takes up an invitation to a session.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// Takes up an invitation to a session, `invitation` being what stands in its link, as whoever is signed in. A plain
/// form is led to the session's page, or refused, back to the page of the link.
///
/// # Errors
/// `not_signed_in`, `invitation_invalid`, `session_ended`, `people_refused`, `too_fast`, `unavailable`.
#[server(endpoint = "accept_invitation")]
pub async fn accept_invitation(invitation: String) -> Result<SessionId, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let accepted: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .accept_invitation(&asker.account, &invitation)
            .await?)
    }
    .await;
    match &accepted {
        Ok(id) => call.redirect_form(Route::Session(*id)),
        Err(refused) => {
            let typed = [("invitation", invitation.as_str())];
            call.answer_form(Route::SignUp, "accept", Some(refused), &typed);
        }
    }
    Ok(accepted?)
}
