//! The table `participants`.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    participant::{DisplayName, Participant},
    role::Role,
};

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    session_id: Uuid,
    name: String,
    role: String,
    joined_at: i64,
}

impl TryFrom<Row> for Participant {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: ParticipantId::from_uuid(row.id),
            session_id: SessionId::from_uuid(row.session_id),
            name: DisplayName::clean(&row.name)
                .ok_or(StorageError::Corrupt("the name of a participant"))?,
            role: parse_role(&row.role)?,
            joined_at: Timestamp::from_micros(row.joined_at),
        })
    }
}

impl Storage {
    /// Whom the ticket with this hash proves in session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_participant_by_ticket(
        &self,
        id: SessionId,
        ticket_hash: [u8; 32],
    ) -> Result<Option<Participant>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, session_id, name, role, joined_at FROM participants \
             WHERE ticket_hash = $1 AND session_id = $2",
        )
        .bind(ticket_hash.as_slice())
        .bind(id.as_uuid())
        .fetch_optional(&self.readers)
        .await?
        .map(Participant::try_from)
        .transpose()
    }

    /// The names that people have in session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_names(&self, id: SessionId) -> Result<Vec<String>, StorageError> {
        list_names(&self.readers, id).await
    }
}

async fn list_names(
    connection: impl SqliteExecutor<'_>,
    id: SessionId,
) -> Result<Vec<String>, StorageError> {
    Ok(
        sqlx::query_scalar("SELECT name FROM participants WHERE session_id = $1")
            .bind(id.as_uuid())
            .fetch_all(connection)
            .await?,
    )
}

impl Write {
    /// The names that people have in session `id`, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_names(&mut self, id: SessionId) -> Result<Vec<String>, StorageError> {
        list_names(&mut *self.transaction, id).await
    }

    /// Adds a participant with the hash of their ticket.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_participant(
        &mut self,
        participant: &Participant,
        ticket_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO participants (id, session_id, name, role, ticket_hash, joined_at) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(participant.id.as_uuid())
        .bind(participant.session_id.as_uuid())
        .bind(participant.name.as_str())
        .bind(role_word(participant.role))
        .bind(ticket_hash.as_slice())
        .bind(participant.joined_at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Gives a participant another name.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn rename_participant(
        &mut self,
        id: ParticipantId,
        name: &DisplayName,
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE participants SET name = $2 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(name.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Host => "host",
        Role::Collaborator => "collaborator",
        Role::Viewer => "viewer",
    }
}

fn parse_role(word: &str) -> Result<Role, StorageError> {
    match word {
        "host" => Ok(Role::Host),
        "collaborator" => Ok(Role::Collaborator),
        "viewer" => Ok(Role::Viewer),
        _ => Err(StorageError::Corrupt("the role of a participant")),
    }
}
