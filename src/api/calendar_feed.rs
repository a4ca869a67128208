//! The secret address under which somebody's calendar program reads their appointments.

use leptos::prelude::*;

use super::error::ApiError;

/// Puts the asker's calendar under a new address and gives it; the one before shows nothing any more. It is shown
/// once: the server keeps only a hash of it.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "calendar_feed")]
pub async fn calendar_feed() -> Result<String, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Create).await?;
    let secret = call.services().renew_calendar_feed(&asker.account).await?;
    Ok(call.calendar_link(&secret))
}
