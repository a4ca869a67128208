//! A session: the durable thing that people meet in, and the ways its state may change.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    limits,
    participant::clean_line,
    policy::{CallKind, Policy},
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
    /// Its rules.
    pub policy: Policy,
    /// Who made it.
    pub host: ParticipantId,
    /// When it was made.
    pub created_at: Timestamp,
    /// Where it is in its life.
    pub state: SessionState,
}

/// Where a session is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// People may be in it.
    Live {
        /// Since when.
        since: Timestamp,
    },
    /// Nobody can go in any more.
    Ended {
        /// Since when.
        at: Timestamp,
        /// Why.
        reason: EndReason,
    },
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The host ended it for everyone.
    EndedByHost,
    /// Its longest life was over.
    TimeLimit,
    /// Nobody had been inside for the time that the policy allows.
    Inactive,
}

/// A transition that the session's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the session has already ended")]
pub struct AlreadyEnded;

impl Session {
    /// Ends a live session.
    ///
    /// # Errors
    /// [`AlreadyEnded`] when it is not live.
    pub fn end(self, at: Timestamp, reason: EndReason) -> Result<Self, AlreadyEnded> {
        match self.state {
            SessionState::Live { .. } => Ok(Self {
                state: SessionState::Ended { at, reason },
                ..self
            }),
            SessionState::Ended { .. } => Err(AlreadyEnded),
        }
    }

    /// When the policy ends it at the latest.
    pub fn expires_at(&self) -> Timestamp {
        self.created_at.plus(self.policy.max_duration())
    }

    /// Why this live session is over at `now`, when it is: its longest life has passed, or nobody has been
    /// inside since `empty_since` (`None` while somebody is).
    pub fn overdue(&self, now: Timestamp, empty_since: Option<Timestamp>) -> Option<EndReason> {
        match self.state {
            SessionState::Ended { .. } => None,
            SessionState::Live { .. } if now >= self.expires_at() => Some(EndReason::TimeLimit),
            SessionState::Live { .. } => empty_since
                .is_some_and(|since| now >= since.plus(self.policy.empty_timeout()))
                .then_some(EndReason::Inactive),
        }
    }

    /// Whether people can go in.
    pub const fn is_live(&self) -> bool {
        matches!(self.state, SessionState::Live { .. })
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use uuid::Uuid;

    use super::*;

    fn session() -> Session {
        let created_at = Timestamp::from_millis(1_000_000);
        Session {
            id: SessionId::from_uuid(Uuid::nil()),
            title: Title::clean("  Portfolio\nreview "),
            kind: CallKind::Video,
            policy: Policy::conversation(CallKind::Video),
            host: ParticipantId::from_uuid(Uuid::nil()),
            created_at,
            state: SessionState::Live { since: created_at },
        }
    }

    #[test]
    fn a_session_ends_once() {
        let at = Timestamp::from_millis(2_000_000);
        let ended = session().end(at, EndReason::EndedByHost).unwrap();
        assert!(!ended.is_live());
        assert_eq!(ended.end(at, EndReason::TimeLimit), Err(AlreadyEnded));
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
