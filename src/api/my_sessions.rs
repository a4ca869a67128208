//! The sessions of whoever is signed in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{error::ApiError, session_view::SessionCard};
use crate::domain::clock::Timestamp;

/// Somebody's sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MySessionsView {
    /// Going on, the one that began last first.
    pub live: Vec<SessionCard>,
    /// Nobody has begun them yet; the next one first.
    pub upcoming: Vec<SessionCard>,
    /// The last of what repeated, until nobody came for weeks.
    pub paused: Vec<SessionCard>,
    /// Over, missed or called off; the last one first.
    pub past: Vec<SessionCard>,
    /// Whether there are older ones than the last of `past`.
    pub more_past: bool,
    /// The server's clock as it answers, so that the page can correct its own.
    pub server_time: Timestamp,
}

/// The asker's sessions; of the past ones those that were over before `before`, or the last ones without it.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "my_sessions")]
pub async fn my_sessions(before: Option<Timestamp>) -> Result<MySessionsView, ApiError> {
    use crate::server::{
        http::{Call, Limited},
        service::ListedSession,
    };

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let found = call.services().my_sessions(&asker.account, before).await?;
    let card = |listed: ListedSession| {
        SessionCard::new(listed.record.session, listed.others, listed.invited)
    };
    let cards = |sessions: Vec<ListedSession>| sessions.into_iter().map(card).collect();
    Ok(MySessionsView {
        live: cards(found.live),
        upcoming: cards(found.upcoming),
        paused: cards(found.paused),
        past: cards(found.past),
        more_past: found.more_past,
        server_time: call.services().clock.now(),
    })
}
