//! A seat in a session, with what opens its socket.

use axum::{
    Json,
    http::header,
    response::{AppendHeaders, IntoResponse},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{asker::Writer, input::InPath, moment::Moment, refusal::Refusal};
use crate::{
    domain::{
        ids::{ParticipantId, SessionId},
        participant::DisplayName,
        role::Role,
    },
    protocol::route::Route,
    server::{http::address_limits::Limited, service::ServiceError},
};

/// A seat, and what proves it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "sessionId": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "participantId": "019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a13", "name": "Maya Lindqvist", "role": "host",
    "socket": "wss://meet.example.org/ws/sessions/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "cookie": "__Host-visavis_0b8e6f523c1d4a7e9d551f2c7a90be34=…",
    "link": "https://meet.example.org/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "expiresAt": "2026-11-27T18:00:00Z",
}))]
pub(super) struct Seat {
    session_id: SessionId,
    participant_id: ParticipantId,
    name: DisplayName,
    role: Role,
    /// Where the session's socket is.
    socket: String,
    /// The ticket, as the `Cookie` header with which the socket has to be opened. Whoever has it is you in this
    /// session.
    cookie: String,
    /// The page of the session.
    link: String,
    /// When the session, and the ticket with it, is over at the latest.
    expires_at: Moment,
}

/// Join a session
///
/// Gives you your seat in a session that is live, under the name of your account, and a new ticket for it: the one
/// that you had before proves nothing any more, on whichever device it is. Open `socket` with `cookie` as its
/// `Cookie` header and say `hello`; the messages are those of the protocol that the pages speak. The answer sets the
/// cookie as well.
#[utoipa::path(
    post, path = "/api/sessions/{id}/join", operation_id = "joinSession", tag = "Sessions",
    params(("id" = SessionId, Path, description = "The session. Its link is enough: it need not be one of yours.")),
    responses(
        (status = 200, description = "Your seat.", body = Seat, headers(
            ("set-cookie" = String, description = "The ticket, for clients that keep cookies."),
        )),
        (status = 404, description = "There is no such session.", body = Refusal),
        (status = 409, description = "Nobody has begun it (`session_not_begun`), or all seats are taken \
            (`session_full`).", body = Refusal),
        (status = 410, description = "The session is over, or was called off.", body = Refusal),
    ),
    security(("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn join(
    asker: Writer,
    InPath(id): InPath<SessionId>,
) -> Result<impl IntoResponse, Refusal> {
    asker.count(Limited::Join)?;
    let services = asker.services();
    let seated = services
        .join_session(id, "", None, Some(&asker.account), "")
        .await?;
    // Without a ticket of before, a seat comes with a new one.
    let set = asker
        .ticket_cookie(&seated)
        .ok_or(ServiceError::Unavailable)?;
    let public = &asker.visitor.public;
    let cookie = set
        .to_str()
        .ok()
        .and_then(|set| set.split(';').next())
        .unwrap_or_default()
        .to_owned();
    let scheme = if public.is_secure() { "wss" } else { "ws" };
    let seat = Seat {
        session_id: id,
        participant_id: seated.participant.id,
        name: seated.participant.name,
        role: seated.participant.role,
        socket: format!("{scheme}://{}{}", public.host(), Route::Socket(id).path()),
        cookie,
        link: asker.link(id),
        expires_at: seated.expires_at.into(),
    };
    Ok((AppendHeaders([(header::SET_COOKIE, set)]), Json(seat)))
}
