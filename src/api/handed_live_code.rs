//! The live code that was made just now, for the page that shows it.

use leptos::prelude::*;

use super::{error::ApiError, start_live::LiveCodeView};
use crate::domain::ids::SessionId;

/// The live code of session `id` that a plain form has made just now; none otherwise. It is shown this once.
///
/// # Errors
/// `not_signed_in`, `session_not_found`, `unavailable`.
#[server(endpoint = "handed_live_code")]
pub async fn handed_live_code(id: SessionId) -> Result<Option<LiveCodeView>, ApiError> {
    use crate::{
        domain::access_code::AccessCode,
        server::http::{Call, Handed, Limited},
    };

    let call = Call::current()?;
    let code = call
        .take_handed(Handed::LiveCode(id))
        .and_then(|code| AccessCode::parse(&code));
    let Some(code) = code else {
        return Ok(None);
    };
    let asker = call.signed_in(Limited::Ask).await?;
    let story = call.services().session_story(&asker.account, id).await?;
    Ok(story.code_ends_at.map(|expires_at| LiveCodeView {
        code: code.shown(),
        expires_at,
        server_time: call.services().clock.now(),
        link: call.link(id),
    }))
}
