//! Appointments: when people want to meet, how often, and as what.
//!
//! A plan is made in somebody's own time zone, and what repeats keeps its time on their wall clock. Which moment
//! a wall clock means is known on the server only, which has the time zone database.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    account::AccountRole,
    clock::Timestamp,
    ids::{AccountId, SeriesId},
    limits,
    participant::DisplayName,
    policy::CallKind,
    role::Role,
    time_zone::TimeZoneName,
};

/// When a session is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long it is to be, in minutes.
    pub minutes: u32,
    /// The time zone in which it was planned.
    pub time_zone: TimeZoneName,
    /// Its place among those that repeat; none when it does not.
    pub occurrence: Option<Occurrence>,
    /// How often it was changed: calendars take the greater one (`SEQUENCE`, RFC 5545 §3.8.7.4).
    pub sequence: u32,
}

/// A session's place among those that repeat every week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Which they are.
    pub series: SeriesId,
    /// Which week it is, counted from the first. Weeks in which there was none are counted too.
    pub number: u32,
}

impl Plan {
    /// When its time is over.
    pub fn ends_at(&self) -> Timestamp {
        self.starts_at
            .plus(Duration::from_secs(u64::from(self.minutes) * 60))
    }

    /// From when on it counts as missed, if nobody began it.
    pub fn missed_at(&self) -> Timestamp {
        self.ends_at().plus(limits::MISSED_AFTER)
    }
}

/// What somebody wants to arrange, as they typed it into the form. A box that is not ticked is not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentForm {
    /// What it is about; may be empty.
    pub title: String,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// What people meet for.
    pub meeting: Meeting,
    /// Whether people without an account may come in.
    #[serde(default)]
    pub guests: bool,
    /// The others.
    #[serde(default)]
    pub with: Vec<AccountId>,
    /// When it begins, by the wall clock, as HTML writes it: `2026-03-29T02:30`.
    pub starts: String,
    /// Where that clock hangs; the planner's own time zone when it is empty.
    #[serde(default)]
    pub time_zone: String,
    /// How long it is to be, in minutes.
    pub minutes: u32,
    /// Whether it repeats every week.
    #[serde(default)]
    pub weekly: bool,
    /// The word of a template for its rules; empty for those that it has, or a conversation's.
    #[serde(default)]
    pub rules: String,
    /// Somebody besides who has no account yet: what they are called; empty when there is nobody.
    #[serde(default)]
    pub newcomer: String,
    /// Their e-mail address; may be empty.
    #[serde(default)]
    pub newcomer_email: String,
}

/// What a wall clock and a calendar show, to the minute: `2026-03-29T02:30`, as HTML writes it
/// (`datetime-local`). Which moment it is depends on the time zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WallTime(String);

/// The text is no date with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no date with a time")]
pub struct NoWallTime;

/// `0` stands for any digit.
const WALL_TIME: &[u8; 16] = b"0000-00-00T00:00";

impl WallTime {
    /// Reads it by its form; seconds are let go. Whether the calendar has such a day, the server tells.
    ///
    /// # Errors
    /// [`NoWallTime`] when it has another form.
    pub fn parse(raw: &str) -> Result<Self, NoWallTime> {
        let text = raw.trim().get(..WALL_TIME.len()).ok_or(NoWallTime)?;
        let fits = text.bytes().zip(WALL_TIME).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == *form,
        });
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoWallTime)
        }
    }

    /// As HTML and the database write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WallTime {
    type Error = NoWallTime;

    fn try_from(raw: String) -> Result<Self, NoWallTime> {
        Self::parse(&raw)
    }
}

impl From<WallTime> for String {
    fn from(wall: WallTime) -> Self {
        wall.0
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What people meet for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meeting {
    /// A mentor and those who learn from them.
    Mentoring,
    /// An admin gets to know a mentor.
    Interview,
    /// Whoever likes to.
    #[default]
    Open,
}

/// What somebody is in an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Leads a mentoring.
    Mentor,
    /// Learns in it.
    Learner,
    /// Asks in an interview.
    Interviewer,
    /// Is asked.
    Candidate,
    /// One among equals.
    Member,
}

/// Somebody of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// What they are called.
    pub name: DisplayName,
    /// What they are in it.
    pub part: Part,
}

/// Somebody who belongs to a session: by appointment, or because they joined it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Companion {
    /// Their account; none of a guest.
    pub account: Option<AccountId>,
    /// What they are called.
    pub name: DisplayName,
    /// What they are in the appointment; none when they only joined.
    pub part: Option<Part>,
}

impl From<Member> for Companion {
    fn from(member: Member) -> Self {
        Self {
            account: Some(member.account),
            name: member.name,
            part: Some(member.part),
        }
    }
}

