//! A session: the durable thing that people meet in, and the ways its state may change.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    limits,
    participant::{Participant, clean_line},
    policy::{CallKind, Policy},
    role::{Grant, Grants},
    schedule::{Meeting, Plan},
};

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The id is also the link.
    pub id: SessionId,
    /// What it is about; empty when nobody said.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// What people meet for.
    pub meeting: Meeting,
    /// Its rules.
    pub policy: Policy,
    /// Whether people without an account may come in.
    pub guests: bool,
    /// Who made it.
    pub host: ParticipantId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is, or was, to be; none when it was begun at once.
    pub plan: Option<Plan>,
    /// Where it is in its life.
    pub state: SessionState,
}

/// Where a session is in its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum SessionState {
    /// It is to be, and nobody can go in yet.
    Scheduled {
        /// When, by its plan.
        starts_at: Timestamp,
    },
    /// People may be in it.
    Live {
        /// Since when.
        since: Timestamp,
    },
    /// Nobody can go in any more.
    Ended {
        /// Since when it had been live; none when nobody ever began it.
        began_at: Option<Timestamp>,
        /// Since when it is over.
        at: Timestamp,
        /// Why.
        reason: EndReason,
    },
    /// It was to be, and will not.
    Cancelled {
        /// Since when.
        at: Timestamp,
        /// What was said about it.
        reason: CancelReason,
    },
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The host ended it for everyone.
    EndedByHost,
    /// Whoever looks after the server ended it.
    EndedByAdmin,
    /// Its longest life was over.
    TimeLimit,
    /// Nobody had been inside, or nobody inside had done anything, for the time that the policy allows.
    Inactive,
    /// The server was stopped for good.
    ServerShutdown,
    /// It was to be, and nobody began it.
    Missed,
}

/// A transition that the session's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the session's state does not allow it")]
pub struct WrongState;

impl Session {
    /// Begins a session that was to be.
    ///
    /// # Errors
    /// [`WrongState`] when it is not scheduled.
    pub fn start(self, now: Timestamp) -> Result<Self, WrongState> {
        match self.state {
            SessionState::Scheduled { .. } => Ok(Self {
                state: SessionState::Live { since: now },
                ..self
            }),
            _ => Err(WrongState),
        }
    }

    /// Ends a live session, or one that was to be and that nobody began.
    ///
    /// # Errors
    /// [`WrongState`] when it is over, or the reason does not fit its state.
    pub fn end(self, at: Timestamp, reason: EndReason) -> Result<Self, WrongState> {
        let began_at = match (&self.state, reason) {
            (SessionState::Scheduled { .. }, EndReason::Missed) => None,
            (SessionState::Live { since }, reason) if reason != EndReason::Missed => Some(*since),
            _ => return Err(WrongState),
        };
        Ok(Self {
            state: SessionState::Ended {
                began_at,
                at,
                reason,
            },
            ..self
        })
    }

    /// Calls off a session that was to be.
    ///
    /// # Errors
    /// [`WrongState`] when it is not scheduled.
    pub fn cancel(self, at: Timestamp, reason: CancelReason) -> Result<Self, WrongState> {
        match self.state {
            SessionState::Scheduled { .. } => Ok(Self {
                state: SessionState::Cancelled { at, reason },
                ..self.counted()
            }),
            _ => Err(WrongState),
        }
    }

    /// Gives a session that is to be another plan.
    ///
    /// # Errors
    /// [`WrongState`] when it is not scheduled.
    pub fn replan(self, plan: Plan) -> Result<Self, WrongState> {
        let sequence = self.plan.as_ref().map_or(0, |plan| plan.sequence);
        match self.state {
            SessionState::Scheduled { .. } => Ok(Self {
                state: SessionState::Scheduled {
                    starts_at: plan.starts_at,
                },
                plan: Some(Plan { sequence, ..plan }),
                ..self
            }
            .counted()),
            _ => Err(WrongState),
        }
    }

    /// One change more, for calendars.
    fn counted(self) -> Self {
        Self {
            plan: self.plan.map(|plan| Plan {
                sequence: plan.sequence.saturating_add(1),
                ..plan
            }),
            ..self
        }
    }

    /// What `participant` may do in it.
    pub const fn grants(&self, participant: &Participant) -> Grants {
        let grants = self
            .policy
            .grants_of(participant.role, participant.own_grants);
        match self.kind {
            CallKind::Video => grants,
            // Nobody is seen, whatever a host gives.
            CallKind::Audio => grants.with(Grant::PublishVideo, false),
        }
    }

    /// When it began, or is to begin. Of one that nobody began: when it was to be.
    pub fn began_at(&self) -> Timestamp {
        match &self.state {
            SessionState::Live { since } => *since,
            SessionState::Ended {
                began_at: Some(began_at),
                ..
            } => *began_at,
            _ => self
                .plan
                .as_ref()
                .map_or(self.created_at, |plan| plan.starts_at),
        }
    }

    /// When the policy ends it at the latest.
    pub fn expires_at(&self) -> Timestamp {
        self.began_at().plus(self.policy.max_duration())
    }

    /// Why this session is over at `now`, when it is: its longest life has passed, nobody has been inside, or
    /// nobody inside has done anything, since `quiet_since` (`None` while somebody does), or nobody began it in time.
    pub fn overdue(&self, now: Timestamp, quiet_since: Option<Timestamp>) -> Option<EndReason> {
        match self.state {
            SessionState::Live { .. } if now >= self.expires_at() => Some(EndReason::TimeLimit),
            SessionState::Live { .. } => quiet_since
                .is_some_and(|since| now >= since.plus(self.policy.empty_timeout()))
                .then_some(EndReason::Inactive),
            SessionState::Scheduled { .. } => self
                .plan
                .as_ref()
                .is_some_and(|plan| now >= plan.missed_at())
                .then_some(EndReason::Missed),
            SessionState::Ended { .. } | SessionState::Cancelled { .. } => None,
        }
    }

