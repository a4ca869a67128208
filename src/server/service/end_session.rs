//! Ends a session for everyone.

use super::{ServiceError, Services};
use crate::{
    domain::{
        ids::SessionId,
        session::{EndReason, Session},
    },
    server::secret::Ticket,
};

impl Services {
    /// Ends session `id`, when the ticket's role lets it.
    ///
    /// # Errors
    /// `session_not_found`, `session_ended`, `not_joined`, `not_allowed`, `unavailable`.
    pub async fn end_session(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<(), ServiceError> {
        let participant = self.authenticate(id, ticket).await?;
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        if !record.session.policy.grants(participant.role).moderate {
            return Err(ServiceError::NotAllowed);
        }
        self.finish(record.session, EndReason::EndedByHost).await
    }

    /// Stores the end and tells the room.
    pub(super) async fn finish(
        &self,
        session: Session,
        reason: EndReason,
    ) -> Result<(), ServiceError> {
        let id = session.id;
        let now = self.clock.now();
        session
            .end(now, reason)
            .map_err(|_| ServiceError::SessionEnded)?;
        let mut write = self.storage.begin().await?;
        // Somebody else may have ended it since it was read.
        if !write.end_session(id, now, reason).await? {
            return Err(ServiceError::SessionEnded);
        }
        write.commit().await?;
        self.rooms.end(id, reason).await;
        tracing::info!(?reason, "a session ended");
        Ok(())
    }
}
