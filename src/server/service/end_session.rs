//! Ends a session for everyone.

use super::{ServiceError, Services};
use crate::{
    domain::{
        ids::SessionId,
        session::{EndReason, Session},
    },
    server::secret::Ticket,
};

/// Sessions ended after one query.
const PAGE: u32 = 500;

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
        let session = self.authenticate_host(id, ticket).await?;
        self.finish(session, EndReason::EndedByHost).await
    }

    /// The server stops: ends all live sessions, when the operator wants that.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn end_on_stop(&self) -> Result<(), ServiceError> {
        if !self.lifetimes.end_on_stop {
            return Ok(());
        }
        loop {
            let records = self.storage.list_live_sessions(None, PAGE).await?;
            if records.is_empty() {
                return Ok(());
            }
            for record in records {
                match self.finish(record.session, EndReason::ServerShutdown).await {
                    // Somebody was quicker.
                    Ok(()) | Err(ServiceError::SessionEnded) => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }

    /// Stores the end and tells the room, and the pages of whoever belongs to it. What repeats goes on.
    pub(super) async fn finish(
        &self,
        session: Session,
        reason: EndReason,
    ) -> Result<(), ServiceError> {
        let id = session.id;
        let now = self.clock.now();
        let ended = session
            .end(now, reason)
            .map_err(|_| ServiceError::SessionEnded)?;
        let mut write = self.storage.begin().await?;
        // Somebody else may have ended it since it was read.
        if !write.end_session(id, now, reason).await? {
            return Err(ServiceError::SessionEnded);
        }
        let mut told = self.ensure_next(&mut write, &ended).await?;
        told.extend(write.list_accounts_in(id).await?);
        write.commit().await?;
        self.rooms.end(id, reason).await;
        self.changes.poke(told);
        tracing::info!(?reason, "a session ended");
        Ok(())
    }
}
