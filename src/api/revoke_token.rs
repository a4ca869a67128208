//! Revokes an access token.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::AccessTokenId;

/// Revokes one token of who is signed in. One that is gone, or that is another's, is left as it is.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "revoke_token")]
pub async fn revoke_token(id: AccessTokenId) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let revoked: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call.services().revoke_token(asker.account.id, id).await?)
    }
    .await;
    call.answer_form(Route::Account, "tokens", revoked.as_ref().err(), &[]);
    Ok(revoked?)
}
