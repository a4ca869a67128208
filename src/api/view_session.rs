//! What the session's page shows before anybody goes in.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{
    clock::Timestamp,
    ids::{ParticipantId, SessionId},
    participant::DisplayName,
    policy::CallKind,
    role::Role,
    session::{EndReason, Title},
};

/// A session as its page shows it. The HTTP status says the same: 200, 409, 410, 404.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SessionView {
    /// One can go in.
    Open(OpenSession),
    /// All seats are taken by others.
    Full(OpenSession),
    /// It is over.
    Ended(EndedSession),
    /// There is none with this id.
    Unknown,
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
    /// The name that an empty name would become.
    pub guest_name: DisplayName,
    /// The link to send to others, with the server's public address.
    pub link: String,
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

/// The session `id` as its page shows it; sets the HTTP status of the page.
///
/// # Errors
/// `unavailable` when it cannot be read.
#[server(endpoint = "view_session")]
pub async fn view_session(id: SessionId) -> Result<SessionView, ApiError> {
    use crate::{
        protocol::server_message::ErrorMessage,
        server::{
            http::{Call, Limited},
            service::{Figures, SessionPage},
        },
    };

    let call = Call::current()?;
    call.count(Limited::Ask)?;
    let page = call
        .services()
        .view_session(id, call.ticket(id).as_ref())
        .await
        .map_err(ErrorMessage::from)?;
    let (status, view) = match page {
        None => (404, SessionView::Unknown),
        Some(SessionPage::Live {
            session,
            host_name,
            inside,
            has_place,
            asker,
            guest_name,
        }) => {
            let open = OpenSession {
                id,
                title: session.title,
                kind: session.kind,
                host_name,
                started_at: session.created_at,
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
                guest_name,
                link: call.link(id),
            };
            if has_place {
                (200, SessionView::Open(open))
            } else {
                (409, SessionView::Full(open))
            }
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
