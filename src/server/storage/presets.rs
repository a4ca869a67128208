//! The table `presets`: rules that accounts saved.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    clock::Timestamp,
    ids::{AccountId, PresetId},
    own_preset::{OwnPreset, PresetName},
    rules::RuleSet,
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    name: String,
    rules: String,
}

impl TryFrom<Row> for OwnPreset {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let corrupt = || StorageError::Corrupt("rules that somebody saved");
        let rules: RuleSet = serde_json::from_str(&row.rules).map_err(|_| corrupt())?;
        Ok(Self {
            id: PresetId::from_uuid(row.id),
            account: AccountId::from_uuid(row.account_id),
            name: PresetName::clean(&row.name).ok_or_else(corrupt)?,
            // What may be set may be less than it was when they were saved.
            rules: rules.bounded(),
        })
    }
}

impl Storage {
    /// The rules that `account` saved, by name.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_presets(&self, account: AccountId) -> Result<Vec<OwnPreset>, StorageError> {
        list_presets(&self.readers, account).await
    }

    /// The rules `id`, when `account` saved them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_preset(
        &self,
        account: AccountId,
        id: PresetId,
    ) -> Result<Option<OwnPreset>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, account_id, name, rules FROM presets WHERE account_id = $1 AND id = $2",
        )
        .bind(account.as_uuid())
        .bind(id.as_uuid())
        .fetch_optional(&self.readers)
        .await?
        .map(OwnPreset::try_from)
        .transpose()
    }
}

async fn list_presets(
    connection: impl SqliteExecutor<'_>,
    account: AccountId,
) -> Result<Vec<OwnPreset>, StorageError> {
    sqlx::query_as::<_, Row>(
        "SELECT id, account_id, name, rules FROM presets WHERE account_id = $1 ORDER BY folded_name",
    )
    .bind(account.as_uuid())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(OwnPreset::try_from)
    .collect()
}

impl Write {
    /// The rules that `account` saved, by name, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_presets(
        &mut self,
        account: AccountId,
    ) -> Result<Vec<OwnPreset>, StorageError> {
        list_presets(&mut *self.transaction, account).await
    }

    /// Stores rules, or what has changed of them. Nothing is done to those of another account.
    ///
    /// # Errors
    /// [`StorageError`] when they cannot be stored; a constraint's when the account has others of this name.
    pub async fn put_preset(
        &mut self,
        preset: &OwnPreset,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let rules = serde_json::to_string(&preset.rules)
            .expect("rules have string keys and no failing serializers");
        sqlx::query(
            "INSERT INTO presets (id, account_id, name, folded_name, rules, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, folded_name = excluded.folded_name, \
                 rules = excluded.rules WHERE presets.account_id = excluded.account_id",
        )
        .bind(preset.id.as_uuid())
        .bind(preset.account.as_uuid())
        .bind(preset.name.as_str())
        .bind(preset.name.folded())
        .bind(rules)
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Deletes the rules `id` of `account`. False when it has none with this id.
    ///
    /// # Errors
    /// [`StorageError`] when they cannot be deleted.
    pub async fn delete_preset(
        &mut self,
        account: AccountId,
        id: PresetId,
    ) -> Result<bool, StorageError> {
        let deleted = sqlx::query("DELETE FROM presets WHERE account_id = $1 AND id = $2")
            .bind(account.as_uuid())
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?
            .rows_affected();
        Ok(deleted == 1)
    }
}
