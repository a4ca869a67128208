//! The table `password_resets`. Whoever uses a link takes its row away, and a new link takes the place of the one before.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Storage, StorageError, Write, accounts};
use crate::domain::{
    account::Account, clock::Timestamp, ids::AccountId, password_reset::PasswordReset,
};

#[derive(FromRow)]
struct Row {
    account_id: Uuid,
    reset_created_at: i64,
    expires_at: i64,
}

#[derive(FromRow)]
struct RowOfAccount {
    #[sqlx(flatten)]
    reset: Row,
    #[sqlx(flatten)]
    account: accounts::Row,
}

impl From<Row> for PasswordReset {
    fn from(row: Row) -> Self {
        Self {
            account_id: AccountId::from_uuid(row.account_id),
            created_at: Timestamp::from_micros(row.reset_created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}

impl Storage {
    /// The link that the secret with this hash proves at `now`, and whose password it changes; none of an account
    /// that is disabled.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_password_reset(
        &self,
        secret_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<(PasswordReset, Account)>, StorageError> {
        sqlx::query_as::<_, RowOfAccount>(
            "SELECT r.account_id, r.created_at AS reset_created_at, r.expires_at, \
                    a.id, a.email, a.name, a.role, a.time_zone, a.language, a.created_at, a.disabled_at \
             FROM password_resets r JOIN accounts a ON a.id = r.account_id \
             WHERE r.secret_hash = $1 AND r.expires_at > $2 AND a.disabled_at IS NULL",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?
        .map(|row| Ok((row.reset.into(), row.account.try_into()?)))
        .transpose()
    }
}

impl Write {
    /// Stores a link with the hash of its secret, in the place of the one that its account had.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_password_reset(
        &mut self,
        reset: &PasswordReset,
        secret_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO password_resets (account_id, secret_hash, created_at, expires_at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (account_id) DO UPDATE SET \
                 secret_hash = excluded.secret_hash, created_at = excluded.created_at, \
                 expires_at = excluded.expires_at",
        )
        .bind(reset.account_id.as_uuid())
        .bind(secret_hash.as_slice())
        .bind(reset.created_at.as_micros())
        .bind(reset.expires_at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Takes the link that the secret with this hash proves at `now` out of the table.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn take_password_reset(
        &mut self,
        secret_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<PasswordReset>, StorageError> {
        Ok(sqlx::query_as::<_, Row>(
            "DELETE FROM password_resets WHERE secret_hash = $1 AND expires_at > $2 \
             RETURNING account_id, created_at AS reset_created_at, expires_at",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(PasswordReset::from))
    }

    /// Ends the link of account `id`, if it has one.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_password_reset(&mut self, id: AccountId) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM password_resets WHERE account_id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Deletes links that are over. Gives how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_expired_password_resets(
        &mut self,
        now: Timestamp,
    ) -> Result<u64, StorageError> {
        Ok(
            sqlx::query("DELETE FROM password_resets WHERE expires_at <= $1")
                .bind(now.as_micros())
                .execute(&mut *self.transaction)
                .await?
                .rows_affected(),
        )
    }
}
