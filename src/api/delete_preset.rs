//! Deletes rules that somebody saved.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::PresetId;

/// Deletes rules of who is signed in. What is gone, or is another's, is left as it is, and so is every session.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "delete_preset")]
pub async fn delete_preset(id: PresetId) -> Result<(), ApiError> {
    use crate::{
        protocol::{preset_query::PRESETS, route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let deleted: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call.services().delete_preset(asker.account.id, id).await?)
    }
    .await;
    call.answer_form(Route::Account, PRESETS, deleted.as_ref().err(), &[]);
    Ok(deleted?)
}
