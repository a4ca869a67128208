//! What the session's page shows before anybody goes in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{error::ApiError, make_role_links::RoleLinksView};
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
    policy::CallKind,
    role::{Grants, Role},
    session::{CancelReason, EndReason, Title},
    time_zone::TimeZoneName,
};

/// A session as its page shows it. The HTTP status says the same: 200, 403, 409, 410, 404.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SessionView {
    /// It is to be.
    Scheduled(ScheduledSession),
    /// It was to be, and was called off.
    Cancelled(CancelledSession),
    /// One can go in.
    Open(OpenSession),
    /// All seats are taken by others.
    Full(OpenSession),
    /// It goes on without the asker.
    Shut(ShutSession),
    /// It is over.
    Ended(EndedSession),
    /// There is none with this id.
    Unknown,
}

/// A session that is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScheduledSession {
    /// Its id.
    pub id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// Who made it.
    pub host_name: DisplayName,
    /// Who else is of the appointment.
    pub others: Vec<DisplayName>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// The time zone in which it was planned.
    pub time_zone: TimeZoneName,
    /// How long it is to be, in minutes.
    pub minutes: u32,
    /// Whether the asker is of the appointment, and may begin it.
    pub may_start: bool,
    /// The link to send to others, with the server's public address.
    pub link: String,
    /// The server's clock as it answers.
    pub server_time: Timestamp,
}

/// A session that was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelledSession {
    /// Its id.
    pub id: SessionId,
    /// What it was to be about; possibly empty.
    pub title: Title,
    /// Who made it.
    pub host_name: DisplayName,
    /// When it was to begin.
    pub starts_at: Timestamp,
    /// What was said about it; possibly empty.
    pub reason: CancelReason,
}

/// A session that is going on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenSession {
    /// Its id.
    pub id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// Who made it.
    pub host_name: DisplayName,
    /// When it began.
    pub started_at: Timestamp,
    /// Who is inside.
    pub inside: Vec<Seat>,
    /// Seats.
    pub max_participants: u32,
    /// The asker's own seat, when their ticket opens it: they need not join again.
    pub seat: Option<Seat>,
    /// Whether the asker's seat waits for a host to let them in, or would.
    pub knocks: bool,
    /// What the asker may do inside, or would.
    pub grants: Grants,
    /// The name that an empty name would become.
    pub guest_name: DisplayName,
    /// The code of the link by which the asker came, to be said again on joining; empty without one.
    pub code: String,
    /// The name of the account by which the asker comes in; none when nobody is signed in.
    pub account_name: Option<DisplayName>,
    /// Whether the asker may come in without signing in first.
    pub is_welcome: bool,
    /// The link to send to others, with the server's public address.
    pub link: String,
    /// The links by role that were made with the session, for who made it; shown this once.
    pub role_links: Option<RoleLinksView>,
}

/// A session that goes on without the asker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShutSession {
    /// Its id.
    pub id: SessionId,
    /// What it is about; possibly empty.
    pub title: Title,
    /// Who made it.
    pub host_name: DisplayName,
    /// Why they cannot go in.
    pub why: Shut,
}

/// Why somebody cannot go into a session that is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shut {
    /// Nobody new is let in.
    Locked,
    /// A host did not let them in.
    Denied,
    /// A host put them out.
    Removed,
}

/// Somebody's place in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat {
    /// Who.
    pub id: ParticipantId,
    /// Their name.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
}

/// A session that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndedSession {
    /// Its id.
    pub id: SessionId,
    /// What it was about; possibly empty.
    pub title: Title,
    /// Why it ended.
    pub reason: EndReason,
    /// Who made it.
    pub host_name: DisplayName,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Until when its chat is kept.
    pub kept_until: Timestamp,
    /// What there was; only for those who were inside.
    pub summary: Option<Summary>,
}

/// A session in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How long it was, in whole minutes.
    pub minutes: u32,
    /// How many people were inside.
    pub people: u32,
    /// How many messages were written.
    pub messages: u32,
}

