//! Every session that is not over, for an admin.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{error::ApiError, session_view::SessionCard};
use crate::domain::clock::Timestamp;

/// The sessions of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenSessionsView {
    /// Going on, the one that began last first.
    pub live: Vec<SessionCard>,
    /// Nobody has begun them yet; the next one first.
    pub upcoming: Vec<SessionCard>,
    /// The server's clock as it answers.
    pub server_time: Timestamp,
}

/// Every session that is not over, for an admin.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `too_fast`, `unavailable`.
#[server(endpoint = "open_sessions")]
pub async fn open_sessions() -> Result<OpenSessionsView, ApiError> {
    use crate::server::{
        http::{Call, Limited},
        service::ListedSession,
    };

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let open = call.services().open_sessions(&asker.account).await?;
    let card = |listed: ListedSession| {
        SessionCard::new(listed.record.session, listed.others, listed.invited)
    };
    Ok(OpenSessionsView {
        live: open.live.into_iter().map(card).collect(),
        upcoming: open.upcoming.into_iter().map(card).collect(),
        server_time: call.services().clock.now(),
    })
}
