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
        protocol::server_message::ErrorMessage,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let asker = call.signed_in().await?;
    call.services()
        .withdraw_invitation(&asker.account, id)
        .await
        .map_err(ErrorMessage::from)?;
    Ok(())
}
