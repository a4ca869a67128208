//! Codes that people read to each other.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    asker::{Guest, Writer},
    input::{Body, InPath},
    moment::Moment,
    refusal::Refusal,
};
use crate::{domain::ids::SessionId, server::http::address_limits::Limited};

/// The session that is to have a code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({ "sessionId": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34" }))]
pub(super) struct CodeRequest {
    session_id: SessionId,
}

/// A new code. It is told this once: the server keeps only its hash.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "sessionId": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34", "code": "K7QM-2XRD",
    "link": "https://meet.example.org/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "expiresAt": "2026-11-27T11:00:00Z",
}))]
pub(super) struct LiveCode {
    session_id: SessionId,
    /// As people read it aloud.
    #[schema(pattern = "^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")]
    code: String,
    /// The page on which to join.
    link: String,
    /// Until when it opens the session.
    expires_at: Moment,
}

/// What a code leads to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "sessionId": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "link": "https://meet.example.org/join/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34",
    "expiresAt": "2026-11-27T11:00:00Z",
}))]
pub(super) struct FoundByCode {
    session_id: SessionId,
    /// The page on which to join.
    link: String,
    /// Until when the code opens the session.
    expires_at: Moment,
}

/// Make a live code
///
/// Begins the session when it has not begun, and gives it a code of eight characters that opens it for an hour. The
/// code before it opens nothing from then on. Anybody for whom the session was arranged may.
#[utoipa::path(
    post, path = "/api/sessions/generate-live-code", operation_id = "generateLiveCode", tag = "Live codes",
    request_body = CodeRequest,
    responses(
        (status = 200, description = "The new code.", body = LiveCode),
        (status = 404, description = "There is no such session of yours.", body = Refusal),
        (status = 410, description = "The session is over, or was called off.", body = Refusal),
    ),
    security(("token" = ["sessions:write"]), ("login" = [])),
)]
pub(super) async fn generate(
    asker: Writer,
    Body(asked): Body<CodeRequest>,
) -> Result<Json<LiveCode>, Refusal> {
    asker.count(Limited::Create)?;
    let id = asked.session_id;
    asker.services().own_session(&asker.account, id).await?;
    let made = asker.services().start_live(&asker.account, id).await?;
    Ok(Json(LiveCode {
        session_id: id,
        code: made.code.shown(),
        link: asker.link(id),
        expires_at: made.expires_at.into(),
    }))
}

/// Look up a live code
///
/// Tells where a code leads. It is read as forgivingly as on the home page: in any case, with or without the hyphen,
/// `O` for `0`, `I` and `L` for `1`. A code that is wrong, over or taken back is one and the same: not found. Wrong
/// ones are counted by address and for the whole server.
#[utoipa::path(
    get, path = "/api/sessions/validate-live-code/{code}", operation_id = "validateLiveCode", tag = "Live codes",
    params(("code" = String, Path, description = "The code, as somebody typed it.", example = "k7qm 2xrd")),
    responses(
        (status = 200, description = "The session that the code opens.", body = FoundByCode),
        (status = 404, description = "The code opens no session.", body = Refusal),
    ),
    security(()),
)]
pub(super) async fn validate(
    guest: Guest,
    InPath(code): InPath<String>,
) -> Result<Json<FoundByCode>, Refusal> {
    let question = guest.services().find_live_code(&code);
    let (id, expires_at) = guest.guess(question).await?;
    Ok(Json(FoundByCode {
        session_id: id,
        link: guest.link(id),
        expires_at: expires_at.into(),
    }))
}
