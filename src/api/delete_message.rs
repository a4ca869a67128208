//! Takes back what somebody wrote.

use leptos::prelude::*;

use super::error::ApiError;
use crate::domain::ids::{MessageId, SessionId};

/// Takes back the asker's own message `message` of session `id`: its place stays, its text is gone, and the room
/// sees it at once.
///
/// # Errors
/// `session_not_found`, `not_joined`, `message_not_found`, `too_fast`, `unavailable`.
#[server(endpoint = "delete_message")]
pub async fn delete_message(id: SessionId, message: MessageId) -> Result<(), ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let account = call.account().await?;
    call.services()
        .delete_message(id, call.ticket(id).as_ref(), account.as_ref(), message)
        .await?;
    Ok(())
}
