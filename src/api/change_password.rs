//! Gives somebody another password.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::password::Password;

/// Changes the password of who is signed in. They are signed out everywhere else; here they get a new login.
///
/// # Errors
/// `not_signed_in`, `wrong_password` when `present` is not theirs, `password_refused`, `too_fast`,
/// `unavailable`.
#[server(endpoint = "change_password")]
pub async fn change_password(present: Password, new: Password) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let entered: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        let attempt = call.begin_attempt(asker.account.email.as_str())?;
        let entered = call
            .services()
            .change_password(asker.account.id, &present, &new, call.device())
            .await?;
        call.forgive(attempt);
        Ok(entered)
    }
    .await;
    call.answer_form(Route::Account, "password", entered.as_ref().err(), &[]);
    call.give_login(&entered?);
    Ok(())
}
