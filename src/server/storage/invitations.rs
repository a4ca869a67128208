//! The table `invitations`. Whoever uses one takes its row away, so that none is good twice.

use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Storage, StorageError, Write,
    accounts::{parse_email, parse_role},
};
use crate::domain::{
    clock::Timestamp,
    ids::{AccountId, InvitationId},
    invitation::Invitation,
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    invited_by: Uuid,
    role: String,
    email: Option<String>,
    created_at: i64,
    expires_at: i64,
}

impl TryFrom<Row> for Invitation {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: InvitationId::from_uuid(row.id),
            invited_by: AccountId::from_uuid(row.invited_by),
            role: parse_role(&row.role)?,
            email: row.email.as_deref().map(parse_email).transpose()?,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
        })
    }
}

impl Storage {
    /// The invitation that the secret with this hash proves at `now`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_invitation(
        &self,
        secret_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, invited_by, role, email, created_at, expires_at FROM invitations \
             WHERE secret_hash = $1 AND expires_at > $2",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?
        .map(Invitation::try_from)
        .transpose()
    }

    /// The invitations that are good at `now`, the newest first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_invitations(&self, now: Timestamp) -> Result<Vec<Invitation>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, invited_by, role, email, created_at, expires_at FROM invitations \
             WHERE expires_at > $1 ORDER BY created_at DESC, id DESC",
        )
        .bind(now.as_micros())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(Invitation::try_from)
        .collect()
    }
}

impl Write {
    /// Adds an invitation with the hash of its secret.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_invitation(
        &mut self,
        invitation: &Invitation,
        secret_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO invitations (id, secret_hash, invited_by, role, email, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(invitation.id.as_uuid())
        .bind(secret_hash.as_slice())
        .bind(invitation.invited_by.as_uuid())
        .bind(invitation.role.word())
        .bind(invitation.email.as_ref().map(|email| email.as_str()))
        .bind(invitation.created_at.as_micros())
        .bind(invitation.expires_at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Takes the invitation that the secret with this hash proves at `now` out of the table.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn take_invitation(
        &mut self,
        secret_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>, StorageError> {
        sqlx::query_as::<_, Row>(
            "DELETE FROM invitations WHERE secret_hash = $1 AND expires_at > $2 \
             RETURNING id, invited_by, role, email, created_at, expires_at",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(Invitation::try_from)
        .transpose()
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_invitation(&mut self, id: InvitationId) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM invitations WHERE id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Deletes invitations that are over. Gives how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_expired_invitations(
        &mut self,
        now: Timestamp,
    ) -> Result<u64, StorageError> {
        Ok(
            sqlx::query("DELETE FROM invitations WHERE expires_at <= $1")
                .bind(now.as_micros())
                .execute(&mut *self.transaction)
                .await?
                .rows_affected(),
        )
    }
}
