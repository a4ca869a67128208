//! Older pages of a chat, and the outbox's way into it while the socket is away.

use super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        chat::{ChatMessage, first_shown},
        ids::{AccountId, LocalRef, SessionId},
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
        let first = match account {
            Some(account) if belongs => self.first_message_of(id, account.id).await?,
            _ => self.authenticate(id, ticket).await?.first_message(),
        };
        self.page_of_chat(id, before, first).await
    }

    /// The newest page of messages of session `id` before number `before`, none of them before `first`, and whether
    /// there are older ones.
    pub(super) async fn page_of_chat(
        &self,
        id: SessionId,
        before: Option<u64>,
        first: u64,
    ) -> Result<(Vec<ChatMessage>, bool), ServiceError> {
        let mut messages = self
            .storage
            .list_chat_before(id, before, limits::CHAT_PAGE)
            .await?;
        messages.retain(|message| message.seq >= first);
        // Numbers have no gap, so the first tells whether there is one before it.
        let more = messages.first().is_some_and(|message| message.seq > first);
        Ok((messages, more))
    }

    /// The number of the first message that `account`, who belongs to session `id`, is shown: who was inside, from
    /// when they came; who was not, as if they came now.
    pub(super) async fn first_message_of(
        &self,
        id: SessionId,
        account: AccountId,
    ) -> Result<u64, ServiceError> {
        if let Some(read) = self
            .storage
            .find_participant_by_account(id, account)
            .await?
            && let participant = self.as_decided(read).await
            && participant.reads_from.is_some()
        {
            return Ok(participant.first_message());
        }
        let session = self.storage.find_session(id).await?;
        let history = session.and_then(|record| record.session.policy.history);
        let newest = self.storage.list_chat_before(id, None, 1).await?;
        let newest = newest.last().map_or(0, |message| message.seq);
        Ok(first_shown(history, newest))
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
