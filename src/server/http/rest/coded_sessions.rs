//! Sessions that begin with a code for each part: what a page needs that makes its own links.

use axum::{http::StatusCode, response::IntoResponse};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    asker::Anyone,
    input::{Body, Line},
    moment::Moment,
    refusal::Refusal,
    schemas::typed_code,
    seats::{Seat, with_ticket},
};
use crate::{
    domain::{
        access_code::AccessCode,
        chat::ChatMessage,
        door::Door,
        ids::{ParticipantId, SessionId},
        limits,
        participant::DisplayName,
        policy::CallKind,
        preset::Preset,
        role::Role,
        rules::Template,
    },
    protocol::server_message::User,
    server::{http::address_limits::Limited, service::NewSession},
};

/// A session that begins at once.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "title": "Portfolio review", "displayName": "Maya", "preset": "presentation" }))]
pub(super) struct CodedSessionRequest {
    /// What it is about.
    #[schema(inline)]
    title: Option<Line<{ limits::TITLE_CHARS }>>,
    /// What you are called, unless you have an account; `Guest` and a number when it is not said.
    #[schema(inline)]
    display_name: Option<Line<{ limits::NAME_CHARS }>>,
    /// `video` when it is not said.
    kind: Option<CallKind>,
    /// `conversation` when it is not said.
    preset: Option<Preset>,
    /// What the preset asks for when it is not said. Whoever has the host's code needs nobody to let them in.
    door: Option<Door>,
}

/// A new session. Its codes are told this once: the server keeps only their hashes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodedSession {
    session_id: SessionId,
    /// The code of who leads it.
    host_code: String,
    /// The code of who takes part.
    collab_code: String,
    /// The code of who watches.
    viewer_code: String,
    links: PartLinks,
    /// Your own seat, as its host. It was given already; to take it, join by the host's code with its ticket.
    seat: Seat,
}

/// The links of the codes: the home page with its box filled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PartLinks {
    host: String,
    collaborator: String,
    viewer: String,
}

/// Which session, by which code, and under what name.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "sessionId": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34", "code": "K7QM-2XRD", "displayName": "Tom",
}))]
pub(super) struct JoinRequest {
    session_id: SessionId,
    #[schema(schema_with = typed_code)]
    code: Line<{ limits::TYPED_CODE_CHARS }>,
    /// What you are called, unless you have an account; `Guest` and a number when it is not said.
    #[schema(inline)]
    display_name: Option<Line<{ limits::NAME_CHARS }>>,
}

/// A seat, and what is seen from it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct JoinedSession {
    session_id: SessionId,
    participant_id: ParticipantId,
    role: Role,
    /// Whether you are in. If not, you wait before the door: the socket says when you were let in, and what follows
    /// here is empty.
    admitted: bool,
    /// Who is inside, in the order in which they came.
    participants: Vec<Present>,
    /// The newest messages of the chat, oldest first; at most a hundred.
    messages: Vec<Message>,
    /// Whether there are older messages.
    more_messages: bool,
    seat: Seat,
}

/// Somebody who is inside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Present {
    participant_id: ParticipantId,
    display_name: DisplayName,
    role: Role,
    /// When they came in.
    joined_at: Moment,
    /// Whether their connection stands; else their seat is being kept.
    connected: bool,
}

/// A message of the chat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message {
    /// Its place in the session's chat: 1, 2, 3 … without a gap.
    seq: u64,
    /// Who wrote it.
    participant_id: ParticipantId,
    /// The name they had.
    display_name: DisplayName,
    /// The text.
    body: String,
    sent_at: Moment,
    /// When it was taken back; its text is gone since then.
    deleted_at: Option<Moment>,
}

