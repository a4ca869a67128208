//! The database: one SQLite file, one writer, a few readers.
//!
//! The lowest floor that knows SQL; nothing above names it. A write is durable when `commit` returns
//! (WAL with `synchronous=FULL`). One file per entity; rows are private, not found is `Ok(None)`.

mod access_tokens;
mod accounts;
mod agenda;
mod attendances;
mod calendar_feeds;
mod chat_messages;
mod error;
mod invitations;
mod live_codes;
mod login_sessions;
mod participants;
mod password_resets;
mod presets;
mod role_codes;
mod series;
mod session_members;
mod session_row;
mod sessions;
mod settings;
mod share_codes;

use std::{path::Path, time::Duration};

use sqlx::{
    ConnectOptions, Sqlite, SqlitePool, Transaction,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use accounts::AccountRecord;
pub use attendances::{KeptSeat, PastStay, Stay};
pub use chat_messages::{NewChatMessage, StoredChatMessage};
pub use error::StorageError;
pub use role_codes::RoleCode;
pub use series::Series;
pub use session_members::PersonInSession;
pub use session_row::SessionRecord;
pub use sessions::SessionCounts;

/// The file of the database, in the data folder.
pub const FILE: &str = "visavis.db";

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

const READERS: u32 = 3;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How a database stands to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// It is of this version.
    Current,
    /// It is of an older one, and is brought up to date when it is opened.
    Older,
}

/// The open database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Storage {
    writer: SqlitePool,
    readers: SqlitePool,
}

/// A write transaction. Everything in it happens at `commit`, or not at all.
pub struct Write {
    transaction: Transaction<'static, Sqlite>,
}

impl Storage {
    /// Opens the file, makes it when it is missing, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StorageError`] when the file cannot be used or was written by a newer program.
    pub async fn open(file: &Path) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            // What is deleted is overwritten, not only forgotten.
            .pragma("secure_delete", "ON")
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .min_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().create_if_missing(true))
            .await?;
        let _ = refuse_newer_schema(&writer).await?;
        MIGRATIONS
            .run(&writer)
            .await
            .map_err(StorageError::Migration)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .min_connections(0)
            .connect_lazy_with(options.read_only(true));
        Ok(Self { writer, readers })
    }

    /// Looks at the file without changing anything.
    ///
    /// # Errors
    /// [`StorageError`] when the file cannot be used or was written by a newer program.
    pub async fn inspect(file: &Path) -> Result<Schema, StorageError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .read_only(true)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        let reader = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        let inspected = async {
            let checked: String = sqlx::query_scalar("PRAGMA quick_check(1)")
                .fetch_one(&reader)
                .await?;
            if checked != "ok" {
                return Err(StorageError::Damaged(checked));
            }
            refuse_newer_schema(&reader).await
        };
        let schema = inspected.await;
        reader.close().await;
        schema
    }

    /// Begins a write. There is one writer, so this waits for the write before.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn begin(&self) -> Result<Write, StorageError> {
        // Immediate: a deferred transaction that reads first fails at once when it wants to write.
        Ok(Write {
            transaction: self.writer.begin_with("BEGIN IMMEDIATE").await?,
        })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StorageError`] when it does not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }

    /// Writes the log back into the file and closes everything. Later calls fail.
    pub async fn close(&self) {
        self.readers.close().await;
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&self.writer)
            .await
        {
            tracing::warn!(%error, "the write-ahead log stays for the next start");
        }
        self.writer.close().await;
    }
}

impl Write {
    /// Makes it durable.
    ///
    /// # Errors
    /// [`StorageError`]; then nothing of it has happened.
    pub async fn commit(self) -> Result<(), StorageError> {
        Ok(self.transaction.commit().await?)
    }
}

/// A newer program may have changed what this one takes for granted, so that is checked before anything else.
async fn refuse_newer_schema(pool: &SqlitePool) -> Result<Schema, StorageError> {
    let known = MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or(0);
    let table: Option<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'",
    )
    .fetch_optional(pool)
    .await?;
    if table.is_none() {
        return Ok(Schema::Older);
    }
    let found: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(pool)
        .await?;
    match found {
        Some(found) if found > known => Err(StorageError::NewerSchema { found, known }),
        Some(found) if found == known => Ok(Schema::Current),
        _ => Ok(Schema::Older),
    }
}

impl From<MigrateError> for StorageError {
    fn from(error: MigrateError) -> Self {
        Self::Migration(error)
    }
}
