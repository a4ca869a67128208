//! The table `accounts`.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    account::{Account, AccountRole, AccountState, Language},
    clock::Timestamp,
    email_address::EmailAddress,
    ids::AccountId,
    participant::DisplayName,
    time_zone::TimeZoneName,
};

/// An account with what proves a password.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountRecord {
    /// The account.
    pub account: Account,
    /// The hash of its password, in the PHC string format.
    pub password_hash: String,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    email: String,
    name: String,
    role: String,
    time_zone: String,
    language: String,
    created_at: i64,
    disabled_at: Option<i64>,
}

#[derive(FromRow)]
struct RecordRow {
    #[sqlx(flatten)]
    account: Row,
    password_hash: String,
}

impl TryFrom<Row> for Account {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: AccountId::from_uuid(row.id),
            email: parse_email(&row.email)?,
            name: DisplayName::clean(&row.name)
                .ok_or(StorageError::Corrupt("the name of an account"))?,
            role: parse_role(&row.role)?,
            time_zone: TimeZoneName::parse(&row.time_zone)
                .map_err(|_| StorageError::Corrupt("the time zone of an account"))?,
            language: Language::parse(&row.language)
                .ok_or(StorageError::Corrupt("the language of an account"))?,
            created_at: Timestamp::from_micros(row.created_at),
            state: row
                .disabled_at
                .map_or(AccountState::Active, |since| AccountState::Disabled {
                    since: Timestamp::from_micros(since),
                }),
        })
    }
}

impl TryFrom<RecordRow> for AccountRecord {
    type Error = StorageError;

    fn try_from(row: RecordRow) -> Result<Self, StorageError> {
        Ok(Self {
            account: row.account.try_into()?,
            password_hash: row.password_hash,
        })
    }
}

impl Storage {
    /// The account `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_account(&self, id: AccountId) -> Result<Option<AccountRecord>, StorageError> {
        sqlx::query_as::<_, RecordRow>(
            "SELECT id, email, name, role, time_zone, language, created_at, disabled_at, password_hash \
             FROM accounts WHERE id = $1",
        )
        .bind(id.as_uuid())
        .fetch_optional(&self.readers)
        .await?
        .map(AccountRecord::try_from)
        .transpose()
    }

    /// The account with this address.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_account_by_email(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<AccountRecord>, StorageError> {
        sqlx::query_as::<_, RecordRow>(
            "SELECT id, email, name, role, time_zone, language, created_at, disabled_at, password_hash \
             FROM accounts WHERE email = $1",
        )
        .bind(email.as_str())
        .fetch_optional(&self.readers)
        .await?
        .map(AccountRecord::try_from)
        .transpose()
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_accounts(&self) -> Result<Vec<Account>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, email, name, role, time_zone, language, created_at, disabled_at \
             FROM accounts ORDER BY LOWER(name), id",
        )
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(Account::try_from)
        .collect()
    }

    /// Whether there is an account at all.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn has_accounts(&self) -> Result<bool, StorageError> {
        has_accounts(&self.readers).await
    }
}

async fn has_accounts(connection: impl SqliteExecutor<'_>) -> Result<bool, StorageError> {
    Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM accounts)")
        .fetch_one(connection)
        .await?)
}

impl Write {
    /// Whether there is an account at all, as this transaction sees it.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn has_accounts(&mut self) -> Result<bool, StorageError> {
        has_accounts(&mut *self.transaction).await
    }

    /// The account `id`, as this transaction sees it.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_account(&mut self, id: AccountId) -> Result<Option<Account>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, email, name, role, time_zone, language, created_at, disabled_at \
             FROM accounts WHERE id = $1",
        )
        .bind(id.as_uuid())
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(Account::try_from)
        .transpose()
    }

    /// Adds an account. False when another has its address.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_account(
        &mut self,
        account: &Account,
        password_hash: &str,
    ) -> Result<bool, StorageError> {
        let inserted = sqlx::query(
            "INSERT INTO accounts \
             (id, email, name, role, time_zone, language, password_hash, created_at, disabled_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (email) DO NOTHING",
        )
        .bind(account.id.as_uuid())
        .bind(account.email.as_str())
        .bind(account.name.as_str())
        .bind(account.role.word())
        .bind(account.time_zone.as_str())
        .bind(account.language.tag())
        .bind(password_hash)
        .bind(account.created_at.as_micros())
        .bind(disabled_at(account))
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        Ok(inserted == 1)
    }

    /// Stores what may change of an account: name, role, time zone, language and state.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn update_account(&mut self, account: &Account) -> Result<(), StorageError> {
        sqlx::query(
            "UPDATE accounts SET name = $2, role = $3, time_zone = $4, language = $5, disabled_at = $6 \
             WHERE id = $1",
        )
        .bind(account.id.as_uuid())
        .bind(account.name.as_str())
        .bind(account.role.word())
        .bind(account.time_zone.as_str())
        .bind(account.language.tag())
        .bind(disabled_at(account))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Gives an account another password.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn set_password_hash(
        &mut self,
        id: AccountId,
        password_hash: &str,
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE accounts SET password_hash = $2 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(password_hash)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// How many admins may sign in.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn count_active_admins(&mut self) -> Result<i64, StorageError> {
        Ok(sqlx::query_scalar(
            "SELECT COUNT(*) FROM accounts WHERE role = $1 AND disabled_at IS NULL",
        )
        .bind(AccountRole::Admin.word())
        .fetch_one(&mut *self.transaction)
        .await?)
    }
}

fn disabled_at(account: &Account) -> Option<i64> {
    match account.state {
        AccountState::Active => None,
        AccountState::Disabled { since } => Some(since.as_micros()),
    }
}

pub(super) fn parse_role(word: &str) -> Result<AccountRole, StorageError> {
    AccountRole::parse(word).ok_or(StorageError::Corrupt("the role of an account"))
}

pub(super) fn parse_email(text: &str) -> Result<EmailAddress, StorageError> {
    EmailAddress::parse(text).map_err(|_| StorageError::Corrupt("the address of an account"))
}
