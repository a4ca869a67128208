//! The people that somebody can arrange a session with.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{account::AccountRole, ids::AccountId, participant::DisplayName};

/// Somebody to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonToAsk {
    /// Their account.
    pub id: AccountId,
    /// What they are called.
    pub name: DisplayName,
    /// Their part on this server.
    pub role: AccountRole,
}

/// Everybody else who may sign in, by name.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "my_people")]
pub async fn my_people() -> Result<Vec<PersonToAsk>, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let people = call.services().my_people(&asker.account).await?;
    Ok(people
        .into_iter()
        .map(|account| PersonToAsk {
            id: account.id,
            name: account.name,
            role: account.role,
        })
        .collect())
}
