//! A chat as a text that its people keep.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{chat::ExportFormat, ids::SessionId};

/// The whole chat of session `id`, for whoever belongs to it. The same text comes as a file from
/// [`Route::ChatFile`](crate::protocol::route::Route::ChatFile).
///
/// # Errors
/// `not_signed_in`, `session_not_found` also for those who do not belong to it, `too_fast`, `unavailable`.
#[server(endpoint = "export_chat")]
pub async fn export_chat(id: SessionId, format: ExportFormat) -> Result<String, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    Ok(call
        .services()
        .export_chat(&asker.account, id, format)
        .await?)
}
