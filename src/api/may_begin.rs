//! Whether whoever asks may begin a session.

use leptos::prelude::*;

use super::error::ApiError;

/// Whether the asker may begin a session: anybody, or only those who are signed in, as an admin wants it.
///
/// # Errors
/// `too_fast`, `unavailable`.
#[server(endpoint = "may_begin")]
pub async fn may_begin() -> Result<bool, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let account = call.account().await?;
    let may = call.services().may_begin(account.as_ref()).await;
    Ok(may?)
}
