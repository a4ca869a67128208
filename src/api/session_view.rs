//! What pages show of somebody's own sessions.

use serde::{Deserialize, Serialize};

use crate::domain::{
    clock::Timestamp,
    ids::{AccountId, InvitationId, SessionId},
    invitation::Invitation,
    participant::DisplayName,
    policy::CallKind,
    role::Role,
    schedule::{Meeting, Member, Part, Plan},
    session::{CancelReason, EndReason, Session, SessionState, Title},
    time_zone::TimeZoneName,
};

/// A session in one of somebody's lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionCard {
    /// Its id, which is also its link.
    pub id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// What people meet for.
    pub meeting: Meeting,
    /// Whether people without an account may come in.
    pub guests: bool,
    /// Its plan; none when it was begun at once.
    pub plan: Option<PlanView>,
    /// Where it is in its life.
    pub state: StateView,
    /// The others who belong to it: those of the appointment first.
    pub others: Vec<PersonCard>,
    /// Who is invited to it, and has no account so far.
    pub invited: Vec<DisplayName>,
}

impl SessionCard {
    /// The card of `session`, which `others` belong to besides the asker, and to which some are `invited`.
    pub fn new(session: Session, others: Vec<PersonCard>, invited: Vec<DisplayName>) -> Self {
        Self {
            id: session.id,
            title: session.title,
            kind: session.kind,
            meeting: session.meeting,
            guests: session.guests,
            plan: session.plan.map(PlanView::from),
            state: session.state.into(),
            others,
            invited,
        }
    }
}

/// When a session is, or was, to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long it is to be, in minutes.
    pub minutes: u32,
    /// The time zone in which it was planned.
    pub time_zone: TimeZoneName,
    /// Whether it repeats every week.
    pub weekly: bool,
}

impl From<Plan> for PlanView {
    fn from(plan: Plan) -> Self {
        Self {
            starts_at: plan.starts_at,
            minutes: plan.minutes,
            time_zone: plan.time_zone,
            weekly: plan.occurrence.is_some(),
        }
    }
}

/// Where a session is in its life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "state",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum StateView {
    /// It is to be.
    Scheduled {
        /// When.
        starts_at: Timestamp,
    },
    /// It is going on.
    Live {
        /// Since when.
        since: Timestamp,
    },
    /// It is over.
    Ended {
        /// When it began; none when nobody ever began it.
        began_at: Option<Timestamp>,
        /// When it ended.
        at: Timestamp,
        /// Why.
        reason: EndReason,
    },
    /// It was called off.
    Cancelled {
        /// When.
        at: Timestamp,
        /// What was said about it; possibly empty.
        reason: CancelReason,
    },
}

impl From<SessionState> for StateView {
    fn from(state: SessionState) -> Self {
        match state {
            SessionState::Scheduled { starts_at } => Self::Scheduled { starts_at },
            SessionState::Live { since } => Self::Live { since },
            SessionState::Ended {
                began_at,
                at,
                reason,
            } => Self::Ended {
                began_at,
                at,
                reason,
            },
            SessionState::Cancelled { at, reason } => Self::Cancelled { at, reason },
        }
    }
}

/// Somebody who belongs to a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonCard {
    /// Their account; none of a guest.
    pub account: Option<AccountId>,
    /// What they are called.
    pub name: DisplayName,
    /// What they are in the appointment; none when they only joined.
    pub part: Option<Part>,
}

impl From<Member> for PersonCard {
    fn from(member: Member) -> Self {
        Self {
            account: Some(member.account),
            name: member.name,
            part: Some(member.part),
        }
    }
}

/// Somebody who is invited to a session, and has no account so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitedCard {
    /// The invitation.
    pub id: InvitationId,
    /// What whoever invites calls them.
    pub name: DisplayName,
    /// Until when the link is good.
    pub expires_at: Timestamp,
}

impl InvitedCard {
    /// The card of an invitation to a session; none of another.
    pub fn new(invitation: Invitation) -> Option<Self> {
        Some(Self {
            id: invitation.id,
            name: invitation.to?.name,
            expires_at: invitation.expires_at,
        })
    }
}

/// Somebody who was inside a session, all their stays taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitorCard {
    /// Their account; none of a guest.
    pub account: Option<AccountId>,
    /// What they were called.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
    /// When they first came.
    pub entered_at: Timestamp,
    /// When they last left; none while they are inside.
    pub left_at: Option<Timestamp>,
    /// How long they were inside, in seconds.
    pub seconds: u64,
}
