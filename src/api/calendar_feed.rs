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
    use crate::{
        protocol::server_message::ErrorMessage,
        server::http::{Call, Limited},
    };

    let call = Call::current()?;
    call.count(Limited::Create)?;
    let asker = call.signed_in().await?;
    let secret = call
        .services()
        .renew_calendar_feed(&asker.account)
        .await
        .map_err(ErrorMessage::from)?;
    Ok(call.calendar_link(&secret))
}
