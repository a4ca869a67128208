//! Lets what repeats go on after it paused.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::SessionId;

/// Lets the series go on that paused after the session `id`, since nobody had begun it for weeks; anybody of it may.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `too_fast`, `unavailable`.
#[server(endpoint = "resume_series")]
pub async fn resume_series(id: SessionId) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let resumed: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call.services().resume_series(&asker.account, id).await?)
    }
    .await;
    match &resumed {
        Ok(()) => call.redirect_form(Route::Sessions),
        Err(refused) => call.answer_form(Route::Sessions, "resume", Some(refused), &[]),
    }
    Ok(resumed?)
}
