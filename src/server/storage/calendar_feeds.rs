//! The table `calendar_feeds`: the secret addresses under which calendar programs read.

use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{clock::Timestamp, ids::AccountId};

impl Storage {
    /// Whose calendar stands under the address with this hash; nobody's when they may not sign in.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_account_by_feed(
        &self,
        secret_hash: [u8; 32],
    ) -> Result<Option<AccountId>, StorageError> {
        let id: Option<Uuid> = sqlx::query_scalar(
            "SELECT a.id FROM calendar_feeds f JOIN accounts a ON a.id = f.account_id \
             WHERE f.secret_hash = $1 AND a.disabled_at IS NULL",
        )
        .bind(secret_hash.as_slice())
        .fetch_optional(&self.readers)
        .await?;
        Ok(id.map(AccountId::from_uuid))
    }
}

impl Write {
    /// Puts somebody's calendar under an address, in the place of the one before.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_calendar_feed(
        &mut self,
        id: AccountId,
        secret_hash: [u8; 32],
        created_at: Timestamp,
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO calendar_feeds (account_id, secret_hash, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (account_id) DO UPDATE \
             SET secret_hash = excluded.secret_hash, created_at = excluded.created_at",
        )
        .bind(id.as_uuid())
        .bind(secret_hash.as_slice())
        .bind(created_at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
