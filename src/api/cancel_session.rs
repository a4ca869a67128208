//! Calls off what was arranged.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{ids::SessionId, schedule::Reach};

/// Calls off the appointment `id`, with a reason for the others that may be empty; anybody of it may.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `session_begun`, `session_ended`, `too_fast`,
/// `unavailable`.
#[server(endpoint = "cancel_session")]
pub async fn cancel_session(
    id: SessionId,
    #[server(default)] reason: String,
    #[server(default)] reach: Reach,
) -> Result<(), ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    let cancelled: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Ask).await?;
        Ok(call
            .services()
            .cancel_session(&asker.account, id, &reason, reach)
            .await?)
    }
    .await;
    match &cancelled {
        Ok(()) => call.redirect_form(Route::Sessions),
        Err(refused) => {
            let typed = [("reason", reason.as_str())];
            call.answer_form(Route::CancelSession(id), "cancel", Some(refused), &typed);
        }
    }
    Ok(cancelled?)
}
