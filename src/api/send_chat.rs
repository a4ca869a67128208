//! The outbox's way while the socket is away.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::{
    chat::ChatMessage,
    ids::{LocalRef, SessionId},
};

/// Stores a message and shows it to everyone; the answer is the receipt. Sent twice with the same
/// `local_ref`, it is stored once.
///
/// # Errors
/// `not_joined`, `not_allowed`, `chat_empty`, `chat_too_long`, `too_fast`, `session_ended`, `unavailable`.
#[server(endpoint = "send_chat")]
pub async fn send_chat(
    id: SessionId,
    local_ref: LocalRef,
    body: String,
) -> Result<ChatMessage, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    Ok(call
        .services()
        .send_chat(id, call.ticket(id).as_ref(), local_ref, body)
        .await?)
}
