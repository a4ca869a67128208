//! Takes an invitation to a session back.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::{InvitationId, SessionId};

/// Takes the invitation `invitation` to session `id` back; anybody of it may who is a mentor or an admin.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `invitation_invalid`, `too_fast`, `unavailable`.
#[server(endpoint = "withdraw_partner")]
pub async fn withdraw_partner(id: SessionId, invitation: InvitationId) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let withdrawn: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .withdraw_partner(&asker.account, id, invitation)
            .await?)
    }
    .await;
    call.answer_form(Route::Session(id), "invite", withdrawn.as_ref().err(), &[]);
    Ok(withdrawn?)
}
