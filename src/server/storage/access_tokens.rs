//! The table `access_tokens`.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{Storage, StorageError, Write, accounts};
use crate::domain::{
    access_token::{AccessToken, TokenName},
    account::Account,
    clock::Timestamp,
    ids::{AccessTokenId, AccountId},
};

#[derive(FromRow)]
struct Row {
    token_id: Uuid,
    account_id: Uuid,
    token_name: String,
    scopes: String,
    token_created_at: i64,
    expires_at: i64,
    last_used_at: Option<i64>,
}

#[derive(FromRow)]
struct RowOfAccount {
    #[sqlx(flatten)]
    token: Row,
    #[sqlx(flatten)]
    account: accounts::Row,
}

impl TryFrom<Row> for AccessToken {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: AccessTokenId::from_uuid(row.token_id),
            account_id: AccountId::from_uuid(row.account_id),
            name: TokenName::clean(&row.token_name)
                .ok_or(StorageError::Corrupt("the name of an access token"))?,
            scopes: serde_json::from_str(&row.scopes)
                .map_err(|_| StorageError::Corrupt("the scopes of an access token"))?,
            created_at: Timestamp::from_micros(row.token_created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
            last_used_at: row.last_used_at.map(Timestamp::from_micros),
        })
    }
}

impl Storage {
    /// The token that the secret with this hash proves at `now`, and whose it is; none of an account that is
    /// disabled.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_token(
        &self,
        secret_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<(AccessToken, Account)>, StorageError> {
        sqlx::query_as::<_, RowOfAccount>(
            "SELECT t.id AS token_id, t.account_id, t.name AS token_name, t.scopes, \
                    t.created_at AS token_created_at, t.expires_at, t.last_used_at, \
                    a.id, a.email, a.name, a.role, a.time_zone, a.language, a.created_at, a.disabled_at \
             FROM access_tokens t JOIN accounts a ON a.id = t.account_id \
             WHERE t.secret_hash = $1 AND t.expires_at > $2 AND a.disabled_at IS NULL",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?
        .map(|row| Ok((row.token.try_into()?, row.account.try_into()?)))
        .transpose()
    }

    /// The tokens of `account_id` that are good at `now`, the newest first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_tokens(
        &self,
        account_id: AccountId,
        now: Timestamp,
    ) -> Result<Vec<AccessToken>, StorageError> {
        list_tokens(&self.readers, account_id, now).await
    }
}

async fn list_tokens(
    connection: impl SqliteExecutor<'_>,
    account_id: AccountId,
    now: Timestamp,
) -> Result<Vec<AccessToken>, StorageError> {
    sqlx::query_as::<_, Row>(
        "SELECT id AS token_id, account_id, name AS token_name, scopes, created_at AS token_created_at, \
                expires_at, last_used_at \
         FROM access_tokens WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id DESC",
    )
    .bind(account_id.as_uuid())
    .bind(now.as_micros())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(AccessToken::try_from)
    .collect()
}

impl Write {
    /// The tokens of `account_id` that are good at `now`, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_tokens(
        &mut self,
        account_id: AccountId,
        now: Timestamp,
    ) -> Result<Vec<AccessToken>, StorageError> {
        list_tokens(&mut *self.transaction, account_id, now).await
    }

    /// Adds a token with the hash of its secret.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_token(
        &mut self,
        token: &AccessToken,
        secret_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        let scopes = serde_json::to_string(&token.scopes)
            .expect("a list of words has no failing serializers");
        sqlx::query(
            "INSERT INTO access_tokens \
             (id, account_id, secret_hash, name, scopes, created_at, expires_at, last_used_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(token.id.as_uuid())
        .bind(token.account_id.as_uuid())
        .bind(secret_hash.as_slice())
        .bind(token.name.as_str())
        .bind(scopes)
        .bind(token.created_at.as_micros())
        .bind(token.expires_at.as_micros())
        .bind(token.last_used_at.map(Timestamp::as_micros))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Notes that a token was used.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn note_token_use(
        &mut self,
        id: AccessTokenId,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE access_tokens SET last_used_at = $2 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(at.as_micros())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Revokes a token of `account_id`. False when it has none with this id.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_token(
        &mut self,
        account_id: AccountId,
        id: AccessTokenId,
    ) -> Result<bool, StorageError> {
        let deleted = sqlx::query("DELETE FROM access_tokens WHERE id = $1 AND account_id = $2")
            .bind(id.as_uuid())
            .bind(account_id.as_uuid())
            .execute(&mut *self.transaction)
            .await?
            .rows_affected();
        Ok(deleted == 1)
    }

    /// Deletes tokens that are over. Gives how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_expired_tokens(&mut self, now: Timestamp) -> Result<u64, StorageError> {
        Ok(
            sqlx::query("DELETE FROM access_tokens WHERE expires_at <= $1")
                .bind(now.as_micros())
                .execute(&mut *self.transaction)
                .await?
                .rows_affected(),
        )
    }
}
