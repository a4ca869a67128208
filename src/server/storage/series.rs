//! The table `series`: what repeats every week, and what the next one is made from.

use sqlx::FromRow;
use uuid::Uuid;

use super::{
    StorageError, Write,
    session_row::{kind_word, parse_kind, parse_meeting},
};
use crate::domain::{
    clock::Timestamp,
    ids::SeriesId,
    policy::CallKind,
    rules::Template,
    schedule::{Meeting, WallTime},
    session::Title,
    time_zone::TimeZoneName,
};

/// What repeats every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its id.
    pub id: SeriesId,
    /// What it is about.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// What people meet for.
    pub meeting: Meeting,
    /// Whether people without an account may come in.
    pub guests: bool,
    /// How long each is to be, in minutes.
    pub minutes: u32,
    /// In which the wall clock hangs.
    pub time_zone: TimeZoneName,
    /// When number `anchor_number` begins; the others are whole weeks away.
    pub anchor: WallTime,
    /// Which number the anchor is of.
    pub anchor_number: u32,
    /// Since when no more are made.
    pub ended_at: Option<Timestamp>,
    /// How many in a row nobody began.
    pub unattended: u32,
    /// Since when none is made until somebody wants to go on.
    pub paused_at: Option<Timestamp>,
    /// The rules of each.
    pub template: Template,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    title: String,
    kind: String,
    meeting: String,
    guests: bool,
    minutes: i64,
    time_zone: String,
    anchor: String,
    anchor_number: i64,
    ended_at: Option<i64>,
    unattended: i64,
    paused_at: Option<i64>,
    template: Option<String>,
}

impl TryFrom<Row> for Series {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let corrupt = || StorageError::Corrupt("a series");
        Ok(Self {
            id: SeriesId::from_uuid(row.id),
            title: Title::clean(&row.title),
            kind: parse_kind(&row.kind)?,
            meeting: parse_meeting(&row.meeting)?,
            guests: row.guests,
            minutes: u32::try_from(row.minutes).map_err(|_| corrupt())?,
            time_zone: TimeZoneName::parse(&row.time_zone).map_err(|_| corrupt())?,
            anchor: WallTime::parse(&row.anchor).map_err(|_| corrupt())?,
            anchor_number: u32::try_from(row.anchor_number).map_err(|_| corrupt())?,
            ended_at: row.ended_at.map(Timestamp::from_micros),
            unattended: u32::try_from(row.unattended).map_err(|_| corrupt())?,
            paused_at: row.paused_at.map(Timestamp::from_micros),
            template: row
                .template
                .map(|template| serde_json::from_str(&template))
                .transpose()
                .map_err(|_| corrupt())?
                .unwrap_or_default(),
        })
    }
}

impl Write {
    /// The series `id`, as this transaction sees it.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_series(&mut self, id: SeriesId) -> Result<Option<Series>, StorageError> {
        sqlx::query_as::<_, Row>(
            "SELECT id, title, kind, meeting, guests, minutes, time_zone, anchor, anchor_number, ended_at, \
                    unattended, paused_at, template \
             FROM series WHERE id = $1",
        )
        .bind(id.as_uuid())
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(Series::try_from)
        .transpose()
    }

    /// Stores a series, or what has changed of it.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn put_series(&mut self, series: &Series) -> Result<(), StorageError> {
        sqlx::query(
            "INSERT INTO series (id, title, kind, meeting, guests, minutes, time_zone, anchor, anchor_number, ended_at, \
                 unattended, paused_at, template) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
             ON CONFLICT (id) DO UPDATE SET title = excluded.title, kind = excluded.kind, \
                 meeting = excluded.meeting, guests = excluded.guests, minutes = excluded.minutes, \
                 time_zone = excluded.time_zone, anchor = excluded.anchor, \
                 anchor_number = excluded.anchor_number, ended_at = excluded.ended_at, \
                 unattended = excluded.unattended, paused_at = excluded.paused_at, \
                 template = excluded.template",
        )
        .bind(series.id.as_uuid())
        .bind(series.title.as_str())
        .bind(kind_word(series.kind))
        .bind(series.meeting.word())
        .bind(series.guests)
        .bind(i64::from(series.minutes))
        .bind(series.time_zone.as_str())
        .bind(series.anchor.as_str())
        .bind(i64::from(series.anchor_number))
        .bind(series.ended_at.map(Timestamp::as_micros))
        .bind(i64::from(series.unattended))
        .bind(series.paused_at.map(Timestamp::as_micros))
        .bind(serde_json::to_string(&series.template).expect("rules have no failing serializers"))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// The greatest number of a session in series `id`; none when there is no session.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn find_last_number(&mut self, id: SeriesId) -> Result<Option<u32>, StorageError> {
        let last: Option<i64> =
            sqlx::query_scalar("SELECT MAX(occurrence) FROM sessions WHERE series_id = $1")
                .bind(id.as_uuid())
                .fetch_one(&mut *self.transaction)
                .await?;
        last.map(|last| u32::try_from(last).map_err(|_| StorageError::Corrupt("a series")))
            .transpose()
    }

    /// Deletes series of which no session is left, and that have ended or paused. Gives how many.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_empty_series(&mut self) -> Result<u64, StorageError> {
        Ok(sqlx::query(
            "DELETE FROM series WHERE (ended_at IS NOT NULL OR paused_at IS NOT NULL) \
             AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.series_id = series.id)",
        )
        .execute(&mut *self.transaction)
        .await?
        .rows_affected())
    }
}
