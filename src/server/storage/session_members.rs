//! The table `session_members`: the people of an appointment, and everybody else who was in a session.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    ids::{AccountId, SessionId},
    participant::DisplayName,
    schedule::{Companion, Member, Part},
};

/// Somebody of one of several sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonInSession {
    /// The session.
    pub session_id: SessionId,
    /// Who belongs to it.
    pub who: Companion,
}

#[derive(FromRow)]
struct MemberRow {
    account_id: Uuid,
    name: String,
    part: String,
}

#[derive(FromRow)]
struct PersonRow {
    session_id: Uuid,
    account_id: Option<Uuid>,
    name: String,
    part: Option<String>,
}

impl TryFrom<MemberRow> for Member {
    type Error = StorageError;

    fn try_from(row: MemberRow) -> Result<Self, StorageError> {
        Ok(Self {
            account: AccountId::from_uuid(row.account_id),
            name: parse_name(&row.name)?,
            part: parse_part(&row.part)?,
        })
    }
}

impl TryFrom<PersonRow> for PersonInSession {
    type Error = StorageError;

    fn try_from(row: PersonRow) -> Result<Self, StorageError> {
        Ok(Self {
            session_id: SessionId::from_uuid(row.session_id),
            who: Companion {
                account: row.account_id.map(AccountId::from_uuid),
                name: parse_name(&row.name)?,
                part: row.part.as_deref().map(parse_part).transpose()?,
            },
        })
    }
}

/// Who belongs to the sessions whose ids the query `$sessions` gives; not who only knocked.
macro_rules! select_people {
    ($sessions:literal) => {
        concat!(
            "SELECT m.session_id, m.account_id, a.name, m.part, 0 AS joined \
             FROM session_members m JOIN accounts a ON a.id = m.account_id WHERE m.session_id IN (",
            $sessions,
            ") UNION ALL \
             SELECT p.session_id, p.account_id, p.name, NULL AS part, 1 AS joined \
             FROM participants p WHERE p.session_id IN (",
            $sessions,
            ") AND p.waiting_since IS NULL AND NOT EXISTS (SELECT 1 FROM session_members o \
                 WHERE o.session_id = p.session_id AND o.account_id = p.account_id) \
             ORDER BY joined, name"
        )
    };
}

impl Storage {
    /// The people of session `id`, by name.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_members(&self, id: SessionId) -> Result<Vec<Member>, StorageError> {
        list_members(&self.readers, id).await
    }

    /// Everybody who belongs to the sessions of account `id`: those of the appointment first, then who joined,
    /// each by name.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_people_of(
        &self,
        id: AccountId,
    ) -> Result<Vec<PersonInSession>, StorageError> {
        sqlx::query_as::<_, PersonRow>(select_people!(
            "SELECT session_id FROM session_members WHERE account_id = $1 \
             UNION SELECT session_id FROM participants WHERE account_id = $1 AND waiting_since IS NULL"
        ))
        .bind(id.as_uuid())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(PersonInSession::try_from)
        .collect()
    }

    /// Everybody who belongs to sessions that are not over, as [`Storage::list_people_of`] has them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_people_of_open(&self) -> Result<Vec<PersonInSession>, StorageError> {
        sqlx::query_as::<_, PersonRow>(select_people!(
            "SELECT id FROM sessions WHERE ended_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL"
        ))
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(PersonInSession::try_from)
        .collect()
    }

    /// The accounts that belong to session `id`: by appointment, or because they joined it.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_accounts_in(&self, id: SessionId) -> Result<Vec<AccountId>, StorageError> {
        list_accounts_in(&self.readers, id).await
    }

    /// Whether account `account` belongs to session `id`: by appointment, or because they joined it. Nobody does
    /// who waits to be let in, was not let in, or was put out.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn belongs_to_session(
        &self,
        id: SessionId,
        account: AccountId,
    ) -> Result<bool, StorageError> {
        Ok(sqlx::query_scalar(
            "SELECT (EXISTS (SELECT 1 FROM session_members WHERE session_id = $1 AND account_id = $2) \
                  OR EXISTS (SELECT 1 FROM participants WHERE session_id = $1 AND account_id = $2)) \
                 AND NOT EXISTS (SELECT 1 FROM participants WHERE session_id = $1 AND account_id = $2 \
                                 AND (waiting_since IS NOT NULL OR removed_at IS NOT NULL))",
        )
        .bind(id.as_uuid())
        .bind(account.as_uuid())
        .fetch_one(&self.readers)
        .await?)
    }
}

async fn list_accounts_in(
    connection: impl SqliteExecutor<'_>,
    id: SessionId,
) -> Result<Vec<AccountId>, StorageError> {
    let ids: Vec<Uuid> = sqlx::query_scalar(
        "SELECT account_id FROM session_members WHERE session_id = $1 UNION \
         SELECT account_id FROM participants WHERE session_id = $1 AND account_id IS NOT NULL",
    )
    .bind(id.as_uuid())
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(AccountId::from_uuid).collect())
}

async fn list_members(
    connection: impl SqliteExecutor<'_>,
    id: SessionId,
) -> Result<Vec<Member>, StorageError> {
    sqlx::query_as::<_, MemberRow>(
        "SELECT m.account_id, a.name, m.part FROM session_members m JOIN accounts a ON a.id = m.account_id \
         WHERE m.session_id = $1 ORDER BY LOWER(a.name), a.id",
    )
    .bind(id.as_uuid())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(Member::try_from)
    .collect()
}

impl Write {
    /// The people of session `id`, by name, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_members(&mut self, id: SessionId) -> Result<Vec<Member>, StorageError> {
        list_members(&mut *self.transaction, id).await
    }

    /// The accounts that belong to session `id`, as this transaction sees them.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_accounts_in(
        &mut self,
        id: SessionId,
    ) -> Result<Vec<AccountId>, StorageError> {
        list_accounts_in(&mut *self.transaction, id).await
    }

    /// Adds somebody to the people of session `id`, unless they are one already.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn add_member(
        &mut self,
        id: SessionId,
        account: AccountId,
        part: Part,
    ) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO session_members (session_id, account_id, part) VALUES ($1, $2, $3) \
             ON CONFLICT (session_id, account_id) DO NOTHING",
        )
        .bind(id.as_uuid())
        .bind(account.as_uuid())
        .bind(part.word())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Stores who the people of session `id` are; who was one before and is not named is one no more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_members(
        &mut self,
        id: SessionId,
        members: &[(AccountId, Part)],
    ) -> Result<(), StorageError> {
        sqlx::query("DELETE FROM session_members WHERE session_id = $1")
            .bind(id.as_uuid())
            .execute(&mut *self.transaction)
            .await?;
        for (account, part) in members {
            sqlx::query(
                "INSERT INTO session_members (session_id, account_id, part) VALUES ($1, $2, $3)",
            )
            .bind(id.as_uuid())
            .bind(account.as_uuid())
            .bind(part.word())
            .execute(&mut *self.transaction)
            .await?;
        }
        Ok(())
    }
}

fn parse_name(text: &str) -> Result<DisplayName, StorageError> {
    DisplayName::clean(text).ok_or(StorageError::Corrupt("the name of somebody in a session"))
}

fn parse_part(word: &str) -> Result<Part, StorageError> {
    Part::parse(word).ok_or(StorageError::Corrupt("the part of somebody in a session"))
}
