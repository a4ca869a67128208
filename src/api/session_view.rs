//! What pages show of somebody's own sessions.

use serde::{Deserialize, Serialize};

use crate::domain::{
    clock::Timestamp,
    ids::{InvitationId, SessionId},
    invitation::Invitation,
    participant::DisplayName,
    policy::CallKind,
    schedule::{Companion, Meeting, Plan},
    session::{Session, SessionState, Title},
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
    pub state: SessionState,
    /// The others who belong to it: those of the appointment first.
    pub others: Vec<Companion>,
    /// Who is invited to it, and has no account so far.
    pub invited: Vec<DisplayName>,
}

impl SessionCard {
    /// The card of `session`, which `others` belong to besides the asker, and to which some are `invited`.
    pub fn new(session: Session, others: Vec<Companion>, invited: Vec<DisplayName>) -> Self {
        Self {
            id: session.id,
            title: session.title,
            kind: session.kind,
            meeting: session.meeting,
            guests: session.guests,
            plan: session.plan.map(PlanView::from),
            state: session.state,
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
