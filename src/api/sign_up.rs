//! Makes an account and signs its person in.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};
use crate::domain::password::Password;

/// Makes an account, sets the login cookie, and leads a plain form home. The first on this server becomes its
/// admin; an `invitation` (what stands in its link) gives the role that it names; anybody else is a learner.
/// An empty or unknown `time_zone` becomes universal time.
///
/// # Errors
/// `email_malformed`, `name_empty`, `password_refused`, `email_taken`, `sign_up_closed`, `invitation_invalid`,
/// `too_fast`, `unavailable`.
#[server(endpoint = "sign_up")]
pub async fn sign_up(
    email: String,
    name: String,
    password: Password,
    #[server(default)] time_zone: String,
    #[server(default)] invitation: String,
) -> Result<AccountView, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::{
            http::{Call, Limited},
            service::NewAccount,
        },
    };

    let call = Call::current()?;
    call.count(Limited::SignUp)?;
    let new = NewAccount {
        email,
        name,
        password,
        time_zone,
    };
    let entered = call
        .services()
        .sign_up(new, &invitation, call.device(), call.login().as_ref())
        .await
        .map_err(ErrorMessage::from)?;
    call.give_login(&entered);
    call.redirect_form(Route::Home);
    Ok(entered.account.into())
}
