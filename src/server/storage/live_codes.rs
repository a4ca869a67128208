//! The table `live_codes`: what is known of the codes that lead to sessions.

use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{clock::Timestamp, ids::SessionId};

impl Storage {
    /// The live session that the code with this hash leads to at `now`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_session_by_code(
        &self,
        code_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<SessionId>, StorageError> {
        let id: Option<Uuid> = sqlx::query_scalar(
            "SELECT c.session_id FROM live_codes c JOIN sessions s ON s.id = c.session_id \
             WHERE c.code_hash = $1 AND c.expires_at > $2 AND s.live_since IS NOT NULL AND s.ended_at IS NULL",
        )
        .bind(code_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?;
        Ok(id.map(SessionId::from_uuid))
    }

    /// Until when session `id` has a code, at `now`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_code_end(
        &self,
        id: SessionId,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StorageError> {
        let expires_at: Option<i64> = sqlx::query_scalar(
            "SELECT expires_at FROM live_codes WHERE session_id = $1 AND expires_at > $2",
        )
        .bind(id.as_uuid())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?;
        Ok(expires_at.map(Timestamp::from_micros))
    }
}

impl Write {
    /// Gives session `id` a code in the place of the one that it had. False when another session has the same
    /// one; then `id` has none, and another is to be drawn.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_live_code(
        &mut self,
        id: SessionId,
        code_hash: [u8; 32],
        created_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<bool, StorageError> {
        self.delete_live_code(id).await?;
        let inserted = sqlx::query(
            "INSERT INTO live_codes (session_id, code_hash, created_at, expires_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (code_hash) DO NOTHING",
        )
        .bind(id.as_uuid())
        .bind(code_hash.as_slice())
        .bind(created_at.as_micros())
        .bind(expires_at.as_micros())
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        Ok(inserted == 1)
    }

    /// Takes away the code of session `id`, when it has one.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_live_code(&mut self, id: SessionId) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM live_codes WHERE session_id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Deletes the codes whose time is over at `now`. Gives how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_expired_codes(&mut self, now: Timestamp) -> Result<u64, StorageError> {
        Ok(sqlx::query("DELETE FROM live_codes WHERE expires_at <= $1")
            .bind(now.as_micros())
            .execute(&mut *self.transaction)
            .await?
            .rows_affected())
    }
}
