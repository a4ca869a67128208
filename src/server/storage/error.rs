//! Why the database did not do what was asked.

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The database refused, or cannot be reached.
    #[error("the database cannot be used: {0}")]
    Database(#[from] sqlx::Error),
    /// The file was written by a newer program.
    #[error(
        "the database has schema {found}, this program knows {known}: start the newer program again, or restore an older copy of the database"
    )]
    NewerSchema {
        /// The schema of the file.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// The schema cannot be brought up to date.
    #[error("the database's schema cannot be brought up to date: {0}")]
    Migration(sqlx::migrate::MigrateError),
    /// The file is not what was written.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// A row holds something that no version of this program has written.
    #[error("a row of the database cannot be understood: {0}")]
    Corrupt(&'static str),
}

impl StorageError {
    /// Whether a rule of the schema was broken: the row is at fault, not the database.
    pub fn is_constraint(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::Database(error)) => {
                error.is_unique_violation()
                    || error.is_foreign_key_violation()
                    || error.is_check_violation()
            }
            _ => false,
        }
    }
}