    /// Whether people can go in.
    pub const fn is_live(&self) -> bool {
        matches!(self.state, SessionState::Live { .. })
    }

    /// Whether it is to be.
    pub const fn is_scheduled(&self) -> bool {
        matches!(self.state, SessionState::Scheduled { .. })
    }
}

/// What a session is about: one clean line of at most 80 characters, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Title(String);

impl Title {
    /// What is left of `raw` after cleaning; empty when nothing is.
    pub fn clean(raw: &str) -> Self {
        Self(clean_line(raw, limits::TITLE_CHARS).unwrap_or_default())
    }

    /// The title as text, possibly empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a session was called off: one clean line of at most 200 characters, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CancelReason(String);

impl CancelReason {
    /// What is left of `raw` after cleaning; empty when nothing is.
    pub fn clean(raw: &str) -> Self {
        Self(clean_line(raw, limits::CANCEL_REASON_CHARS).unwrap_or_default())
    }

    /// The reason as text, possibly empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CancelReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;
    use crate::domain::time_zone::TimeZoneName;

    fn session() -> Session {
        let created_at = Timestamp::from_millis(1_000_000);
        Session {
            id: SessionId::from_uuid(Uuid::nil()),
            title: Title::clean("  Portfolio\nreview "),
            kind: CallKind::Video,
            meeting: Meeting::Open,
            policy: Policy::conversation(CallKind::Video),
            guests: true,
            host: ParticipantId::from_uuid(Uuid::nil()),
            created_at,
            plan: None,
            state: SessionState::Live { since: created_at },
        }
    }

    fn appointment() -> Session {
        let starts_at = Timestamp::from_millis(1_000_000_000);
        Session {
            plan: Some(Plan {
                starts_at,
                minutes: 60,
                time_zone: TimeZoneName::utc(),
                occurrence: None,
                sequence: 0,
            }),
            state: SessionState::Scheduled { starts_at },
            ..session()
        }
    }

    #[test]
    fn a_session_ends_once() {
        let at = Timestamp::from_millis(2_000_000);
        let ended = session().end(at, EndReason::EndedByHost).unwrap();
        assert!(!ended.is_live());
        assert_eq!(ended.began_at(), session().created_at);
        assert_eq!(ended.end(at, EndReason::TimeLimit), Err(WrongState));
        assert_eq!(session().end(at, EndReason::Missed), Err(WrongState));
    }

    #[test]
    fn an_appointment_is_begun_once_and_lives_from_then_on() {
        let now = Timestamp::from_millis(1_000_600_000);
        let live = appointment().start(now).unwrap();
        assert_eq!(live.began_at(), now);
        assert_eq!(live.expires_at(), now.plus(limits::MAX_SESSION));
        assert_eq!(live.clone().start(now), Err(WrongState));
        assert_eq!(live.cancel(now, CancelReason::default()), Err(WrongState));
    }

    #[test]
    fn an_appointment_that_nobody_begins_is_missed() {
        let appointment = appointment();
        let missed_at = appointment.began_at().plus(Duration::from_secs(13 * 3_600));
        let almost = missed_at.minus(Duration::from_secs(1));
        assert_eq!(appointment.overdue(almost, None), None);
        assert_eq!(
            appointment.overdue(missed_at, None),
            Some(EndReason::Missed)
        );
        assert_eq!(
            appointment.clone().end(missed_at, EndReason::TimeLimit),
            Err(WrongState)
        );
        let missed = appointment.end(missed_at, EndReason::Missed).unwrap();
        assert_eq!(missed.overdue(missed_at, None), None);
        assert_eq!(missed.start(missed_at), Err(WrongState));
    }

    #[test]
    fn calendars_count_what_is_changed() {
        let appointment = appointment();
        let later = appointment.began_at().plus(Duration::from_secs(60));
        let plan = Plan {
            starts_at: later,
            ..appointment.plan.clone().unwrap()
        };
        let changed = appointment.replan(plan.clone()).unwrap();
        assert_eq!(changed.state, SessionState::Scheduled { starts_at: later });
        assert_eq!(changed.plan.as_ref().unwrap().sequence, 1);
        let cancelled = changed
            .cancel(later, CancelReason::clean(" ill\n"))
            .unwrap();
        assert_eq!(cancelled.plan.as_ref().unwrap().sequence, 2);
        assert_eq!(cancelled.clone().replan(plan), Err(WrongState));
        assert_eq!(cancelled.start(later), Err(WrongState));
    }

    #[test]
    fn a_session_is_overdue_by_its_longest_life_or_by_standing_empty() {
        let session = session();
        let start = session.created_at;
        assert_eq!(session.overdue(start, Some(start)), None);
        assert_eq!(
            session.overdue(start.plus(limits::EMPTY_SESSION), Some(start)),
            Some(EndReason::Inactive)
        );
        assert_eq!(
            session.overdue(start.plus(limits::EMPTY_SESSION), None),
            None
        );
        assert_eq!(
            session.overdue(start.plus(limits::MAX_SESSION), None),
            Some(EndReason::TimeLimit)
        );
        let almost = start.plus(limits::MAX_SESSION - Duration::from_secs(1));
        assert_eq!(session.overdue(almost, None), None);
    }

    #[test]
    fn a_title_is_one_clean_line() {
        assert_eq!(session().title.as_str(), "Portfolio review");
        assert_eq!(Title::clean(" \n ").as_str(), "");
    }
}
