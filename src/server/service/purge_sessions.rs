//! Deletes what is past its time (the table in migrations/README.md).

use super::{ServiceError, Services};

/// Sessions deleted in one transaction, so that the writer is never held for long.
const BATCH: u32 = 50;

impl Services {
    /// Deletes every session that ended longer ago than the retention, with all that belongs to it. Gives how
    /// many.
    ///
    /// # Errors
    /// `unavailable` when the database cannot be used.
    pub async fn purge_sessions(&self) -> Result<u64, ServiceError> {
        let before = self.clock.now().minus(self.lifetimes.retention);
        let mut deleted = 0;
        loop {
            let mut write = self.storage.begin().await?;
            let batch = write.delete_ended_sessions(before, BATCH).await?;
            write.commit().await?;
            deleted += batch;
            if batch < u64::from(BATCH) {
                return Ok(deleted);
            }
        }
    }
}
