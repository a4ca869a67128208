//! Shared sessions, found by a code of six characters. Their programs are older than the rest of the API, and keep
//! their own forms: times are milliseconds since the Unix epoch, and a refusal is two sentences.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    asker::{Anyone, Guest},
    input::{Body, InPath, Line},
    refusal::Refusal,
    schemas::typed_code,
    seats::with_ticket,
};
use crate::{
    domain::{
        clock::Timestamp,
        ids::{ParticipantId, SessionId},
        limits,
        participant::DisplayName,
    },
    protocol::{error_code::ErrorCode, shared},
    server::{
        http::address_limits::Limited,
        service::{ServiceError, SharedRoom},
    },
};

/// Why something was not done with a shared session.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "error": "Session not found or expired",
    "details": "The share code provided is invalid or the session has expired",
}))]
pub(super) struct SharedRefusal {
    /// What it is.
    error: &'static str,
    /// What there is to say about it.
    details: String,
    #[serde(skip)]
    plain: Refusal,
}

/// A new shared session.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "browser": false, "name": "Maya" }))]
pub(super) struct SharedSessionRequest {
    /// Whether people are to share a browser in it, which takes a server that has one; they are when it is not said.
    browser: Option<bool>,
    /// What you are called, unless you have an account; `Guest` and a number when it is not said.
    #[schema(inline)]
    name: Option<Line<{ limits::NAME_CHARS }>>,
}

/// Which shared session, and under what name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "shareCode": "ABC123" }))]
pub(super) struct SharedJoinRequest {
    #[schema(schema_with = typed_code)]
    share_code: Line<{ limits::TYPED_CODE_CHARS }>,
    /// What you are called, unless you have an account; `Guest` and a number when it is not said.
    #[schema(inline)]
    name: Option<Line<{ limits::NAME_CHARS }>>,
}

/// Which shared session.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "shareCode": "ABC123" }))]
pub(super) struct SharedLeaveRequest {
    #[schema(schema_with = typed_code)]
    share_code: Line<{ limits::TYPED_CODE_CHARS }>,
}

/// A shared session that has begun. The code is told this once: the server keeps only its hash.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SharedSessionMade {
    session_id: SessionId,
    #[schema(pattern = "^[0-9A-HJKMNP-TV-Z]{6}$")]
    share_code: String,
    /// Where the shared browser is; none in a session without one.
    url: Option<String>,
    /// When it is over, in milliseconds since the Unix epoch.
    expires_at: i64,
}

/// A shared session that you have joined.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SharedSessionJoined {
    session_id: SessionId,
    #[schema(pattern = "^[0-9A-HJKMNP-TV-Z]{6}$")]
    share_code: String,
    /// Where the shared browser is; none in a session without one.
    url: Option<String>,
    /// Who is in it, in the order in which they came; nobody while you wait to be let in.
    users: Vec<SharedPerson>,
    /// Whether you were not in it before.
    is_new_user: bool,
    /// When it is over, in milliseconds since the Unix epoch.
    expires_at: i64,
}

/// A shared session, as whoever has its code sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SharedSessionView {
    session_id: SessionId,
    #[schema(pattern = "^[0-9A-HJKMNP-TV-Z]{6}$")]
    share_code: String,
    /// Where the shared browser is; none in a session without one.
    url: Option<String>,
    /// Who is in it, in the order in which they came.
    users: Vec<SharedPerson>,
    /// When it began, in milliseconds since the Unix epoch.
    created_at: i64,
    /// When it is over, in milliseconds since the Unix epoch.
    expires_at: i64,
}

/// Somebody in a shared session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SharedPerson {
    id: ParticipantId,
    name: DisplayName,
    /// When they came, in milliseconds since the Unix epoch.
    joined_at: i64,
    /// Whether they made the session.
    is_creator: bool,
}

/// That it is done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Done {
    success: bool,
}

