//! The table `role_codes`: what is known of the codes that give a part in a session.

use sqlx::FromRow;

use super::{Storage, StorageError, Write, participants::parse_role};
use crate::domain::{clock::Timestamp, ids::SessionId, role::Role};

/// A code, as the database knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleCode {
    /// The part that it gives.
    pub role: Role,
    /// What its hash is salted with.
    pub salt: [u8; 16],
    /// Its hash.
    pub code_hash: [u8; 32],
}

#[derive(FromRow)]
struct Row {
    role: String,
    salt: Vec<u8>,
    code_hash: Vec<u8>,
}

impl TryFrom<Row> for RoleCode {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let corrupt = |_| StorageError::Corrupt("a role code");
        Ok(Self {
            role: parse_role(&row.role)?,
            salt: row.salt.try_into().map_err(corrupt)?,
            code_hash: row.code_hash.try_into().map_err(corrupt)?,
        })
    }
}

impl Storage {
    /// The codes of session `id`; none when it has no links that give a part.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_role_codes(&self, id: SessionId) -> Result<Vec<RoleCode>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT role, salt, code_hash FROM role_codes WHERE session_id = $1 ORDER BY role",
        )
        .bind(id.as_uuid())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(RoleCode::try_from)
        .collect()
    }
}

impl Write {
    /// Gives session `id` a code in the place of the one that it had for the same role.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_role_code(
        &mut self,
        id: SessionId,
        code: &RoleCode,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO role_codes (session_id, role, salt, code_hash, created_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (session_id, role) DO UPDATE \
             SET salt = excluded.salt, code_hash = excluded.code_hash, created_at = excluded.created_at",
        )
        .bind(id.as_uuid())
        .bind(code.role.word())
        .bind(code.salt.as_slice())
        .bind(code.code_hash.as_slice())
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Takes away the codes of session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_role_codes(&mut self, id: SessionId) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM role_codes WHERE session_id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
