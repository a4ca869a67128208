//! Where somebody is signed in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{clock::Timestamp, ids::LoginId};

/// A device on which somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoginView {
    /// Which.
    pub id: LoginId,
    /// The browser's name; empty when it is not known.
    pub browser: String,
    /// The system's name; empty when it is not known.
    pub system: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// Where who asks is signed in, the last used first.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "my_logins")]
pub async fn my_logins() -> Result<Vec<LoginView>, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let logins = call.services().list_logins(asker.account.id).await?;
    Ok(logins
        .into_iter()
        .map(|login| LoginView {
            here: login.id == asker.login,
            id: login.id,
            browser: login.device.browser,
            system: login.device.system,
            created_at: login.created_at,
            last_used_at: login.last_used_at,
        })
        .collect())
}
