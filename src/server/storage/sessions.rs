//! The table `sessions`.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
    policy::CallKind,
    session::{EndReason, Session, SessionState, Title},
};

/// A session with what the database knows besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// The session.
    pub session: Session,
    /// The name of who made it.
    pub host_name: DisplayName,
    /// Since when nobody is inside; none while somebody is.
    pub empty_since: Option<Timestamp>,
}

/// A session in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct SessionCounts {
    /// How many people were inside.
    pub people: i64,
    /// How many messages were written.
    pub messages: i64,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    title: String,
    kind: String,
    policy: String,
    host_id: Uuid,
    host_name: String,
    created_at: i64,
    empty_since: Option<i64>,
    ended_at: Option<i64>,
    end_reason: Option<String>,
}

impl TryFrom<Row> for SessionRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let created_at = Timestamp::from_micros(row.created_at);
        let state = match (row.ended_at, row.end_reason.as_deref()) {
            (None, None) => SessionState::Live { since: created_at },
            (Some(at), Some(reason)) => SessionState::Ended {
                at: Timestamp::from_micros(at),
                reason: parse_reason(reason)?,
            },
            _ => return Err(StorageError::Corrupt("the end of a session")),
        };
        Ok(Self {
            session: Session {
                id: SessionId::from_uuid(row.id),
                title: Title::clean(&row.title),
                kind: parse_kind(&row.kind)?,
                policy: serde_json::from_str(&row.policy)
                    .map_err(|_| StorageError::Corrupt("the policy of a session"))?,
                host: ParticipantId::from_uuid(row.host_id),
                created_at,
                state,
            },
            host_name: DisplayName::clean(&row.host_name)
                .ok_or(StorageError::Corrupt("the name of a host"))?,
            empty_since: row.empty_since.map(Timestamp::from_micros),
        })
    }
}

impl Storage {
    /// The session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_session(&self, id: SessionId) -> Result<Option<SessionRecord>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT s.id, s.title, s.kind, s.policy, s.host_id, p.name AS host_name, s.created_at, s.empty_since, \
                    s.ended_at, s.end_reason \
             FROM sessions s JOIN participants p ON p.id = s.host_id WHERE s.id = $1",
        )
        .bind(id.as_uuid())
        .fetch_optional(&self.readers)
        .await?
        .map(SessionRecord::try_from)
        .transpose()
    }

    /// At most `limit` live sessions with an id greater than `after`, by id.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_live_sessions(
        &self,
        after: Option<SessionId>,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT s.id, s.title, s.kind, s.policy, s.host_id, p.name AS host_name, s.created_at, s.empty_since, \
                    s.ended_at, s.end_reason \
             FROM sessions s JOIN participants p ON p.id = s.host_id \
             WHERE s.ended_at IS NULL AND s.id > $1 ORDER BY s.id LIMIT $2",
        )
        .bind(after.map_or(Uuid::nil(), SessionId::as_uuid))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(SessionRecord::try_from)
        .collect()
    }

    /// How many people were in session `id`, and how many messages they wrote.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn count_session(&self, id: SessionId) -> Result<SessionCounts, StorageError> {
        Ok(sqlx::query_as(
            "SELECT (SELECT COUNT(DISTINCT participant_id) FROM attendances WHERE session_id = $1) AS people, \
                    (SELECT COUNT(*) FROM chat_messages WHERE session_id = $1) AS messages",
        )
        .bind(id.as_uuid())
        .fetch_one(&self.readers)
        .await?)
    }
}

impl Write {
    /// Adds a live session, empty since its making.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_session(&mut self, session: &Session) -> Result<(), StorageError> {
        let policy = serde_json::to_string(&session.policy)
            .expect("a policy has string keys and no failing serializers");
        sqlx::query(
            "INSERT INTO sessions (id, title, kind, policy, host_id, created_at, empty_since) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(session.id.as_uuid())
        .bind(session.title.as_str())
        .bind(kind_word(session.kind))
        .bind(policy)
        .bind(session.host.as_uuid())
        .bind(session.created_at.as_micros())
        .bind(session.created_at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Ends session `id` and closes every stay in it. False when it is not live.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn end_session(
        &mut self,
        id: SessionId,
        at: Timestamp,
        reason: EndReason,
    ) -> Result<bool, StorageError> {
        let ended = sqlx::query(
            "UPDATE sessions SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL",
        )
        .bind(id.as_uuid())
        .bind(at.as_micros())
        .bind(reason_word(reason))
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        sqlx::query(
            "UPDATE attendances SET left_at = $2 WHERE session_id = $1 AND left_at IS NULL",
        )
        .bind(id.as_uuid())
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(ended == 1)
    }

    /// Notes since when nobody is inside session `id`; `None` when somebody is.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn set_empty_since(
        &mut self,
        id: SessionId,
        empty_since: Option<Timestamp>,
    ) -> Result<(), StorageError> {
        sqlx::query("UPDATE sessions SET empty_since = $2 WHERE id = $1")
            .bind(id.as_uuid())
            .bind(empty_since.map(Timestamp::as_micros))
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// At the start of the program nobody is inside anywhere: every live session counts as empty from `now`,
    /// unless it has been for longer.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn note_start(&mut self, now: Timestamp) -> Result<(), StorageError> {
        sqlx::query(
            "UPDATE sessions SET empty_since = $1 WHERE ended_at IS NULL AND empty_since IS NULL",
        )
        .bind(now.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Deletes at most `limit` sessions that ended before `before`, with everything that belongs to them. Gives
    /// how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_ended_sessions(
        &mut self,
        before: Timestamp,
        limit: u32,
    ) -> Result<u64, StorageError> {
        Ok(sqlx::query(
            "DELETE FROM sessions WHERE id IN \
             (SELECT id FROM sessions WHERE ended_at < $1 ORDER BY ended_at LIMIT $2)",
        )
        .bind(before.as_micros())
        .bind(limit)
        .execute(&mut *self.transaction)
        .await?
        .rows_affected())
    }
}

const fn kind_word(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Video => "video",
        CallKind::Audio => "audio",
    }
}

fn parse_kind(word: &str) -> Result<CallKind, StorageError> {
    match word {
        "video" => Ok(CallKind::Video),
        "audio" => Ok(CallKind::Audio),
        _ => Err(StorageError::Corrupt("the kind of a session")),
    }
}

const fn reason_word(reason: EndReason) -> &'static str {
    match reason {
        EndReason::EndedByHost => "ended_by_host",
        EndReason::TimeLimit => "time_limit",
        EndReason::Inactive => "inactive",
    }
}

fn parse_reason(word: &str) -> Result<EndReason, StorageError> {
    match word {
        "ended_by_host" => Ok(EndReason::EndedByHost),
        "time_limit" => Ok(EndReason::TimeLimit),
        "inactive" => Ok(EndReason::Inactive),
        _ => Err(StorageError::Corrupt("the end of a session")),
    }
}
