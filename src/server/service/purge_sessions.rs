//! Deletes what is past its time (the table in migrations/README.md).

use super::{ServiceError, Services};

/// Sessions deleted in one transaction, so that the writer is never held for long.
const BATCH: u32 = 50;

impl Services {
    /// Deletes every session that was over longer ago than the retention, with all that belongs to it, and codes
    /// and series that are of no more use. Gives how many sessions.
    ///
    /// # Errors
    /// `unavailable` when the database cannot be used.
    pub async fn purge_sessions(&self) -> Result<u64, ServiceError> {
        let now = self.clock.now();
        let before = now.minus(self.retention().await?);
        let mut deleted = 0;
        loop {
            let mut write = self.storage.begin().await?;
            let batch = write.delete_ended_sessions(before, BATCH).await?;
            deleted += batch;
            let was_last = batch < u64::from(BATCH);
            if was_last {
                write.delete_expired_codes(now).await?;
                write.delete_empty_series().await?;
            }
            write.commit().await?;
            if was_last {
                return Ok(deleted);
            }
        }
    }
}
