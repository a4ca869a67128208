//! Signs somebody out on this device.

use leptos::prelude::*;

use super::error::ApiError;

/// Ends the login, takes its cookie and the tickets of its account away, and leads a plain form home. Who is not signed in stays so.
///
/// # Errors
/// `too_fast`, `unavailable`.
#[server(endpoint = "sign_out")]
pub async fn sign_out() -> Result<(), ApiError> {
    use crate::{
        protocol::route::Route,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    if let Some(account) = call.account().await? {
        call.drop_tickets(account.id).await;
    }
    if let Some(secret) = call.login() {
        call.services().sign_out(&secret).await?;
    }
    call.drop_login();
    call.redirect_form(Route::Home);
    Ok(())
}
