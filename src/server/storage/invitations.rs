//! The table `invitations`. Whoever uses one takes its row away, so that none is good twice.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{
    Storage, StorageError, Write,
    accounts::{parse_email, parse_role},
};
use crate::domain::{
    clock::Timestamp,
    ids::{AccountId, InvitationId, SessionId},
    invitation::{Invitation, InvitedTo},
    participant::DisplayName,
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    invited_by: Uuid,
    role: String,
    email: Option<String>,
    session_id: Option<Uuid>,
    name: Option<String>,
    created_at: i64,
    expires_at: i64,
}

#[derive(FromRow)]
struct InvitedRow {
    session_id: Uuid,
    name: String,
}

impl TryFrom<Row> for Invitation {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: InvitationId::from_uuid(row.id),
            invited_by: AccountId::from_uuid(row.invited_by),
            role: parse_role(&row.role)?,
            email: row.email.as_deref().map(parse_email).transpose()?,
            to: match (row.session_id, row.name) {
                (Some(session_id), Some(name)) => Some(InvitedTo {
                    session_id: SessionId::from_uuid(session_id),
                    name: parse_name(&name)?,
                }),
                _ => None,
            },
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
            "SELECT id, invited_by, role, email, session_id, name, created_at, expires_at FROM invitations \
             WHERE secret_hash = $1 AND expires_at > $2",
        )
        .bind(secret_hash.as_slice())
        .bind(now.as_micros())
        .fetch_optional(&self.readers)
        .await?
        .map(Invitation::try_from)
        .transpose()
    }

    /// The invitations to session `id` that are good at `now`, the oldest first: those to itself, and those to an
    /// earlier one of its series.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_invitations_to(
        &self,
        id: SessionId,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StorageError> {
        list_invitations_to(&self.readers, id, now).await
    }

    /// Who is invited at `now` to the appointments of account `id`, and has no account so far.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_invited_of(
        &self,
        id: AccountId,
        now: Timestamp,
    ) -> Result<Vec<InvitedTo>, StorageError> {
        sqlx::query_as::<_, InvitedRow>(
            "SELECT s.id AS session_id, i.name FROM invitations i JOIN sessions o ON o.id = i.session_id \
             JOIN sessions s ON s.id = o.id OR (s.series_id = o.series_id AND s.occurrence > o.occurrence) \
             JOIN session_members m ON m.session_id = s.id \
             WHERE m.account_id = $1 AND i.expires_at > $2 ORDER BY i.created_at, i.id",
        )
        .bind(id.as_uuid())
        .bind(now.as_micros())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(|row| {
            Ok(InvitedTo {
                session_id: SessionId::from_uuid(row.session_id),
                name: parse_name(&row.name)?,
            })
        })
        .collect()
    }

    /// The invitations that are good at `now`, the newest first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_invitations(&self, now: Timestamp) -> Result<Vec<Invitation>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, invited_by, role, email, session_id, name, created_at, expires_at FROM invitations \
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

/// The invitations to session `$1` that are good at `$2`: those to itself, and those to an earlier one of its series.
const TO_SESSION: &str = "SELECT i.id, i.invited_by, i.role, i.email, i.session_id, i.name, i.created_at, i.expires_at \
     FROM invitations i JOIN sessions o ON o.id = i.session_id JOIN sessions s ON s.id = $1 \
     WHERE (s.id = o.id OR (s.series_id = o.series_id AND s.occurrence > o.occurrence)) \
     AND i.expires_at > $2 ORDER BY i.created_at, i.id";

async fn list_invitations_to(
    connection: impl SqliteExecutor<'_>,
    id: SessionId,
    now: Timestamp,
) -> Result<Vec<Invitation>, StorageError> {
    sqlx::query_as::<_, Row>(TO_SESSION)
        .bind(id.as_uuid())
        .bind(now.as_micros())
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(Invitation::try_from)
        .collect()
}

fn parse_name(text: &str) -> Result<DisplayName, StorageError> {
    DisplayName::clean(text).ok_or(StorageError::Corrupt("the name of somebody invited"))
}

impl Write {
    /// The invitations to session `id` that are good at `now`, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_invitations_to(
        &mut self,
        id: SessionId,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StorageError> {
        list_invitations_to(&mut *self.transaction, id, now).await
    }

    /// Gives an invitation another secret, and another end. The link before opens nothing any more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn renew_invitation(
        &mut self,
        id: InvitationId,
        secret_hash: [u8; 32],
        expires_at: Timestamp,
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE invitations SET secret_hash = $2, expires_at = $3 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(secret_hash.as_slice())
            .bind(expires_at.as_micros())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

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
            "INSERT INTO invitations \
             (id, secret_hash, invited_by, role, email, session_id, name, created_at, expires_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(invitation.id.as_uuid())
        .bind(secret_hash.as_slice())
        .bind(invitation.invited_by.as_uuid())
        .bind(invitation.role.word())
        .bind(invitation.email.as_ref().map(|email| email.as_str()))
        .bind(invitation.to.as_ref().map(|to| to.session_id.as_uuid()))
        .bind(invitation.to.as_ref().map(|to| to.name.as_str()))
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
             RETURNING id, invited_by, role, email, session_id, name, created_at, expires_at",
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
