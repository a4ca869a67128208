//! A seat in a session, with what opens its socket.

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{AppendHeaders, IntoResponse},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    asker::{Guest, Writer},
    input::{Body, InPath, Line},
    moment::Moment,
    refusal::Refusal,
};
use crate::{
    domain::{
        ids::{ParticipantId, SessionId},
        limits,
        participant::DisplayName,
        role::Role,
    },
    protocol::route::Route,
    server::{
        http::address_limits::Limited,
        service::{Seated, ServiceError},
    },
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

/// By what you join, where the session's link alone does not give the part that you are to have.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "code": "K7QM-2XRD" }))]
pub(super) struct PartRequest {
    /// The code of a link that gives a part. It counts for who comes for the first time.
    #[schema(inline)]
    code: Option<Line<{ limits::TYPED_CODE_CHARS }>>,
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
    request_body = Option<PartRequest>,
    responses(
        (status = 200, description = "Your seat.", body = Seat, headers(
            ("set-cookie" = String, description = "The ticket, for clients that keep cookies."),
        )),
        (status = 404, description = "There is no such session, or the code opens nothing.", body = Refusal),
        (status = 409, description = "Nobody has begun it (`session_not_begun`), or all seats are taken \
            (`session_full`).", body = Refusal),
        (status = 410, description = "The session is over, or was called off.", body = Refusal),
    ),
    security(("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn join(
    asker: Writer,
    InPath(id): InPath<SessionId>,
    body: Option<Body<PartRequest>>,
) -> Result<impl IntoResponse, Refusal> {
    asker.count(Limited::Join)?;
    let code = body.and_then(|Body(asked)| asked.code).unwrap_or_default();
    let services = asker.services();
    let question = services.join_session(id, "", None, Some(&asker.account), &code);
    // Without a ticket of before, a seat comes with a new one.
    let seated = if code.is_empty() {
        question.await?
    } else {
        asker.guess(question).await?
    };
    let (set, seat) = Seat::new(&asker, seated)?;
    Ok(with_ticket(Some(set), seat))
}

/// What is `shown` to whoever got a seat, with the cookie that `set`s its ticket if that is new.
pub(super) fn with_ticket(set: Option<HeaderValue>, shown: impl Serialize) -> impl IntoResponse {
    let set = set.map(|set| (header::SET_COOKIE, set));
    (AppendHeaders(set), Json(shown))
}

impl Seat {
    /// The seat, and the header that gives its ticket to a client that keeps cookies.
    ///
    /// # Errors
    /// `unavailable` for a seat without a ticket.
    pub(super) fn new(guest: &Guest, seated: Seated) -> Result<(HeaderValue, Self), Refusal> {
        let set = guest
            .ticket_cookie(&seated)
            .ok_or(ServiceError::Unavailable)?;
        let cookie = set
            .to_str()
            .ok()
            .and_then(|set| set.split(';').next())
            .unwrap_or_default()
            .to_owned();
        let participant = seated.participant;
        let id = participant.session_id;
        let seat = Self {
            session_id: id,
            participant_id: participant.id,
            name: participant.name,
            role: participant.role,
            socket: guest.socket(&Route::Socket(id).path()),
            cookie,
            link: guest.link(id),
            expires_at: seated.expires_at.into(),
        };
        Ok((set, seat))
    }
}