/// Make a shared session
///
/// Begins a session for up to ten people and ten minutes, with you as its creator, by your account or as a guest. A
/// server without shared browsers refuses, unless you ask for a session without one. One network may have as many
/// live sessions as the operator says (two). Open the socket at `/ws/shared/{shareCode}` with the cookie that the answer
/// sets; its messages are those of the protocol of shared sessions.
#[utoipa::path(
    post, path = "/api/vm/shared/create", operation_id = "createSharedSession", tag = "Shared sessions",
    request_body = Option<SharedSessionRequest>,
    responses(
        (status = 200, description = "The new session.", body = SharedSessionMade, headers(
            ("set-cookie" = String, description = "The ticket of your seat."),
        )),
        (status = 400, description = "The request has not the form that it should have.", body = SharedRefusal),
        (status = 401, description = "The token or the login is wrong or over, or guests may not begin sessions \
            here.", body = SharedRefusal),
        (status = 415, description = "The body is not said to be `application/json`.", body = SharedRefusal),
        (status = 422, description = "The body says something that cannot be.", body = SharedRefusal),
        (status = 429, description = "Too often in a short time, or too many live sessions.", body = SharedRefusal),
        (status = 503, description = "There is no shared browser, or the server cannot do it now.",
            body = SharedRefusal),
    ),
    security((), ("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn create(
    asker: Result<Anyone, Refusal>,
    body: Result<Option<Body<SharedSessionRequest>>, Refusal>,
) -> Result<impl IntoResponse, SharedRefusal> {
    let asker = asker?;
    asker.count(Limited::Create)?;
    let asked = body?.map(|Body(asked)| asked).unwrap_or_default();
    if asked.browser.unwrap_or(true) {
        return Err(SharedRefusal::no_browser());
    }
    let counted = asker.begin_counted().await?;
    let made = asker
        .services()
        .create_shared_session(&asked.name.unwrap_or_default(), asker.account.as_ref())
        .await?;
    counted.made(made.room.session.id);
    let set = asker.ticket_cookie(&made.seated);
    let shown = SharedSessionMade {
        session_id: made.room.session.id,
        share_code: made.code.as_str().to_owned(),
        url: None,
        expires_at: millis(made.room.expires_at),
    };
    Ok(with_ticket(set, shown))
}

/// Join a shared session
///
/// Gives a seat to whoever has the code, by their account or as a guest. Who has one already gets it again. A code that
/// is wrong or over is not found; wrong ones are counted by address and for the whole server, and after too many a
/// right one leads to the session's lobby, where its creator lets people in.
#[utoipa::path(
    post, path = "/api/vm/shared/join", operation_id = "joinSharedSession", tag = "Shared sessions",
    request_body = SharedJoinRequest,
    responses(
        (status = 200, description = "Your session.", body = SharedSessionJoined, headers(
            ("set-cookie" = String, description = "The ticket of a new seat."),
        )),
        (status = 400, description = "The request has not the form that it should have.", body = SharedRefusal),
        (status = 401, description = "The token or the login is wrong or over.", body = SharedRefusal),
        (status = 403, description = "The session is locked, or its creator said no.", body = SharedRefusal),
        (status = 404, description = "The code opens no session.", body = SharedRefusal),
        (status = 409, description = "All seats are taken.", body = SharedRefusal),
        (status = 415, description = "The body is not said to be `application/json`.", body = SharedRefusal),
        (status = 422, description = "The body says something that cannot be.", body = SharedRefusal),
        (status = 429, description = "Too often in a short time.", body = SharedRefusal),
        (status = 503, description = "The server cannot do it now.", body = SharedRefusal),
    ),
    security((), ("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn join(
    asker: Result<Anyone, Refusal>,
    body: Result<Body<SharedJoinRequest>, Refusal>,
) -> Result<impl IntoResponse, SharedRefusal> {
    let asker = asker?;
    asker.count(Limited::Join)?;
    let Body(asked) = body?;
    let name = asked.name.unwrap_or_default();
    let question = asker.services().join_shared_session(
        &asked.share_code,
        &name,
        asker.account.as_ref(),
        |id| asker.ticket(id),
    );
    let joined = asker.guess(question).await?;
    let set = asker.ticket_cookie(&joined.seated);
    let shown = SharedSessionJoined {
        session_id: joined.room.session.id,
        share_code: joined.code.as_str().to_owned(),
        url: None,
        is_new_user: joined.seated.is_new,
        expires_at: millis(joined.room.expires_at),
        users: people(joined.room),
    };
    Ok(with_ticket(set, shown))
}

/// Leave a shared session
///
/// Gives up the seat that the ticket in your cookie proves.
#[utoipa::path(
    post, path = "/api/vm/shared/leave", operation_id = "leaveSharedSession", tag = "Shared sessions",
    request_body = SharedLeaveRequest,
    responses(
        (status = 200, description = "You are out.", body = Done),
        (status = 400, description = "The request has not the form that it should have.", body = SharedRefusal),
        (status = 401, description = "The token or the login is wrong or over.", body = SharedRefusal),
        (status = 403, description = "You are not in this session.", body = SharedRefusal),
        (status = 404, description = "The code opens no session.", body = SharedRefusal),
        (status = 415, description = "The body is not said to be `application/json`.", body = SharedRefusal),
        (status = 422, description = "The body says something that cannot be.", body = SharedRefusal),
        (status = 429, description = "Too often in a short time.", body = SharedRefusal),
        (status = 503, description = "The server cannot do it now.", body = SharedRefusal),
    ),
    security((), ("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn leave(
    asker: Result<Anyone, Refusal>,
    body: Result<Body<SharedLeaveRequest>, Refusal>,
) -> Result<Json<Done>, SharedRefusal> {
    let asker = asker?;
    asker.count(Limited::Join)?;
    let Body(asked) = body?;
    let services = asker.services();
    let question = services.leave_shared_session(&asked.share_code, |id| asker.ticket(id));
    asker.guess(question).await?;
    Ok(Json(Done { success: true }))
}

/// Read a shared session
///
/// What the code opens, and who is in it.
#[utoipa::path(
    get, path = "/api/vm/shared/{shareCode}", operation_id = "readSharedSession", tag = "Shared sessions",
    params(("shareCode" = String, Path, description = "The code, as somebody typed it.", example = "abc-123")),
    responses(
        (status = 200, description = "The session.", body = SharedSessionView),
        (status = 400, description = "The request has not the form that it should have.", body = SharedRefusal),
        (status = 404, description = "The code opens no session.", body = SharedRefusal),
        (status = 429, description = "Too often in a short time.", body = SharedRefusal),
        (status = 503, description = "The server cannot do it now.", body = SharedRefusal),
    ),
    security(()),
)]
pub(super) async fn read(
    guest: Result<Guest, Refusal>,
    code: Result<InPath<String>, Refusal>,
) -> Result<Json<SharedSessionView>, SharedRefusal> {
    let (guest, InPath(code)) = (guest?, code?);
    let question = guest.services().find_shared_session(&code);
    let (code, room) = guest.guess(question).await?;
    Ok(Json(SharedSessionView {
        session_id: room.session.id,
        share_code: code.as_str().to_owned(),
        url: None,
        created_at: millis(room.created_at),
        expires_at: millis(room.expires_at),
        users: people(room),
    }))
}

fn millis(at: Timestamp) -> i64 {
    at.as_micros().div_euclid(1_000)
}

fn people(room: SharedRoom) -> Vec<SharedPerson> {
    room.users.into_iter().map(SharedPerson::from).collect()
}

impl From<shared::SharedUser> for SharedPerson {
    fn from(user: shared::SharedUser) -> Self {
        Self {
            id: user.id,
            name: user.name,
            joined_at: millis(user.joined_at),
            is_creator: user.is_creator,
        }
    }
}

impl SharedRefusal {
    /// Nobody has set up where shared browsers come from.
    fn no_browser() -> Self {
        Self {
            error: "Shared browser unavailable",
            details:
                "This server has no shared browsers. A session without one needs \"browser\": false"
                    .to_owned(),
            plain: Refusal::new(ErrorCode::Unavailable, "there is no shared browser"),
        }
    }
}

impl From<Refusal> for SharedRefusal {
    fn from(plain: Refusal) -> Self {
        let (error, details) = match plain.code() {
            ErrorCode::SessionNotFound | ErrorCode::SessionEnded => (
                "Session not found or expired",
                "The share code provided is invalid or the session has expired",
            ),
            ErrorCode::SessionFull => (
                "Session full",
                "As many people are in this session as there can be",
            ),
            ErrorCode::TooManySessions => (
                "Too many sessions",
                "As many sessions of this account, or of this network, are live as may be",
            ),
            ErrorCode::NotJoined => ("Not in this session", "Join it first"),
            code => (
                match code {
                    ErrorCode::TooFast => "Too many requests",
                    ErrorCode::Unavailable => "Service unavailable",
                    ErrorCode::NotSignedIn => "Not signed in",
                    ErrorCode::SessionLocked
                    | ErrorCode::NotAdmitted
                    | ErrorCode::Removed
                    | ErrorCode::NotAllowed => "Not allowed",
                    _ => "Invalid request",
                },
                "",
            ),
        };
        let details = if details.is_empty() {
            plain.reason().to_owned()
        } else {
            details.to_owned()
        };
        Self {
            error,
            details,
            plain,
        }
    }
}

impl From<ServiceError> for SharedRefusal {
    fn from(error: ServiceError) -> Self {
        Refusal::from(error).into()
    }
}

impl IntoResponse for SharedRefusal {
    fn into_response(self) -> Response {
        let status: StatusCode = self.plain.status();
        let headers = self.plain.headers();
        (status, headers, Json(self)).into_response()
    }
}
