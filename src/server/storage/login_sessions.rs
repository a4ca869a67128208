//! The table `login_sessions`: where somebody is signed in.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Storage, StorageError, Write, accounts};
use crate::domain::{
    account::Account,
    clock::Timestamp,
    ids::{AccountId, LoginId},
    login::{Device, Login},
};

#[derive(FromRow)]
struct Row {
    login_id: Uuid,
    account_id: Uuid,
    browser: String,
    system: String,
    login_created_at: i64,
    last_used_at: i64,
    expires_at: i64,
}

#[derive(FromRow)]
struct RowOfAccount {
    #[sqlx(flatten)]
    login: Row,
    #[sqlx(flatten)]
    account: accounts::Row,
}

impl From<Row> for Login {
    fn from(row: Row) -> Self {
        Self {
            id: LoginId::from_uuid(row.login_id),
            account_id: AccountId::from_uuid(row.account_id),
            device: Device {
                browser: row.browser,
                system: row.system,
            },
            created_at: Timestamp::from_micros(row.login_created_at),
            last_used_at: Timestamp::from_micros(row.last_used_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        }
    }
}

impl Storage {
    /// The login that the secret with this hash proves at `now`, and whose it is; none of an account that is
    /// disabled.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_login(
        &self,
        secret_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<(Login, Account)>, StorageError> {
        sqlx::query_as::<_, RowOfAccount>(
            "SELECT l.id AS login_id, l.account_id, l.browser, l.system, l.created_at AS login_created_at, \
                    l.last_used_at, l.expires_at, \
                    a.id, a.email, a.name, a.role, a.time_zone, a.language, a.created_at, a.disabled_at \
             FROM login_sessions l JOIN accounts a ON a.id = l.account_id \
             WHERE l.secret_hash = $1 AND l.expires_at > $2 AND a.disabled_at IS NULL",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?
        .map(|row| Ok((row.login.into(), row.account.try_into()?)))
        .transpose()
    }

    /// Where somebody is signed in at `now`, the last used first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_logins(
        &self,
        account_id: AccountId,
        now: Timestamp,
    ) -> Result<Vec<Login>, StorageError> {
        Ok(sqlx::query_as::<_, Row>(
            "SELECT id AS login_id, account_id, browser, system, created_at AS login_created_at, last_used_at, \
                    expires_at \
             FROM login_sessions WHERE account_id = $1 AND expires_at > $2 ORDER BY last_used_at DESC, id DESC",
        )
        .bind(account_id.as_uuid())
        .bind(now.as_micros())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(Login::from)
        .collect())
    }
}

impl Write {
    /// Adds a login with the hash of its secret.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_login(
        &mut self,
        login: &Login,
        secret_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO login_sessions \
             (id, account_id, secret_hash, browser, system, created_at, last_used_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(login.id.as_uuid())
        .bind(login.account_id.as_uuid())
        .bind(secret_hash.as_slice())
        .bind(&login.device.browser)
        .bind(&login.device.system)
        .bind(login.created_at.as_micros())
        .bind(login.last_used_at.as_micros())
        .bind(login.expires_at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Notes a use of a login. One that has ended meanwhile stays ended.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn note_login_use(&mut self, login: &Login) -> Result<(), StorageError> {
        sqlx::query("UPDATE login_sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1")
            .bind(login.id.as_uuid())
            .bind(login.last_used_at.as_micros())
            .bind(login.expires_at.as_micros())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Ends a login of `account_id`. False when it has none with this id.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_login(
        &mut self,
        account_id: AccountId,
        id: LoginId,
    ) -> Result<bool, StorageError> {
        let deleted = sqlx::query("DELETE FROM login_sessions WHERE id = $1 AND account_id = $2")
            .bind(id.as_uuid())
            .bind(account_id.as_uuid())
            .execute(&mut *self.transaction)
            .await?
            .rows_affected();
        Ok(deleted == 1)
    }

    /// Ends the login that the secret with this hash proves, whoever's it is.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_login_by_secret(
        &mut self,
        secret_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM login_sessions WHERE secret_hash = $1")
            .bind(secret_hash.as_slice())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Ends all logins of `account_id`.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_logins(&mut self, account_id: AccountId) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM login_sessions WHERE account_id = $1")
            .bind(account_id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Ends the logins of `account_id` that were used longest ago, until `keep` are left.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_oldest_logins(
        &mut self,
        account_id: AccountId,
        keep: u32,
    ) -> Result<(), StorageError> {
        sqlx::query(
            "DELETE FROM login_sessions WHERE account_id = $1 AND id NOT IN \
             (SELECT id FROM login_sessions WHERE account_id = $1 ORDER BY last_used_at DESC, id DESC LIMIT $2)",
        )
        .bind(account_id.as_uuid())
        .bind(keep)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Deletes logins that are over. Gives how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_expired_logins(&mut self, now: Timestamp) -> Result<u64, StorageError> {
        Ok(
            sqlx::query("DELETE FROM login_sessions WHERE expires_at <= $1")
                .bind(now.as_micros())
                .execute(&mut *self.transaction)
                .await?
                .rows_affected(),
        )
    }
}
