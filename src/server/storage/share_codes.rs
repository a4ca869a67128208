//! The table `share_codes`: what is known of the codes of shared sessions. A session that has one is a shared one.

use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{clock::Timestamp, ids::SessionId};

impl Storage {
    /// The live session that the share code with this hash leads to.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_session_by_share_code(
        &self,
        code_hash: [u8; 32],
    ) -> Result<Option<SessionId>, StorageError> {
        let id: Option<Uuid> = sqlx::query_scalar(
            "SELECT c.session_id FROM share_codes c JOIN sessions s ON s.id = c.session_id \
             WHERE c.code_hash = $1 AND s.live_since IS NOT NULL AND s.ended_at IS NULL",
        )
        .bind(code_hash.as_slice())
        .fetch_optional(&self.readers)
        .await?;
        Ok(id.map(SessionId::from_uuid))
    }
}

impl Write {
    /// Gives session `id` its share code. False when another session has the same one, and another is to be drawn.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_share_code(
        &mut self,
        id: SessionId,
        code_hash: [u8; 32],
        created_at: Timestamp,
    ) -> Result<bool, StorageError> {
        let inserted = sqlx::query(
            "INSERT INTO share_codes (session_id, code_hash, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (code_hash) DO NOTHING",
        )
        .bind(id.as_uuid())
        .bind(code_hash.as_slice())
        .bind(created_at.as_micros())
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        Ok(inserted == 1)
    }

    /// Takes away the share code of session `id`, when it has one.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_share_code(&mut self, id: SessionId) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM share_codes WHERE session_id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
