//! The table `participants`.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    clock::Timestamp,
    ids::{AccountId, ParticipantId, SessionId},
    participant::{DisplayName, Participant, Standing},
    role::{Grants, Role},
};

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    session_id: Uuid,
    account_id: Option<Uuid>,
    name: String,
    role: String,
    joined_at: i64,
    own_grants: Option<String>,
    waiting_since: Option<i64>,
    removed_at: Option<i64>,
    banned: bool,
    reads_from: Option<i64>,
}

impl Row {
    fn standing(&self) -> Standing {
        match (self.removed_at, self.waiting_since) {
            (None, None) => Standing::Admitted,
            (None, Some(since)) => Standing::Waiting {
                since: Timestamp::from_micros(since),
            },
            (Some(_), Some(_)) => Standing::Denied,
            (Some(_), None) => Standing::Removed {
                banned: self.banned,
            },
        }
    }
}

impl TryFrom<Row> for Participant {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let standing = row.standing();
        Ok(Self {
            id: ParticipantId::from_uuid(row.id),
            session_id: SessionId::from_uuid(row.session_id),
            account: row.account_id.map(AccountId::from_uuid),
            name: DisplayName::clean(&row.name)
                .ok_or(StorageError::Corrupt("the name of a participant"))?,
            role: parse_role(&row.role)?,
            own_grants: row
                .own_grants
                .map(|grants| serde_json::from_str(&grants))
                .transpose()
                .map_err(|_| StorageError::Corrupt("the grants of a participant"))?,
            standing,
            joined_at: Timestamp::from_micros(row.joined_at),
            reads_from: row
                .reads_from
                .map(u64::try_from)
                .transpose()
                .map_err(|_| StorageError::Corrupt("what a participant is shown"))?,
        })
    }
}

impl Storage {
    /// Whom the ticket with this hash proves in session `id`; nobody when their account is disabled.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_participant_by_ticket(
        &self,
        id: SessionId,
        ticket_hash: [u8; 32],
    ) -> Result<Option<Participant>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT p.id, p.session_id, p.account_id, p.name, p.role, p.joined_at, \
             p.own_grants, p.waiting_since, p.removed_at, p.banned, p.reads_from \
             FROM participants p LEFT JOIN accounts a ON a.id = p.account_id \
             WHERE p.ticket_hash = $1 AND p.session_id = $2 AND a.disabled_at IS NULL",
        )
        .bind(ticket_hash.as_slice())
        .bind(id.as_uuid())
        .fetch_optional(&self.readers)
        .await?
        .map(Participant::try_from)
        .transpose()
    }

    /// Who account `account` is in session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_participant_by_account(
        &self,
        id: SessionId,
        account: AccountId,
    ) -> Result<Option<Participant>, StorageError> {
        find_participant_by_account(&self.readers, id, account).await
    }

    /// Whether `account` may sign in.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn is_active(&self, account: AccountId) -> Result<bool, StorageError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = $1 AND disabled_at IS NULL)",
        )
        .bind(account.as_uuid())
        .fetch_one(&self.readers)
        .await?)
    }

    /// The account of who made session `id`; none when a guest did.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_host_account(
        &self,
        id: SessionId,
    ) -> Result<Option<AccountId>, StorageError> {
        let account: Option<Uuid> = sqlx::query_scalar(
            "SELECT p.account_id FROM sessions s JOIN participants p ON p.id = s.host_id \
             WHERE s.id = $1 AND p.account_id IS NOT NULL",
        )
        .bind(id.as_uuid())
        .fetch_optional(&self.readers)
        .await?;
        Ok(account.map(AccountId::from_uuid))
    }

    /// Who account `account` is in all the live sessions that they have joined.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_live_participants_of(
        &self,
        account: AccountId,
    ) -> Result<Vec<Participant>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT p.id, p.session_id, p.account_id, p.name, p.role, p.joined_at, \
             p.own_grants, p.waiting_since, p.removed_at, p.banned, p.reads_from \
             FROM participants p JOIN sessions s ON s.id = p.session_id \
             WHERE p.account_id = $1 AND s.live_since IS NOT NULL AND s.ended_at IS NULL",
        )
        .bind(account.as_uuid())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(Participant::try_from)
        .collect()
    }

    /// Whether somebody without an account was banned from session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn has_banned_guest(&self, id: SessionId) -> Result<bool, StorageError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM participants \
             WHERE session_id = $1 AND account_id IS NULL AND banned)",
        )
        .bind(id.as_uuid())
        .fetch_one(&self.readers)
        .await?)
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

