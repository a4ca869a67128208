//! Signs somebody in.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};
use crate::domain::password::Password;

/// Signs somebody in by address and password, sets the login cookie, and leads a plain form home.
///
/// # Errors
/// `wrong_login` whether there is no such account or another password, `account_disabled`, `too_fast`,
/// `unavailable`.
#[server(endpoint = "sign_in")]
pub async fn sign_in(email: String, password: Password) -> Result<AccountView, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::Call,
    };

    let call = Call::current()?;
    let attempt = call.begin_attempt(&email)?;
    let entered = call
        .services()
        .sign_in(&email, &password, call.device(), call.login().as_ref())
        .await
        .map_err(ErrorMessage::from)?;
    call.forgive(attempt);
    call.give_login(&entered);
    call.redirect_form(Route::Home);
    Ok(entered.account.into())
}
