//! Changes something about somebody, for an admin.

use leptos::prelude::*;

use super::{account_view::PersonView, error::ApiError};
use crate::domain::{account::PersonChange, ids::AccountId};

/// Changes something about account `id`, for an admin.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `account_not_found`, `last_admin`, `too_fast`, `unavailable`.
#[server(endpoint = "change_person")]
pub async fn change_person(id: AccountId, change: PersonChange) -> Result<PersonView, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let changed: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .change_person(&asker.account, id, change)
            .await?)
    }
    .await;
    call.answer_form(Route::Admin, "people", changed.as_ref().err(), &[]);
    Ok(changed?.into())
}
