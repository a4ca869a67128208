//! What the API shows of a session.

use serde::Serialize;
use utoipa::ToSchema;

use super::moment::Moment;
use crate::{
    domain::{
        door::Door,
        ids::{AccountId, ParticipantId, SessionId},
        participant::DisplayName,
        policy::CallKind,
        preset::Preset,
        role::Role,
        schedule::{Companion, Meeting, Part},
        session::{CancelReason, EndReason, SessionState, Title},
        time_zone::TimeZoneName,
        visit,
    },
    server::service::{ListedSession, SessionStory},
};

/// A session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "link": "https://meet.example.org/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "title": "Portfolio review", "kind": "video", "meeting": "mentoring", "preset": "conversation",
    "door": "open", "guests": false, "state": "scheduled",
    "startsAt": "2026-11-27T10:00:00Z", "minutes": 60, "timeZone": "Europe/Stockholm", "weekly": false,
    "beganAt": null, "endedAt": null, "endReason": null, "cancelReason": null,
    "others": [{ "account": "019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a12", "name": "Tomás Oliveira", "part": "learner" }],
}))]
pub(super) struct Session {
    id: SessionId,
    /// The page on which to join.
    link: String,
    title: Title,
    kind: CallKind,
    meeting: Meeting,
    /// None when somebody chose who may do what by themselves.
    preset: Option<Preset>,
    door: Door,
    /// Whether people without an account may come in.
    guests: bool,
    state: State,
    /// When it is, or was, to begin; none when it was begun at once.
    starts_at: Option<Moment>,
    /// How long it is to be, in minutes.
    minutes: Option<u32>,
    /// The time zone in which it was planned.
    time_zone: Option<TimeZoneName>,
    /// Whether it repeats every week.
    weekly: bool,
    /// When it began; none when it has not, or nobody ever began it.
    began_at: Option<Moment>,
    /// When it was over, or was called off.
    ended_at: Option<Moment>,
    /// Why it is over.
    end_reason: Option<EndReason>,
    /// Why it was called off.
    cancel_reason: Option<CancelReason>,
    /// The others who belong to it.
    others: Vec<Person>,
}

/// Where a session is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// It is to be.
    Scheduled,
    /// It is going on.
    Live,
    /// It is over, or nobody ever came.
    Ended,
    /// It was called off.
    Cancelled,
}

/// Somebody who belongs to a session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    /// Their account; none of a guest.
    account: Option<AccountId>,
    name: DisplayName,
    /// What they are in what was arranged; none when they only joined.
    part: Option<Part>,
}

/// A session with what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionDetails {
    session: Session,
    /// Who was inside, in the order in which they came.
    visits: Vec<Visit>,
    /// Who you were in it; none when you never came.
    me: Option<ParticipantId>,
    /// How many messages were written.
    messages: u32,
    /// Until when a live code opens it; none when there is no code.
    code_expires_at: Option<Moment>,
}

/// Somebody who was inside, all their stays taken together.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Visit {
    /// Their account; none of a guest.
    account: Option<AccountId>,
    name: DisplayName,
    role: Role,
    /// When they first came.
    entered_at: Moment,
    /// When they last left; none while they are inside.
    left_at: Option<Moment>,
    /// How long they were inside, in seconds.
    seconds: u64,
}

impl Session {
    fn new(
        session: crate::domain::session::Session,
        others: Vec<Person>,
        link: impl Fn(SessionId) -> String,
    ) -> Self {
        let plan = session.plan;
        let mut shown = Self {
            id: session.id,
            link: link(session.id),
            title: session.title,
            kind: session.kind,
            meeting: session.meeting,
            preset: session.policy.preset,
            door: session.policy.door,
            guests: session.guests,
            state: State::Scheduled,
            weekly: plan.as_ref().is_some_and(|plan| plan.occurrence.is_some()),
            starts_at: plan.as_ref().map(|plan| plan.starts_at.into()),
            minutes: plan.as_ref().map(|plan| plan.minutes),
            time_zone: plan.map(|plan| plan.time_zone),
            began_at: None,
            ended_at: None,
            end_reason: None,
            cancel_reason: None,
            others,
        };
        match session.state {
            SessionState::Scheduled { .. } => {}
            SessionState::Live { since } => {
                shown.state = State::Live;
                shown.began_at = Some(since.into());
            }
            SessionState::Ended {
                began_at,
                at,
                reason,
            } => {
                shown.state = State::Ended;
                shown.began_at = began_at.map(Moment);
                shown.ended_at = Some(at.into());
                shown.end_reason = Some(reason);
            }
            SessionState::Cancelled { at, reason } => {
                shown.state = State::Cancelled;
                shown.ended_at = Some(at.into());
                shown.cancel_reason = Some(reason);
            }
        }
        shown
    }

    /// A session of a list.
    pub(super) fn listed(listed: ListedSession, link: impl Fn(SessionId) -> String) -> Self {
        let others = listed.others.into_iter().map(Person::from).collect();
        Self::new(listed.record.session, others, link)
    }

    /// When it was over; the place after which older ones follow.
    pub(super) const fn ended_at(&self) -> Option<Moment> {
        self.ended_at
    }
}

impl SessionDetails {
    /// A session, as `asker` sees it.
    pub(super) fn new(
        story: SessionStory,
        asker: AccountId,
        link: impl Fn(SessionId) -> String,
    ) -> Self {
        let others = story
            .members
            .into_iter()
            .filter(|member| member.account != asker)
            .map(|member| Companion::from(member).into())
            .collect();
        Self {
            session: Session::new(story.record.session, others, link),
            visits: story.visits.into_iter().map(Visit::from).collect(),
            me: story.me,
            messages: story.messages,
            code_expires_at: story.code_ends_at.map(Moment),
        }
    }
}

impl From<Companion> for Person {
    fn from(companion: Companion) -> Self {
        Self {
            account: companion.account,
            name: companion.name,
            part: companion.part,
        }
    }
}

impl From<visit::Visit> for Visit {
    fn from(visit: visit::Visit) -> Self {
        Self {
            account: visit.account,
            name: visit.name,
            role: visit.role,
            entered_at: visit.entered_at.into(),
            left_at: visit.left_at.map(Moment),
            seconds: visit.seconds,
        }
    }
}