impl Meeting {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Mentoring, Self::Interview, Self::Open];

    /// The stable word, as it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mentoring => "mentoring",
            Self::Interview => "interview",
            Self::Open => "open",
        }
    }

    /// The kind that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meeting| meeting.word() == word)
    }

    /// What somebody with `role` is in it; none when it is not for them.
    pub const fn part(self, role: AccountRole) -> Option<Part> {
        Some(match (self, role) {
            (Self::Open, _) => Part::Member,
            (Self::Mentoring, AccountRole::Mentor | AccountRole::Admin) => Part::Mentor,
            (Self::Mentoring, AccountRole::Learner) => Part::Learner,
            (Self::Interview, AccountRole::Admin) => Part::Interviewer,
            (Self::Interview, AccountRole::Mentor) => Part::Candidate,
            (Self::Interview, AccountRole::Learner) => return None,
        })
    }

    /// What somebody new becomes on this server whom a person with role `by` asks into it; none when it has no
    /// place for them.
    pub const fn newcomer(self, by: AccountRole) -> Option<AccountRole> {
        match (self, by) {
            (Self::Interview, AccountRole::Admin) => Some(AccountRole::Mentor),
            (Self::Interview, _) => None,
            (Self::Mentoring | Self::Open, _) => Some(AccountRole::Learner),
        }
    }

    /// Whether those who have these parts can hold it: an interview needs both sides, and the rest can be asked
    /// in later.
    pub fn can_be_held_by(self, parts: &[Part]) -> bool {
        self != Self::Interview
            || (parts.contains(&Part::Interviewer) && parts.contains(&Part::Candidate))
    }
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 5] = [
        Self::Mentor,
        Self::Learner,
        Self::Interviewer,
        Self::Candidate,
        Self::Member,
    ];

    /// The stable word, as it is stored.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mentor => "mentor",
            Self::Learner => "learner",
            Self::Interviewer => "interviewer",
            Self::Candidate => "candidate",
            Self::Member => "member",
        }
    }

    /// The part that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    /// The role in the room. Who made the session is its host besides.
    pub const fn role(self) -> Role {
        match self {
            Self::Mentor | Self::Interviewer => Role::Host,
            Self::Learner | Self::Candidate | Self::Member => Role::Collaborator,
        }
    }
}

/// Which of those that repeat a change is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// This one.
    #[default]
    ThisOne,
    /// This one and all that follow.
    AllThatFollow,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_shows_a_date_and_a_time() {
        for good in [
            "2026-03-29T02:30",
            " 2026-03-29T02:30:00 ",
            "2026-03-29T02:30:59.9",
        ] {
            assert_eq!(WallTime::parse(good).unwrap().as_str(), "2026-03-29T02:30");
        }
        for wrong in [
            "",
            "2026-03-29",
            "2026-03-29 02:30",
            "26-03-29T02:30",
            "2026-03-29T2:30",
            "é026-03-29T02:3",
        ] {
            assert_eq!(WallTime::parse(wrong), Err(NoWallTime), "{wrong}");
        }
    }

    #[test]
    fn words_find_their_way_back() {
        for meeting in Meeting::ALL {
            assert_eq!(Meeting::parse(meeting.word()), Some(meeting));
            assert_eq!(
                serde_json::to_value(meeting).unwrap(),
                serde_json::Value::from(meeting.word())
            );
        }
        for part in Part::ALL {
            assert_eq!(Part::parse(part.word()), Some(part));
            assert_eq!(
                serde_json::to_value(part).unwrap(),
                serde_json::Value::from(part.word())
            );
        }
        assert_eq!(Meeting::parse("party"), None);
        assert_eq!(Part::parse("king"), None);
    }

    #[test]
    fn an_interview_is_between_an_admin_and_a_mentor() {
        let interview = Meeting::Interview;
        assert_eq!(interview.part(AccountRole::Learner), None);
        let parts: Vec<Part> = [AccountRole::Admin, AccountRole::Mentor]
            .into_iter()
            .filter_map(|role| interview.part(role))
            .collect();
        assert!(interview.can_be_held_by(&parts));
        assert!(!interview.can_be_held_by(&parts[..1]));
        assert!(!interview.can_be_held_by(&parts[1..]));
        assert!(Meeting::Mentoring.can_be_held_by(&[Part::Mentor]));
    }

    #[test]
    fn somebody_new_gets_a_part_that_the_meeting_has() {
        for meeting in Meeting::ALL {
            for by in AccountRole::ALL {
                let newcomer = meeting.newcomer(by);
                assert!(newcomer.is_none_or(|role| meeting.part(role).is_some()));
                assert_ne!(newcomer, Some(AccountRole::Admin));
            }
        }
        assert_eq!(Meeting::Interview.newcomer(AccountRole::Mentor), None);
    }

    #[test]
    fn who_leads_an_appointment_hosts_its_room() {
        assert_eq!(Part::Mentor.role(), Role::Host);
        assert_eq!(Part::Interviewer.role(), Role::Host);
        assert_eq!(Part::Learner.role(), Role::Collaborator);
    }
}
