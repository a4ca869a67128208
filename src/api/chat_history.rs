//! Older pages of a session's chat.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{chat::ChatMessage, ids::SessionId};

/// A page of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatPage {
    /// Oldest first.
    pub messages: Vec<ChatMessage>,
    /// Whether there are older ones.
    pub more: bool,
}

/// The messages before `before` (exclusive), the newest page without it; for those with a ticket or
/// whose account belongs to the session, also after its end.
///
/// # Errors
/// `not_joined`, `session_not_found`, `unavailable`.
#[server(endpoint = "chat_history")]
pub async fn chat_history(id: SessionId, before: Option<u64>) -> Result<ChatPage, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let account = call.account().await?;
    let (messages, more) = call
        .services()
        .chat_history(id, call.ticket(id).as_ref(), account.as_ref(), before)
        .await?;
    Ok(ChatPage { messages, more })
}
