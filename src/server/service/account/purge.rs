//! Deletes logins, invitations, links for a new password, and tokens that are over (the table in migrations/README.md).

use super::super::{ServiceError, Services};

impl Services {
    /// Deletes what is over and opens nothing any more. Gives how many rows.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn purge_accounts(&self) -> Result<u64, ServiceError> {
        let now = self.clock.now();
        let mut write = self.storage.begin().await?;
        let deleted = write.delete_expired_logins(now).await?
            + write.delete_expired_invitations(now).await?
            + write.delete_expired_password_resets(now).await?
            + write.delete_expired_tokens(now).await?;
        write.commit().await?;
        Ok(deleted)
    }
}
