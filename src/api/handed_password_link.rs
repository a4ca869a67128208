//! The link for a new password that was made just now, for the page that shows it.

use leptos::prelude::*;

use super::{error::ApiError, make_password_link::PasswordLink};

/// The link that a plain form has made just now; none otherwise. It is shown this once.
///
/// # Errors
/// `unavailable`.
#[server(endpoint = "handed_password_link")]
pub async fn handed_password_link() -> Result<Option<PasswordLink>, ApiError> {
    use crate::server::{
        http::{Call, Handed},
        secret::PasswordResetSecret,
    };

    let call = Call::current()?;
    let secret = call
        .take_handed(Handed::PasswordLink)
        .as_deref()
        .and_then(PasswordResetSecret::parse);
    let Some(secret) = secret else {
        return Ok(None);
    };
    // One that is over, or that somebody else replaced meanwhile, is not worth sending.
    let found = call.services().find_password_reset(&secret.reveal()).await;
    Ok(found.ok().map(|(reset, account)| PasswordLink {
        name: account.name,
        link: call.password_link(&secret),
        expires_at: reset.expires_at,
    }))
}
