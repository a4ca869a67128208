//! Begins a session that was arranged, and gives it a code.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{clock::Timestamp, ids::SessionId};

/// A live code. It is shown once: the server keeps only its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveCodeView {
    /// As people see it: `K7QM-2XRD`.
    pub code: String,
    /// Until when it opens the session.
    pub expires_at: Timestamp,
    /// The server's clock as it answers, so that the page can correct its own.
    pub server_time: Timestamp,
    /// The link to send to others, with the server's public address.
    pub link: String,
}

/// Begins the session `id` when it has not begun, and gives it a new code in the place of the one before; anybody
/// of the appointment may. A plain form is led to its page, which shows the code.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `not_allowed`, `session_ended`, `too_fast`, `unavailable`.
#[server(endpoint = "start_live")]
pub async fn start_live(id: SessionId) -> Result<LiveCodeView, ApiError> {
    use crate::{
        protocol::{route::Route, server_message::ErrorMessage},
        server::http::{Call, Handed, Limited},
    };

    let call = Call::current()?;
    let made: Result<_, ErrorMessage> = async {
        let asker = call.signed_in(Limited::Create).await?;
        Ok(call.services().start_live(&asker.account, id).await?)
    }
    .await;
    match &made {
        Ok(made) => {
            call.hand_on(Handed::LiveCode(id), made.code.as_str());
            call.redirect_form(Route::StartSession(id));
        }
        Err(refused) => call.answer_form(Route::StartSession(id), "start", Some(refused), &[]),
    }
    let made = made?;
    Ok(LiveCodeView {
        code: made.code.shown(),
        expires_at: made.expires_at,
        server_time: call.services().clock.now(),
        link: call.link(id),
    })
}
