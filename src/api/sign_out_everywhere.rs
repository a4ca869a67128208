//! Signs somebody out on every device.

use leptos::prelude::*;

use super::error::ApiError;

/// Ends all logins of who is signed in, takes the cookie of this one and the account's tickets away, and leads a plain
/// form home.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "sign_out_everywhere")]
pub async fn sign_out_everywhere() -> Result<(), ApiError> {
    use crate::{
        protocol::route::Route,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    call.services()
        .sign_out_everywhere(asker.account.id)
        .await?;
    call.drop_tickets(asker.account.id).await;
    call.drop_login();
    call.redirect_form(Route::Home);
    Ok(())
}
