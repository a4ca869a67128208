//! Signs somebody out on another device.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::LoginId;

/// Ends one login of who is signed in. One that is gone, or that is another's, is left as it is.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "end_login")]
pub async fn end_login(id: LoginId) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let ended: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        call.services().end_login(asker.account.id, id).await?;
        if asker.login == id {
            call.drop_login();
        }
        Ok(())
    }
    .await;
    call.answer_form(Route::Account, "devices", ended.as_ref().err(), &[]);
    Ok(ended?)
}