async fn find_participant_by_account(
    connection: impl SqliteExecutor<'_>,
    id: SessionId,
    account: AccountId,
) -> Result<Option<Participant>, StorageError> {
    sqlx::query_as::<_, Row>(
        "SELECT id, session_id, account_id, name, role, joined_at, own_grants, waiting_since, removed_at, banned, reads_from \
         FROM participants WHERE account_id = $1 AND session_id = $2",
    )
    .bind(account.as_uuid())
    .bind(id.as_uuid())
    .fetch_optional(connection)
    .await?
    .map(Participant::try_from)
    .transpose()
}

impl Write {
    /// Who account `account` is in session `id`, as this transaction sees it.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_participant_by_account(
        &mut self,
        id: SessionId,
        account: AccountId,
    ) -> Result<Option<Participant>, StorageError> {
        find_participant_by_account(&mut *self.transaction, id, account).await
    }

    /// The participant `id`, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_participant(
        &mut self,
        id: ParticipantId,
    ) -> Result<Option<Participant>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, session_id, account_id, name, role, joined_at, own_grants, waiting_since, removed_at, banned, reads_from \
             FROM participants WHERE id = $1",
        )
        .bind(id.as_uuid())
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(Participant::try_from)
        .transpose()
    }

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
        let (waiting_since, removed, banned) = standing_columns(participant.standing);
        sqlx::query(
            "INSERT INTO participants (id, session_id, account_id, name, role, ticket_hash, joined_at, \
                                       own_grants, waiting_since, removed_at, banned, reads_from) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(participant.id.as_uuid())
        .bind(participant.session_id.as_uuid())
        .bind(participant.account.map(AccountId::as_uuid))
        .bind(participant.name.as_str())
        .bind(participant.role.word())
        .bind(ticket_hash.as_slice())
        .bind(participant.joined_at.as_micros())
        .bind(grants_text(participant.own_grants))
        .bind(waiting_since)
        .bind(removed.then_some(participant.joined_at.as_micros()))
        .bind(banned)
        .bind(number(participant.reads_from))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Forgets what was changed for single people of session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn forget_own_grants(&mut self, id: SessionId) -> Result<(), StorageError> {
        sqlx::query("UPDATE participants SET own_grants = NULL WHERE session_id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Gives a participant another role.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn set_role(&mut self, id: ParticipantId, role: Role) -> Result<(), StorageError> {
        sqlx::query("UPDATE participants SET role = $2 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(role.word())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Stores what a participant changes of themselves: their name, and the account by which they come. What a host
    /// decides of them stays.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn update_participant(
        &mut self,
        participant: &Participant,
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE participants SET account_id = $2, name = $3 WHERE id = $1")
            .bind(participant.id.as_uuid())
            .bind(participant.account.map(AccountId::as_uuid))
            .bind(participant.name.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Stores what a host decided of a participant at `at`: their role, what they alone may do, whether they may be
    /// inside, and, when they are let in for the first time, from which message on they are shown the chat.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_part(
        &mut self,
        participant: &Participant,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        let (waiting_since, removed, banned) = standing_columns(participant.standing);
        // Of somebody who was not let in, it stays that they waited.
        sqlx::query(
            "UPDATE participants SET role = $2, own_grants = $3, \
                    waiting_since = CASE WHEN $4 THEN waiting_since ELSE $5 END, \
                    removed_at = CASE WHEN $6 THEN COALESCE(removed_at, $7) END, banned = $8, \
                    reads_from = COALESCE(reads_from, $9) WHERE id = $1",
        )
        .bind(participant.id.as_uuid())
        .bind(participant.role.word())
        .bind(grants_text(participant.own_grants))
        .bind(participant.standing == Standing::Denied)
        .bind(waiting_since)
        .bind(removed)
        .bind(at.as_micros())
        .bind(banned)
        .bind(number(participant.reads_from))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Gives a participant another ticket; the one before proves nobody any more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn replace_ticket(
        &mut self,
        id: ParticipantId,
        ticket_hash: [u8; 32],
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE participants SET ticket_hash = $2 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(ticket_hash.as_slice())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

/// A message's number as the database has it.
fn number(seq: Option<u64>) -> Option<i64> {
    seq.map(|seq| i64::try_from(seq).unwrap_or(i64::MAX))
}

/// Since when somebody waits or has waited, as far as the standing says it, whether they are out, and for good.
const fn standing_columns(standing: Standing) -> (Option<i64>, bool, bool) {
    match standing {
        Standing::Admitted => (None, false, false),
        Standing::Waiting { since } => (Some(since.as_micros()), false, false),
        Standing::Denied => (Some(0), true, false),
        Standing::Removed { banned } => (None, true, banned),
    }
}

fn grants_text(grants: Option<Grants>) -> Option<String> {
    grants.map(|grants| {
        serde_json::to_string(&grants).expect("grants have string keys and no failing serializers")
    })
}

pub(super) fn parse_role(word: &str) -> Result<Role, StorageError> {
    Role::ALL
        .into_iter()
        .find(|role| role.word() == word)
        .ok_or(StorageError::Corrupt("the role of a participant"))
}
