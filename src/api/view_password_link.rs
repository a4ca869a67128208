//! Whose password a link changes.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{email_address::EmailAddress, participant::DisplayName};

/// What the page of a link for a new password shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordLinkView {
    /// Whose password it changes.
    pub name: DisplayName,
    /// By which they sign in.
    pub email: EmailAddress,
}

/// Whose password the link changes that has `reset` in it.
///
/// # Errors
/// `password_link_invalid`, `too_fast` after too many wrong tries, `unavailable`.
#[server(endpoint = "view_password_link")]
pub async fn view_password_link(reset: String) -> Result<PasswordLinkView, ApiError> {
    use crate::{
        protocol::{error_code::ErrorCode, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.check(Limited::WrongGuess)?;
    let found = call
        .services()
        .find_password_reset(&reset)
        .await
        .map_err(ErrorMessage::from);
    match found {
        Ok((_, account)) => Ok(PasswordLinkView {
            name: account.name,
            email: account.email,
        }),
        Err(refused) => {
            if refused.code == ErrorCode::PasswordLinkInvalid {
                call.count(Limited::WrongGuess)?;
            }
            Err(refused.into())
        }
    }
}
