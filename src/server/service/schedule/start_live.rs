//! Begins a session that was arranged, and gives it a code that people can read to each other.

use super::super::{ServiceError, Services};
use crate::{
    domain::{access_code::AccessCode, account::Account, clock::Timestamp, ids::SessionId, limits},
    server::secret::draw_code,
};

/// Codes drawn before it is given up; two that are the same are as good as impossible.
const TRIES: usize = 8;

/// A code and its end. It is shown once: the database has only its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveCode {
    /// The code.
    pub code: AccessCode,
    /// Until when it opens the session.
    pub expires_at: Timestamp,
}

impl Services {
    /// Begins the session `id` when it has not begun, and gives it a new code; the one before opens nothing from
    /// then on. Anybody of the appointment may.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `session_ended`, `unavailable`.
    pub async fn start_live(
        &self,
        account: &Account,
        id: SessionId,
    ) -> Result<LiveCode, ServiceError> {
        let members = self.authorize_member(account, id).await?;
        let now = self.clock.now();
        let mut told: Vec<_> = members.into_iter().map(|(id, _)| id).collect();
        let mut write = self.storage.begin().await?;
        let record = write
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        let begins = record.session.is_scheduled();
        if begins {
            let live = record
                .session
                .start(now)
                .map_err(|_| ServiceError::SessionEnded)?;
            if !write.start_session(id, now).await? {
                return Err(ServiceError::SessionEnded);
            }
            self.note_attended(&mut write, &live).await?;
            told.extend(self.ensure_next(&mut write, &live).await?);
        } else if !record.session.is_live() {
            return Err(ServiceError::SessionEnded);
        }
        let expires_at = now.plus(limits::LIVE_CODE_LIFE);
        for _ in 0..TRIES {
            let code = draw_code(&self.randomness);
            let hash = self.key.hash_code(&code).0;
            if write.put_live_code(id, hash, now, expires_at).await? {
                write.commit().await?;
                self.changes.poke(told);
                tracing::info!(begins, "a session has a new code");
                return Ok(LiveCode { code, expires_at });
            }
        }
        Err(ServiceError::Unavailable)
    }
}
