//! Finds the session that somebody typed or pasted.

use super::{CodeBudget, ServiceError, Services};
use crate::domain::{
    access_code::AccessCode, clock::Timestamp, ids::SessionId, locator::Locator,
    share_code::ShareCode,
};

/// What somebody typed leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The session.
    pub id: SessionId,
    /// The code in a link that gives a part.
    pub role_code: Option<AccessCode>,
    /// The code of a shared session, which has a page of its own.
    pub share_code: Option<ShareCode>,
}

impl Services {
    /// The session that `input` leads to: a link or an id of one that is live or is to be, a code of one that is
    /// live, a link that gives a part in one that is live, or a sentence with one of them in it; the code of a shared
    /// session, alone or in its link.
    ///
    /// # Errors
    /// `session_not_found` for everything that opens no session, whatever the reason; `unavailable`.
    pub async fn find_session(&self, input: &str) -> Result<Found, ServiceError> {
        let (id, role_code) = match Locator::read(input) {
            Some(Locator::Session(id)) => (id, None),
            Some(Locator::RoleLink(id, code)) => {
                self.role_of_code(id, code.as_str()).await?;
                (id, Some(code))
            }
            // The code of a session that is not live opens nothing.
            Some(Locator::LiveCode(code)) => {
                let id = self.find_session_by_code(&code).await?;
                return Ok(Found {
                    id,
                    role_code: None,
                    share_code: None,
                });
            }
            Some(Locator::ShareCode(code)) => {
                let (code, room) = self.find_shared_session(code.as_str()).await?;
                return Ok(Found {
                    id: room.session.id,
                    role_code: None,
                    share_code: Some(code),
                });
            }
            None => return Err(ServiceError::SessionNotFound),
        };
        match self.storage.find_session(id).await? {
            Some(record) if record.session.is_live() || record.session.is_scheduled() => {
                Ok(Found {
                    id,
                    role_code,
                    share_code: None,
                })
            }
            _ => Err(ServiceError::SessionNotFound),
        }
    }

    /// Whether session `id` is live.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn is_live(&self, id: SessionId) -> Result<bool, ServiceError> {
        let record = self.storage.find_session(id).await?;
        Ok(record.is_some_and(|record| record.session.is_live()))
    }

    /// The session that the live code in `typed` opens, and until when.
    ///
    /// # Errors
    /// `session_not_found` for everything that is no code or opens no session, whatever the reason;
    /// `unavailable`.
    pub async fn find_live_code(
        &self,
        typed: &str,
    ) -> Result<(SessionId, Timestamp), ServiceError> {
        let code = AccessCode::find(typed).ok_or(ServiceError::SessionNotFound)?;
        let id = self.find_session_by_code(&code).await?;
        let ends_at = self.storage.find_code_end(id, self.clock.now()).await?;
        Ok((id, ends_at.ok_or(ServiceError::SessionNotFound)?))
    }

    /// When too many wrong codes were tried by anybody, a right one may have been guessed. It leads to its session
    /// all the same, but to its lobby: from then on a host lets in whoever is new.
    async fn find_session_by_code(&self, code: &AccessCode) -> Result<SessionId, ServiceError> {
        let now = self.clock.now();
        let trusted = self.code_budget.take(now);
        let id = self
            .storage
            .find_session_by_code(self.key.hash_code(code).0, now)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        self.settle_code(&self.code_budget, id, trusted).await?;
        Ok(id)
    }

    /// What follows when a code of session `id` was right: one that was `trusted` gave nothing away, so its try goes
    /// back to the `budget`, and another opens the lobby.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn settle_code(
        &self,
        budget: &CodeBudget,
        id: SessionId,
        trusted: bool,
    ) -> Result<(), ServiceError> {
        if trusted {
            budget.give_back();
        } else {
            self.rooms.open_lobby(id).await?;
            tracing::info!("a code was typed while many were guessed; its session has a lobby now");
        }
        Ok(())
    }
}