/// The session `id` as its page shows it to whoever came by a link with `code`, or without one; sets the HTTP status of
/// the page.
///
/// # Errors
/// `unavailable` when it cannot be read.
#[server(endpoint = "view_session")]
pub async fn view_session(
    id: SessionId,
    #[server(default)] code: String,
) -> Result<SessionView, ApiError> {
    use crate::{
        protocol::error_code::ErrorCode,
        server::{
            http::{Call, Limited},
            service::{Closed, Figures, SessionPage},
        },
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let account = call.account().await?;
    let ticket = call.ticket(id);
    let question = call
        .services()
        .view_session(id, ticket.as_ref(), account.as_ref(), &code);
    let page = match call.guess_code(&code, question).await {
        // From outside, a code that opens nothing looks like a session that is not there.
        Err(refused) if refused.code == ErrorCode::SessionNotFound => None,
        page => page?,
    };
    let (status, view) = match page {
        None => (404, SessionView::Unknown),
        Some(SessionPage::Scheduled {
            session,
            host_name,
            others,
            may_start,
        }) => {
            let scheduled = ScheduledSession {
                id,
                kind: session.kind,
                host_name,
                others,
                starts_at: session.began_at(),
                minutes: session.plan.as_ref().map_or(0, |plan| plan.minutes),
                time_zone: session
                    .plan
                    .map_or_else(TimeZoneName::utc, |plan| plan.time_zone),
                title: session.title,
                may_start,
                link: call.link(id),
                server_time: call.services().clock.now(),
            };
            (200, SessionView::Scheduled(scheduled))
        }
        Some(SessionPage::Cancelled {
            session,
            host_name,
            reason,
        }) => {
            let cancelled = CancelledSession {
                id,
                starts_at: session.began_at(),
                title: session.title,
                host_name,
                reason,
            };
            (410, SessionView::Cancelled(cancelled))
        }
        Some(SessionPage::Live {
            session,
            host_name,
            inside,
            has_place,
            asker,
            is_welcome,
            knocks,
            grants,
            guest_name,
        }) => {
            let role_links = call
                .take_role_links(id)
                .map(|[collaborator, viewer]| RoleLinksView {
                    collaborator,
                    viewer,
                });
            let open = OpenSession {
                id,
                started_at: session.began_at(),
                title: session.title,
                kind: session.kind,
                host_name,
                inside: inside
                    .into_iter()
                    .map(|user| Seat {
                        id: user.id,
                        name: user.name,
                        role: user.role,
                    })
                    .collect(),
                max_participants: session.policy.max_participants,
                seat: asker.map(|asker| Seat {
                    id: asker.id,
                    name: asker.name,
                    role: asker.role,
                }),
                knocks,
                grants,
                guest_name,
                code,
                account_name: account.map(|account| account.name),
                is_welcome,
                link: call.link(id),
                role_links,
            };
            if has_place {
                (200, SessionView::Open(open))
            } else {
                (409, SessionView::Full(open))
            }
        }
        Some(SessionPage::Shut {
            session,
            host_name,
            why,
        }) => {
            let shut = ShutSession {
                id,
                title: session.title,
                host_name,
                why: match why {
                    Closed::Locked => Shut::Locked,
                    Closed::Denied => Shut::Denied,
                    Closed::Removed => Shut::Removed,
                },
            };
            (403, SessionView::Shut(shut))
        }
        Some(SessionPage::Ended {
            session,
            host_name,
            reason,
            ended_at,
            kept_until,
            figures,
        }) => {
            let summary = figures.map(
                |Figures {
                     minutes,
                     people,
                     messages,
                 }| Summary {
                    minutes,
                    people,
                    messages,
                },
            );
            let ended = EndedSession {
                id,
                title: session.title,
                reason,
                host_name,
                ended_at,
                kept_until,
                summary,
            };
            (410, SessionView::Ended(ended))
        }
    };
    call.set_page_status(status);
    Ok(view)
}
