//! Finds the session that somebody typed or pasted.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::{domain::ids::SessionId, protocol::route::Route};

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundSession {
    /// The session.
    pub id: SessionId,
    /// The code of a link that gives a part, or of a shared session; empty without one.
    pub code: String,
    /// Whether it is a shared session, which has a page of its own.
    pub shared: bool,
}

impl FoundSession {
    /// The way in.
    pub fn path(&self) -> String {
        let page = if self.shared {
            Route::SharedSession
        } else {
            Route::Join(self.id)
        };
        page.with(&[("code", &self.code)])
    }
}

/// The session that `input` (a link, an id, a live code, or a sentence with one of them in it) leads to, and the part
/// in it that a link gives.
///
/// # Errors
/// `session_not_found` for everything that opens no session, whatever the reason; `too_fast` after too many
/// wrong tries from one address. After too many from everywhere, a right code makes its session one with a lobby.
#[server(endpoint = "find_session")]
pub async fn find_session(input: String) -> Result<FoundSession, ApiError> {
    use crate::{protocol::error_code::ErrorCode, server::http::Call};

    let call = Call::current()?;
    let question = call.services().find_session(&input);
    let found = call.guess(ErrorCode::SessionNotFound, question).await?;
    let found = FoundSession {
        id: found.id,
        code: match (&found.share_code, &found.role_code) {
            (Some(code), _) => code.as_str().to_owned(),
            (None, Some(code)) => code.as_str().to_owned(),
            (None, None) => String::new(),
        },
        shared: found.share_code.is_some(),
    };
    call.lead_form(&found.path());
    Ok(found)
}
