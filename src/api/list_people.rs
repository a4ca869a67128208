//! Everybody who has an account, for an admin.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    account_view::{InvitationView, PersonView},
    error::ApiError,
};

/// Everybody who has an account, and every invitation to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PeopleView {
    /// By name.
    pub people: Vec<PersonView>,
    /// Those that are still good, the newest first.
    pub invitations: Vec<InvitationView>,
}

/// Everybody, for an admin.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `too_fast`, `unavailable`.
#[server(endpoint = "list_people")]
pub async fn list_people() -> Result<PeopleView, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let people = call.services().list_people(&asker.account).await?;
    Ok(PeopleView {
        people: people.accounts.into_iter().map(PersonView::from).collect(),
        invitations: people
            .invitations
            .into_iter()
            .map(InvitationView::from)
            .collect(),
    })
}
