//! The table `sessions`.

use sqlx::{FromRow, SqliteExecutor};
use uuid::Uuid;

use super::{
    Storage, StorageError, Write,
    session_row::{Row, SessionRecord, kind_word, reason_words, records, select_sessions},
};
use crate::domain::{
    clock::Timestamp,
    ids::SessionId,
    limits,
    schedule::Occurrence,
    session::{CancelReason, EndReason, Session, SessionState},
};

/// A session in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct SessionCounts {
    /// How many people were inside.
    pub people: i64,
    /// How many messages were written.
    pub messages: i64,
}

impl Storage {
    /// The session `id`.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_session(&self, id: SessionId) -> Result<Option<SessionRecord>, StorageError> {
        find_session(&self.readers, id).await
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
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.live_since IS NOT NULL AND s.ended_at IS NULL AND s.id > $1 ORDER BY s.id LIMIT $2"
        ))
        .bind(after.map_or(Uuid::nil(), SessionId::as_uuid))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` appointments that nobody had begun [`limits::MISSED_AFTER`] after their end.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_missed_sessions(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.live_since IS NULL AND s.cancelled_at IS NULL AND s.missed_at IS NULL \
             AND s.starts_at + s.minutes * 60000000 <= $1 ORDER BY s.starts_at LIMIT $2"
        ))
        .bind(now.minus(limits::MISSED_AFTER).as_micros())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
    }

    /// At most `limit` appointments that repeat, whose time is over, and that no later one follows yet.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_unfollowed_sessions(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "JOIN series r ON r.id = s.series_id \
             WHERE r.ended_at IS NULL AND r.paused_at IS NULL AND s.starts_at + s.minutes * 60000000 <= $1 AND NOT EXISTS \
             (SELECT 1 FROM sessions n WHERE n.series_id = s.series_id AND n.occurrence > s.occurrence) \
             ORDER BY s.starts_at LIMIT $2"
        ))
        .bind(now.as_micros())
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        records(rows)
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

async fn find_session(
    connection: impl SqliteExecutor<'_>,
    id: SessionId,
) -> Result<Option<SessionRecord>, StorageError> {
    sqlx::query_as::<_, Row>(select_sessions!("WHERE s.id = $1"))
        .bind(id.as_uuid())
        .fetch_optional(connection)
        .await?
        .map(SessionRecord::try_from)
        .transpose()
}

impl Write {
    /// The session `id`, as this transaction sees it.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_session(
        &mut self,
        id: SessionId,
    ) -> Result<Option<SessionRecord>, StorageError> {
        find_session(&mut *self.transaction, id).await
    }

    /// The appointments of series `series` after number `number` that nobody has begun yet.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_later_sessions(
        &mut self,
        Occurrence { series, number }: Occurrence,
    ) -> Result<Vec<SessionRecord>, StorageError> {
        let rows = sqlx::query_as(select_sessions!(
            "WHERE s.series_id = $1 AND s.occurrence > $2 AND s.live_since IS NULL \
             AND s.cancelled_at IS NULL AND s.missed_at IS NULL ORDER BY s.occurrence"
        ))
        .bind(series.as_uuid())
        .bind(i64::from(number))
        .fetch_all(&mut *self.transaction)
        .await?;
        records(rows)
    }

    /// Adds a session that is live, and empty since then, or one that is scheduled.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored, or the session is over.
    pub async fn insert_session(&mut self, session: &Session) -> Result<(), StorageError> {
        let live_since = match session.state {
            SessionState::Live { since } => Some(since.as_micros()),
            SessionState::Scheduled { .. } => None,
            _ => {
                return Err(StorageError::Corrupt(
                    "a session is over before it is stored",
                ));
            }
        };
        let plan = session.plan.as_ref();
        let occurrence = plan.and_then(|plan| plan.occurrence);
        sqlx::query(
            "INSERT INTO sessions (id, title, kind, meeting, policy, guests, host_id, created_at, empty_since, \
                                   live_since, starts_at, minutes, time_zone, series_id, occurrence, sequence) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        )
        .bind(session.id.as_uuid())
        .bind(session.title.as_str())
        .bind(kind_word(session.kind))
        .bind(session.meeting.word())
        .bind(policy_text(session))
        .bind(session.guests)
        .bind(session.host.as_uuid())
        .bind(session.created_at.as_micros())
        .bind(live_since)
        .bind(live_since)
        .bind(plan.map(|plan| plan.starts_at.as_micros()))
        .bind(plan.map(|plan| i64::from(plan.minutes)))
        .bind(plan.map(|plan| plan.time_zone.as_str().to_owned()))
        .bind(occurrence.map(|occurrence| occurrence.series.as_uuid()))
        .bind(occurrence.map(|occurrence| i64::from(occurrence.number)))
        .bind(plan.map_or(0, |plan| i64::from(plan.sequence)))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Stores what was changed of an appointment at `at`. False when it is none any more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn update_session(
        &mut self,
        session: &Session,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let plan = session.plan.as_ref();
        let occurrence = plan.and_then(|plan| plan.occurrence);
        let updated = sqlx::query(
            "UPDATE sessions SET title = $2, kind = $3, meeting = $4, policy = $5, guests = $6, starts_at = $7, \
                    minutes = $8, time_zone = $9, series_id = $10, occurrence = $11, sequence = $12, changed_at = $13 \
             WHERE id = $1 AND live_since IS NULL AND missed_at IS NULL AND cancelled_at IS NULL",
        )
        .bind(session.id.as_uuid())
        .bind(session.title.as_str())
        .bind(kind_word(session.kind))
        .bind(session.meeting.word())
        .bind(policy_text(session))
        .bind(session.guests)
        .bind(plan.map(|plan| plan.starts_at.as_micros()))
        .bind(plan.map(|plan| i64::from(plan.minutes)))
        .bind(plan.map(|plan| plan.time_zone.as_str().to_owned()))
        .bind(occurrence.map(|occurrence| occurrence.series.as_uuid()))
        .bind(occurrence.map(|occurrence| i64::from(occurrence.number)))
        .bind(plan.map_or(0, |plan| i64::from(plan.sequence)))
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        Ok(updated == 1)
    }

    /// Stores the title and the rules of a live session. Nothing happens when it is over.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn update_rules(&mut self, session: &Session) -> Result<(), StorageError> {
        sqlx::query(
            "UPDATE sessions SET title = $2, policy = $3, guests = $4 \
             WHERE id = $1 AND live_since IS NOT NULL AND ended_at IS NULL",
        )
        .bind(session.id.as_uuid())
        .bind(session.title.as_str())
        .bind(policy_text(session))
        .bind(session.guests)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Begins the appointment `id`; from now on it stands empty. False when it is none any more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn start_session(
        &mut self,
        id: SessionId,
        at: Timestamp,
    ) -> Result<bool, StorageError> {
        let started = sqlx::query(
            "UPDATE sessions SET live_since = $2, empty_since = $2 \
             WHERE id = $1 AND live_since IS NULL AND missed_at IS NULL AND cancelled_at IS NULL",
        )
        .bind(id.as_uuid())
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        Ok(started == 1)
    }

    /// Calls off the appointment `id`. False when it is none any more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn cancel_session(
        &mut self,
        id: SessionId,
        at: Timestamp,
        reason: &CancelReason,
    ) -> Result<bool, StorageError> {
        let cancelled = sqlx::query(
            "UPDATE sessions SET cancelled_at = $2, cancel_reason = $3, sequence = sequence + 1, changed_at = $2 \
             WHERE id = $1 AND live_since IS NULL AND missed_at IS NULL AND cancelled_at IS NULL",
        )
        .bind(id.as_uuid())
        .bind(at.as_micros())
        .bind(reason.as_str())
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        Ok(cancelled == 1)
    }

    /// Ends session `id` and closes every stay in it; its code goes with it. An appointment is ended by
    /// [`EndReason::Missed`], a live session by any other reason. False when it is not that any more.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn end_session(
        &mut self,
        id: SessionId,
        at: Timestamp,
        reason: EndReason,
    ) -> Result<bool, StorageError> {
        let ended = match reason_words(reason) {
            None => {
                sqlx::query(
                    "UPDATE sessions SET missed_at = $2 \
                     WHERE id = $1 AND live_since IS NULL AND missed_at IS NULL AND cancelled_at IS NULL",
                )
                .bind(id.as_uuid())
                .bind(at.as_micros())
                .execute(&mut *self.transaction)
                .await?
            }
            Some((word, detail)) => {
                sqlx::query(
                    "UPDATE sessions SET ended_at = $2, end_reason = $3, end_detail = $4 \
                     WHERE id = $1 AND live_since IS NOT NULL AND ended_at IS NULL",
                )
                .bind(id.as_uuid())
                .bind(at.as_micros())
                .bind(word)
                .bind(detail)
                .execute(&mut *self.transaction)
                .await?
            }
        }
        .rows_affected();
        sqlx::query(
            "UPDATE attendances SET left_at = $2 WHERE session_id = $1 AND left_at IS NULL",
        )
        .bind(id.as_uuid())
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        self.delete_live_code(id).await?;
        self.delete_share_code(id).await?;
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
            "UPDATE sessions SET empty_since = $1 \
             WHERE live_since IS NOT NULL AND ended_at IS NULL AND empty_since IS NULL",
        )
        .bind(now.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Deletes at most `limit` sessions that ended, were missed or were called off before `before`, with
    /// everything that belongs to them. Gives how many.
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
             (SELECT id FROM sessions WHERE ended_at < $1 OR missed_at < $1 OR cancelled_at < $1 LIMIT $2)",
        )
        .bind(before.as_micros())
        .bind(limit)
        .execute(&mut *self.transaction)
        .await?
        .rows_affected())
    }
}

fn policy_text(session: &Session) -> String {
    serde_json::to_string(&session.policy)
        .expect("a policy has string keys and no failing serializers")
}
