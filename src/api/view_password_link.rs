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
    use crate::{protocol::error_code::ErrorCode, server::http::Call};

    let call = Call::current()?;
    let question = call.services().find_password_reset(&reset);
    let (_, account) = call.guess(ErrorCode::PasswordLinkInvalid, question).await?;
    Ok(PasswordLinkView {
        name: account.name,
        email: account.email,
    })
}
