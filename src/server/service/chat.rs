//! Older pages of a chat, and the outbox's way into it while the socket is away.

use super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        chat::ChatMessage,
        ids::{LocalRef, SessionId},
        limits,
    },
    server::secret::Ticket,
};

impl Services {
    /// The newest page of messages before number `before`, oldest first, and whether there are older ones. For
    /// those with a ticket, and for those whose account belongs to the session, also after its end.
    ///
    /// # Errors
    /// `session_not_found`, `not_joined`, `unavailable`.
    pub async fn chat_history(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        before: Option<u64>,
    ) -> Result<(Vec<ChatMessage>, bool), ServiceError> {
        let belongs = match account {
            Some(account) => self.storage.belongs_to_session(id, account.id).await?,
            None => false,
        };
        if !belongs {
            self.authenticate(id, ticket).await?;
        }
        let messages = self
            .storage
            .list_chat_before(id, before, limits::CHAT_PAGE)
            .await?;
        // Numbers have no gap and begin with 1, so the first tells whether there is one before it.
        let more = messages.first().is_some_and(|first| first.seq > 1);
        Ok((messages, more))
    }

    /// Stores a message and shows it to everybody in the room.
    ///
    /// # Errors
    /// `session_not_found`, `session_ended`, `not_joined`, `not_allowed`, `chat_empty`, `chat_too_long`,
    /// `too_fast`, `unavailable`.
    pub async fn send_chat(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
        local_ref: LocalRef,
        body: String,
    ) -> Result<ChatMessage, ServiceError> {
        let author = self.authenticate_live(id, ticket).await?;
        Ok(self.rooms.write(author, local_ref, body).await?)
    }
}
