//! Takes an invitation back.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::InvitationId;

/// Takes an invitation back, for an admin. One that was used or is over is gone anyway.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `too_fast`, `unavailable`.
#[server(endpoint = "withdraw_invitation")]
pub async fn withdraw_invitation(id: InvitationId) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let withdrawn: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .withdraw_invitation(&asker.account, id)
            .await?)
    }
    .await;
    call.answer_form(Route::Admin, "invitations", withdrawn.as_ref().err(), &[]);
    Ok(withdrawn?)
}
