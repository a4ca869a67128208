//! The table `attendances`: who was inside, when, and what the room showed of them.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Storage, StorageError, Write, participants};
use crate::domain::{
    clock::Timestamp,
    ids::{Instance, ParticipantId, SessionId},
    participant::Participant,
};

/// Somebody's open stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Who.
    pub participant_id: ParticipantId,
    /// Where.
    pub session_id: SessionId,
    /// The life of their page.
    pub instance: Instance,
    /// Their microphone is on.
    pub audio: bool,
    /// Their camera is on.
    pub video: bool,
    /// They share their screen.
    pub screen: bool,
}

/// A seat that was taken when the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSeat {
    /// Who sat there.
    pub participant: Participant,
    /// What the room showed of them.
    pub stay: Stay,
}

/// From when to when somebody was inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastStay {
    /// Who.
    pub participant: Participant,
    /// From when on.
    pub entered_at: Timestamp,
    /// Until when; none while they are inside.
    pub left_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct PastRow {
    #[sqlx(flatten)]
    participant: participants::Row,
    entered_at: i64,
    left_at: Option<i64>,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    participant: participants::Row,
    instance: i64,
    audio: bool,
    video: bool,
    screen: bool,
}

impl TryFrom<Row> for KeptSeat {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let participant = Participant::try_from(row.participant)?;
        let instance = u32::try_from(row.instance)
            .map_err(|_| StorageError::Corrupt("the instance of a page"))?;
        let stay = Stay {
            participant_id: participant.id,
            session_id: participant.session_id,
            instance: Instance(instance),
            audio: row.audio,
            video: row.video,
            screen: row.screen,
        };
        Ok(Self { participant, stay })
    }
}

impl Storage {
    /// The seats of session `id` that are taken, in the order in which people came.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_kept_seats(&self, id: SessionId) -> Result<Vec<KeptSeat>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT p.id, p.session_id, p.account_id, p.name, p.role, p.joined_at, \
             p.own_grants, p.waiting_since, p.removed_at, p.banned, p.reads_from, a.instance, a.audio, a.video, a.screen \
             FROM attendances a JOIN participants p ON p.id = a.participant_id \
             WHERE a.session_id = $1 AND a.left_at IS NULL ORDER BY a.entered_at, p.id",
        )
        .bind(id.as_uuid())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(KeptSeat::try_from)
        .collect()
    }

    /// Who was inside session `id` and when, in the order in which they came.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_stays(&self, id: SessionId) -> Result<Vec<PastStay>, StorageError> {
        sqlx::query_as::<_, PastRow>(
            "SELECT p.id, p.session_id, p.account_id, p.name, p.role, p.joined_at, \
             p.own_grants, p.waiting_since, p.removed_at, p.banned, p.reads_from, a.entered_at, a.left_at \
             FROM attendances a JOIN participants p ON p.id = a.participant_id \
             WHERE a.session_id = $1 ORDER BY a.entered_at, p.id",
        )
        .bind(id.as_uuid())
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(|row| {
            Ok(PastStay {
                participant: row.participant.try_into()?,
                entered_at: Timestamp::from_micros(row.entered_at),
                left_at: row.left_at.map(Timestamp::from_micros),
            })
        })
        .collect()
    }

    /// The sessions in which somebody has an open stay.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_attended_sessions(&self) -> Result<Vec<SessionId>, StorageError> {
        let ids: Vec<Uuid> =
            sqlx::query_scalar("SELECT DISTINCT session_id FROM attendances WHERE left_at IS NULL")
                .fetch_all(&self.readers)
                .await?;
        Ok(ids.into_iter().map(SessionId::from_uuid).collect())
    }
}

impl Write {
    /// Somebody came in, came back, or changed what they send: opens their stay, or brings the open one up to
    /// date.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_stay(&mut self, stay: &Stay, at: Timestamp) -> Result<(), StorageError> {
        let updated = sqlx::query(
            "UPDATE attendances SET instance = $2, audio = $3, video = $4, screen = $5 \
             WHERE participant_id = $1 AND left_at IS NULL",
        )
        .bind(stay.participant_id.as_uuid())
        .bind(i64::from(stay.instance.0))
        .bind(stay.audio)
        .bind(stay.video)
        .bind(stay.screen)
        .execute(&mut *self.transaction)
        .await?
        .rows_affected();
        if updated == 0 {
            sqlx::query(
                "INSERT INTO attendances (participant_id, session_id, entered_at, instance, audio, video, screen) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) \
                 ON CONFLICT (participant_id, entered_at) DO UPDATE \
                 SET left_at = NULL, instance = excluded.instance, audio = excluded.audio, \
                 video = excluded.video, screen = excluded.screen",
            )
            .bind(stay.participant_id.as_uuid())
            .bind(stay.session_id.as_uuid())
            .bind(at.as_micros())
            .bind(i64::from(stay.instance.0))
            .bind(stay.audio)
            .bind(stay.video)
            .bind(stay.screen)
            .execute(&mut *self.transaction)
            .await?;
        }
        self.set_empty_since(stay.session_id, None).await
    }

    /// Ends somebody's open stay.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn close_stay(
        &mut self,
        id: ParticipantId,
        at: Timestamp,
    ) -> Result<(), StorageError> {
        sqlx::query(
            "UPDATE attendances SET left_at = $2 WHERE participant_id = $1 AND left_at IS NULL",
        )
        .bind(id.as_uuid())
        .bind(at.as_micros())
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
