//! Signs somebody in.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};
use crate::domain::password::Password;

/// Signs somebody in by address and password, sets the login cookie, and leads a plain form to
/// `next` where that is a path of ours, else home; refused, back to its page.
///
/// # Errors
/// `wrong_login` whether there is no such account or another password, `account_disabled`, `too_fast`,
/// `unavailable`.
#[server(endpoint = "sign_in")]
pub async fn sign_in(
    email: String,
    password: Password,
    #[server(default)] next: String,
) -> Result<AccountView, ApiError> {
    use crate::{
        protocol::{
            route::{Route, own_path},
            server_message::ErrorMessage,
        },
        server::http::Call,
    };

    let call = Call::current()?;
    let entered: Result<_, ErrorMessage> = async {
        let attempt = call.begin_attempt(&email)?;
        let entered = call
            .services()
            .sign_in(&email, &password, call.device(), call.login().as_ref())
            .await?;
        call.forgive(attempt);
        Ok(entered)
    }
    .await;
    match entered {
        Ok(entered) => {
            call.give_login(&entered);
            call.lead_form(own_path(&next).unwrap_or("/"));
            Ok(entered.account.into())
        }
        Err(refused) => {
            let typed = [("email", email.as_str()), ("next", &next)];
            call.answer_form(Route::SignIn, "sign-in", Some(&refused), &typed);
            Err(refused.into())
        }
    }
}