/// Make a session with codes
///
/// Begins a session at once, with you as its host, by your account or as a guest. It comes with a code for each part:
/// from then on the session's plain link lets people watch only. One network may have as many live sessions of guests
/// as the operator says, and one account twenty.
#[utoipa::path(
    post, path = "/api/sessions.create", operation_id = "createSessionWithCodes", tag = "Sessions",
    request_body = Option<CodedSessionRequest>,
    responses(
        (status = 201, description = "The new session.", body = CodedSession, headers(
            ("set-cookie" = String, description = "The ticket of your seat, for clients that keep cookies."),
        )),
        (status = 401, description = "The token or the login is wrong or over, or guests may not begin sessions \
            here.", body = Refusal),
        (status = 403, description = "The token has not the scope, or the request came from another site.",
            body = Refusal),
    ),
    security((), ("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn create(
    asker: Anyone,
    body: Option<Body<CodedSessionRequest>>,
) -> Result<impl IntoResponse, Refusal> {
    asker.count(Limited::Create)?;
    let counted = asker.begin_as_guest().await?;
    let new = body.map(|Body(asked)| asked).unwrap_or_default().into();
    let services = asker.services();
    let made = services
        .create_session_with_codes(new, asker.account.as_ref())
        .await?;
    let id = made.seated.participant.session_id;
    if let Some(counted) = counted {
        counted.made(id);
    }
    let (set, seat) = Seat::new(&asker, made.seated)?;
    let link = |code: &AccessCode| asker.role_link(id, code);
    let shown = CodedSession {
        session_id: id,
        host_code: made.host.shown(),
        collab_code: made.links.collaborator.shown(),
        viewer_code: made.links.viewer.shown(),
        links: PartLinks {
            host: link(&made.host),
            collaborator: link(&made.links.collaborator),
            viewer: link(&made.links.viewer),
        },
        seat,
    };
    Ok((StatusCode::CREATED, with_ticket(Some(set), shown)))
}

/// Join a session by a code
///
/// Gives a seat in a session that is live to whoever has a code of it, by their account or as a guest, with who is
/// inside and what was written last. The code says the part, and nothing else does; who has a seat already keeps the
/// part that they have, for hosts may have changed it. A wrong code, a code of another session and a session that
/// there is not are one and the same: not found. Wrong ones are counted by address and for the whole server.
#[utoipa::path(
    post, path = "/api/sessions.join", operation_id = "joinSessionByCode", tag = "Sessions",
    request_body = JoinRequest,
    responses(
        (status = 200, description = "The seat.", body = JoinedSession, headers(
            ("set-cookie" = String, description = "The ticket, for clients that keep cookies."),
        )),
        (status = 401, description = "The token or the login is wrong or over, or the session is for people with an \
            account.", body = Refusal),
        (status = 403, description = "The token has not the scope, the session is locked (`session_locked`), a host \
            said no (`not_admitted`, `removed`), or the request came from another site.", body = Refusal),
        (status = 404, description = "The code opens no such session.", body = Refusal),
        (status = 409, description = "All seats are taken.", body = Refusal),
        (status = 410, description = "The session is over.", body = Refusal),
    ),
    security((), ("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn join(
    asker: Anyone,
    Body(asked): Body<JoinRequest>,
) -> Result<impl IntoResponse, Refusal> {
    asker.count(Limited::Join)?;
    let ticket = asker.ticket(asked.session_id);
    let services = asker.services();
    let name = asked.display_name.unwrap_or_default();
    let question = services.join_by_role_code(
        asked.session_id,
        &name,
        ticket.as_ref(),
        asker.account.as_ref(),
        &asked.code,
    );
    let mut seated = asker.guess(question).await?;
    // Who had a seat already has its ticket.
    seated.ticket = seated.ticket.or(ticket);
    let inside = services.look_inside(&seated.participant).await?;
    let (participant_id, role) = (seated.participant.id, seated.participant.role);
    let (set, seat) = Seat::new(&asker, seated)?;
    let shown = JoinedSession {
        session_id: asked.session_id,
        participant_id,
        role,
        admitted: inside.admitted,
        participants: inside.users.into_iter().map(Present::from).collect(),
        messages: inside.chat.into_iter().map(Message::from).collect(),
        more_messages: inside.more_chat,
        seat,
    };
    Ok(with_ticket(Some(set), shown))
}

impl From<CodedSessionRequest> for NewSession {
    fn from(asked: CodedSessionRequest) -> Self {
        Self {
            title: asked.title.unwrap_or_default().into(),
            name: asked.display_name.unwrap_or_default().into(),
            kind: asked.kind.unwrap_or_default(),
            template: Template::from(asked.preset.unwrap_or_default())
                .closed_to(asked.door.unwrap_or_default()),
            role_links: false,
        }
    }
}

impl From<User> for Present {
    fn from(user: User) -> Self {
        Self {
            participant_id: user.id,
            display_name: user.name,
            role: user.role,
            joined_at: user.joined_at.into(),
            connected: user.connected,
        }
    }
}

impl From<ChatMessage> for Message {
    fn from(message: ChatMessage) -> Self {
        Self {
            seq: message.seq,
            participant_id: message.author_id,
            display_name: message.author_name,
            body: message.body.into(),
            sent_at: message.sent_at.into(),
            deleted_at: message.deleted_at.map(Moment),
        }
    }
}
