//! Makes a link by which somebody chooses a new password.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{clock::Timestamp, ids::AccountId, participant::DisplayName};

/// A link for a new password. It is shown once: the server keeps only a hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordLink {
    /// Whose password it changes.
    pub name: DisplayName,
    /// The link to send them.
    pub link: String,
    /// When it is over.
    pub expires_at: Timestamp,
}

/// Makes a link by which account `id` chooses a new password, for an admin; the one before is over. A plain form is
/// led back to its page, which shows the link.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `account_not_found`, `account_disabled`, `too_fast`, `unavailable`.
#[server(endpoint = "make_password_link")]
pub async fn make_password_link(id: AccountId) -> Result<PasswordLink, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Handed, Limited},
    };

    let call = Call::current()?;
    let made: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .make_password_reset(&asker.account, id)
            .await?)
    }
    .await;
    call.answer_form(Route::Admin, "people", made.as_ref().err(), &[]);
    let made = made?;
    call.hand_on(Handed::PasswordLink, &made.secret.reveal());
    Ok(PasswordLink {
        name: made.account.name,
        link: call.password_link(&made.secret),
        expires_at: made.reset.expires_at,
    })
}
