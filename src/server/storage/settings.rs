//! The table `settings`: one row for each setting that an admin has changed, as JSON.

use serde::{Serialize, de::DeserializeOwned};
use sqlx::SqliteExecutor;

use super::{Storage, StorageError, Write};
use crate::domain::site_settings::SiteSettings;

const SIGN_UP: &str = "sign_up";
const GUESTS_MAY_BEGIN: &str = "guests_may_begin";
const RETENTION_DAYS: &str = "retention_days";

impl Storage {
    /// The settings of the site; what has no row is as it comes.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn read_site_settings(&self) -> Result<SiteSettings, StorageError> {
        read(&self.readers).await
    }
}

impl Write {
    /// The settings of the site, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn read_site_settings(&mut self) -> Result<SiteSettings, StorageError> {
        read(&mut *self.transaction).await
    }

    /// Stores the settings of the site.
    ///
    /// # Errors
    /// [`StorageError`] when they cannot be stored.
    pub async fn put_site_settings(&mut self, settings: SiteSettings) -> Result<(), StorageError> {
        self.put(SIGN_UP, &settings.sign_up).await?;
        self.put(GUESTS_MAY_BEGIN, &settings.guests_may_begin)
            .await?;
        self.put(RETENTION_DAYS, &settings.retention_days).await
    }

    async fn put(&mut self, key: &str, value: &impl Serialize) -> Result<(), StorageError> {
        let value = serde_json::to_string(value).expect("a setting has no failing serializers");
        sqlx::query(
            "INSERT INTO settings (key, value) VALUES ($1, $2) \
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}

async fn read(connection: impl SqliteExecutor<'_>) -> Result<SiteSettings, StorageError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT key, value FROM settings WHERE key IN ($1, $2, $3)")
            .bind(SIGN_UP)
            .bind(GUESTS_MAY_BEGIN)
            .bind(RETENTION_DAYS)
            .fetch_all(connection)
            .await?;
    let usual = SiteSettings::default();
    Ok(SiteSettings {
        sign_up: value(&rows, SIGN_UP, usual.sign_up)?,
        guests_may_begin: value(&rows, GUESTS_MAY_BEGIN, usual.guests_may_begin)?,
        retention_days: value(&rows, RETENTION_DAYS, usual.retention_days)?,
    })
}

fn value<T: DeserializeOwned>(
    rows: &[(String, String)],
    key: &str,
    usual: T,
) -> Result<T, StorageError> {
    match rows.iter().find(|(other, _)| other == key) {
        Some((_, value)) => {
            serde_json::from_str(value).map_err(|_| StorageError::Corrupt("a setting of the site"))
        }
        None => Ok(usual),
    }
}
