//! Gives somebody a new password by a link.

use leptos::prelude::*;

use super::{account_view::AccountView, error::ApiError};
use crate::domain::password::Password;

/// Gives whoever has the link with `reset` in it the password `new`, once, signs them in here and out everywhere
/// else. A plain form is led to the account, or refused, back to its page.
///
/// # Errors
/// `password_link_invalid`, `password_refused`, `too_fast`, `unavailable`.
#[server(endpoint = "reset_password")]
pub async fn reset_password(reset: String, new: Password) -> Result<AccountView, ApiError> {
    use crate::{
        protocol::{error_code::ErrorCode, route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let question = async {
        // A password is expensive to hash, also for whoever has a good link.
        call.count(Limited::SignIn)?;
        call.services()
            .reset_password(&reset, &new, call.device(), call.login().as_ref())
            .await
            .map_err(ErrorMessage::from)
    };
    let entered = call.guess(ErrorCode::PasswordLinkInvalid, question).await;
    match entered {
        Ok(entered) => {
            call.give_login(&entered);
            call.answer_form(Route::Account, "password", None, &[]);
            Ok(entered.account.into())
        }
        Err(refused) => {
            let typed = [("reset", reset.as_str())];
            call.answer_form(Route::ResetPassword, "reset", Some(&refused), &typed);
            Err(refused.into())
        }
    }
}
