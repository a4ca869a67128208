//! A row of the table `sessions` as the rest of the server knows it, and the words that stand in it.

use sqlx::FromRow;
use uuid::Uuid;

use super::StorageError;
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SeriesId, SessionId},
    participant::DisplayName,
    policy::{CallKind, Policy},
    schedule::{Meeting, Occurrence, Plan},
    session::{CancelReason, EndReason, Session, SessionState, Title},
    time_zone::TimeZoneName,
};

/// Selects whole sessions; what follows says which.
macro_rules! select_sessions {
    ($which:literal) => {
        concat!(
            "SELECT s.id, s.title, s.kind, s.meeting, s.policy, s.guests, s.host_id, p.name AS host_name, \
                    s.created_at, s.empty_since, s.starts_at, s.minutes, s.time_zone, s.series_id, s.occurrence, \
                    s.sequence, s.changed_at, s.live_since, s.ended_at, s.end_reason, s.end_detail, s.missed_at, s.cancelled_at, \
                    s.cancel_reason \
             FROM sessions s JOIN participants p ON p.id = s.host_id ",
            $which
        )
    };
}
pub(super) use select_sessions;

/// A session with what the database knows besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// The session.
    pub session: Session,
    /// The name of who made it.
    pub host_name: DisplayName,
    /// Since when nobody is inside; none while somebody is, or could not be yet.
    pub empty_since: Option<Timestamp>,
    /// When it was made, or its plan last changed.
    pub changed_at: Timestamp,
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    title: String,
    kind: String,
    meeting: String,
    policy: String,
    guests: bool,
    host_id: Uuid,
    host_name: String,
    created_at: i64,
    empty_since: Option<i64>,
    starts_at: Option<i64>,
    minutes: Option<i64>,
    time_zone: Option<String>,
    series_id: Option<Uuid>,
    occurrence: Option<i64>,
    sequence: i64,
    changed_at: Option<i64>,
    live_since: Option<i64>,
    ended_at: Option<i64>,
    end_reason: Option<String>,
    end_detail: Option<String>,
    missed_at: Option<i64>,
    cancelled_at: Option<i64>,
    cancel_reason: Option<String>,
}

impl Row {
    fn plan(&self) -> Result<Option<Plan>, StorageError> {
        let corrupt = || StorageError::Corrupt("the plan of a session");
        let (Some(starts_at), Some(minutes), Some(time_zone)) =
            (self.starts_at, self.minutes, &self.time_zone)
        else {
            return Ok(None);
        };
        let occurrence = match (self.series_id, self.occurrence) {
            (Some(series), Some(number)) => Some(Occurrence {
                series: SeriesId::from_uuid(series),
                number: u32::try_from(number).map_err(|_| corrupt())?,
            }),
            _ => None,
        };
        Ok(Some(Plan {
            starts_at: Timestamp::from_micros(starts_at),
            minutes: u32::try_from(minutes).map_err(|_| corrupt())?,
            time_zone: TimeZoneName::parse(time_zone).map_err(|_| corrupt())?,
            occurrence,
            sequence: u32::try_from(self.sequence).map_err(|_| corrupt())?,
        }))
    }

    fn state(&self) -> Result<SessionState, StorageError> {
        let began_at = self.live_since.map(Timestamp::from_micros);
        if let Some(at) = self.cancelled_at {
            return Ok(SessionState::Cancelled {
                at: Timestamp::from_micros(at),
                reason: CancelReason::clean(self.cancel_reason.as_deref().unwrap_or_default()),
            });
        }
        if let Some(at) = self.missed_at {
            return Ok(SessionState::Ended {
                began_at,
                at: Timestamp::from_micros(at),
                reason: EndReason::Missed,
            });
        }
        match (self.ended_at, self.end_reason.as_deref(), began_at) {
            (Some(at), Some(reason), began_at) => Ok(SessionState::Ended {
                began_at,
                at: Timestamp::from_micros(at),
                reason: parse_reason(self.end_detail.as_deref().unwrap_or(reason))?,
            }),
            (None, None, Some(since)) => Ok(SessionState::Live { since }),
            (None, None, None) => self
                .starts_at
                .map(|starts_at| SessionState::Scheduled {
                    starts_at: Timestamp::from_micros(starts_at),
                })
                .ok_or(StorageError::Corrupt("the state of a session")),
            _ => Err(StorageError::Corrupt("the end of a session")),
        }
    }
}

