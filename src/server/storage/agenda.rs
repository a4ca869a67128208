//! Sessions by their time: those of one person, who has an appointment for them or joined them, and those of all.

use super::{
    Storage, StorageError,
    session_row::{SessionRecord, records, select_sessions},
};
use crate::domain::{clock::Timestamp, ids::AccountId};

impl Storage {
    /// At most `limit` live sessions of account `id`, the one that began last first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_live_of(
        &self,
        id: AccountId,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.live_since IS NOT NULL AND s.ended_at IS NULL AND s.id IN \
                 (SELECT session_id FROM session_members WHERE account_id = $1 \
                  UNION SELECT session_id FROM participants WHERE account_id = $1 AND waiting_since IS NULL) \
             ORDER BY s.live_since DESC, s.id LIMIT $2"
        ))
        .bind(id.as_uuid())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// How many live sessions account `id` has made.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn count_live_made_by(&self, id: AccountId) -> Result<u32, StorageError> {
        Ok(sqlx::query_scalar(
            "SELECT COUNT(*) FROM sessions s JOIN participants p ON p.id = s.host_id \
             WHERE p.account_id = $1 AND s.live_since IS NOT NULL AND s.ended_at IS NULL",
        )
        .bind(id.as_uuid())
        .fetch_one(&self.readers)
        .await?)
    }

    /// At most `limit` live sessions of all, the one that began last first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_live(&self, limit: u32) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.live_since IS NOT NULL AND s.ended_at IS NULL ORDER BY s.live_since DESC, s.id LIMIT $1"
        ))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` appointments of all that nobody has begun yet, the next one first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_scheduled(&self, limit: u32) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.live_since IS NULL AND s.cancelled_at IS NULL AND s.missed_at IS NULL \
             ORDER BY s.starts_at, s.id LIMIT $1"
        ))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` appointments of account `id` that nobody has begun yet, the next one first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_scheduled_of(
        &self,
        id: AccountId,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.live_since IS NULL AND s.cancelled_at IS NULL AND s.missed_at IS NULL \
             AND s.id IN (SELECT session_id FROM session_members WHERE account_id = $1) \
             ORDER BY s.starts_at, s.id LIMIT $2"
        ))
        .bind(id.as_uuid())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` sessions of account `id` after which their series paused, the first one first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_paused_of(
        &self,
        id: AccountId,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "JOIN series r ON r.id = s.series_id \
             WHERE r.paused_at IS NOT NULL AND r.ended_at IS NULL AND NOT EXISTS \
                 (SELECT 1 FROM sessions n WHERE n.series_id = s.series_id AND n.occurrence > s.occurrence) \
             AND s.id IN (SELECT session_id FROM session_members WHERE account_id = $1) \
             ORDER BY s.starts_at, s.id LIMIT $2"
        ))
        .bind(id.as_uuid())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` sessions of account `id` that were over before `before`, whether they ended, were missed
    /// or were called off; the last one first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_past_of(
        &self,
        id: AccountId,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE COALESCE(s.ended_at, s.missed_at, s.cancelled_at) < $2 AND s.id IN \
                 (SELECT session_id FROM session_members WHERE account_id = $1 \
                  UNION SELECT session_id FROM participants WHERE account_id = $1 AND waiting_since IS NULL) \
             ORDER BY COALESCE(s.ended_at, s.missed_at, s.cancelled_at) DESC, s.id LIMIT $3"
        ))
        .bind(id.as_uuid())
        .bind(before.as_micros())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` sessions with a plan of account `id`, in whatever state, by their time, from `since` on.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_planned_of(
        &self,
        id: AccountId,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.starts_at >= $2 AND s.id IN (SELECT session_id FROM session_members WHERE account_id = $1) \
             ORDER BY s.starts_at, s.id LIMIT $3"
        ))
        .bind(id.as_uuid())
        .bind(since.as_micros())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }
}