impl TryFrom<Row> for SessionRecord {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let (plan, state) = (row.plan()?, row.state()?);
        let created_at = Timestamp::from_micros(row.created_at);
        Ok(Self {
            session: Session {
                id: SessionId::from_uuid(row.id),
                title: Title::clean(&row.title),
                kind: parse_kind(&row.kind)?,
                meeting: parse_meeting(&row.meeting)?,
                policy: parse_policy(&row.policy)?,
                guests: row.guests,
                host: ParticipantId::from_uuid(row.host_id),
                created_at,
                plan,
                state,
            },
            host_name: DisplayName::clean(&row.host_name)
                .ok_or(StorageError::Corrupt("the name of a host"))?,
            empty_since: row.empty_since.map(Timestamp::from_micros),
            changed_at: row.changed_at.map_or(created_at, Timestamp::from_micros),
        })
    }
}

pub(super) fn records(rows: Vec<Row>) -> Result<Vec<SessionRecord>, StorageError> {
    rows.into_iter().map(SessionRecord::try_from).collect()
}

pub(super) const fn kind_word(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Video => "video",
        CallKind::Audio => "audio",
    }
}

pub(super) fn parse_kind(word: &str) -> Result<CallKind, StorageError> {
    match word {
        "video" => Ok(CallKind::Video),
        "audio" => Ok(CallKind::Audio),
        _ => Err(StorageError::Corrupt("the kind of a session")),
    }
}

/// Rules that are older than shared screens say nothing of them: there, whoever may show their camera may show
/// their screen, and point at those of others.
fn parse_policy(text: &str) -> Result<Policy, StorageError> {
    let corrupt = |_| StorageError::Corrupt("the policy of a session");
    let mut policy: serde_json::Value = serde_json::from_str(text).map_err(corrupt)?;
    for role in ["host", "collaborator", "viewer"] {
        if let Some(grants) = policy
            .get_mut(role)
            .and_then(|grants| grants.as_object_mut())
            && let Some(camera) = grants.get("publishVideo").cloned()
        {
            grants.entry("shareScreen").or_insert(camera);
        }
    }
    serde_json::from_value(policy).map_err(corrupt)
}

pub(super) fn parse_meeting(word: &str) -> Result<Meeting, StorageError> {
    Meeting::parse(word).ok_or(StorageError::Corrupt("what a session is held for"))
}

/// The words that stand beside `ended_at`, of which the second says more; none for what has a column of its own.
pub(super) const fn reason_words(
    reason: EndReason,
) -> Option<(&'static str, Option<&'static str>)> {
    match reason {
        EndReason::EndedByHost => Some(("ended_by_host", None)),
        EndReason::EndedByAdmin => Some(("ended_by_host", Some("ended_by_admin"))),
        EndReason::TimeLimit => Some(("time_limit", None)),
        EndReason::Inactive => Some(("inactive", None)),
        EndReason::ServerShutdown => Some(("inactive", Some("server_shutdown"))),
        EndReason::Missed => None,
    }
}

fn parse_reason(word: &str) -> Result<EndReason, StorageError> {
    match word {
        "ended_by_host" => Ok(EndReason::EndedByHost),
        "server_shutdown" => Ok(EndReason::ServerShutdown),
        "ended_by_admin" => Ok(EndReason::EndedByAdmin),
        "time_limit" => Ok(EndReason::TimeLimit),
        "inactive" => Ok(EndReason::Inactive),
        _ => Err(StorageError::Corrupt("the end of a session")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_before_shared_screens_let_those_share_who_may_show_their_camera() {
        let grants = |video| {
            format!(
                r#"{{"publishAudio":true,"publishVideo":{video},"chat":true,"moderate":false}}"#
            )
        };
        let (yes, no) = (grants(true), grants(false));
        let row = format!(
            r#"{{"preset":"conversation","host":{yes},"collaborator":{yes},"viewer":{no},"maxParticipants":10,"maxSeconds":60,"emptySeconds":60}}"#
        );
        let policy = parse_policy(&row).unwrap();
        assert!(policy.host.share_screen && policy.collaborator.share_screen);
        assert!(!policy.viewer.share_screen);
        for grants in [policy.host, policy.collaborator, policy.viewer] {
            assert_eq!(grants.annotate, grants.share_screen);
        }
        let again = serde_json::to_string(&policy).unwrap();
        assert_eq!(parse_policy(&again).unwrap(), policy);
    }
}
