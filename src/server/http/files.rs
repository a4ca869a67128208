//! Files to be taken along: appointments for calendar programs, and chats.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};

use super::{
    address_limits::Limited,
    asker::{Refusal, count, signed_in},
    state::AppState,
    visitor::Visitor,
};
use crate::{
    domain::{chat::ExportFormat, ids::SessionId},
    server::secret::CalendarSecret,
};

const CALENDAR: &str = "text/calendar; charset=utf-8";

/// One appointment, for whoever has its link.
pub(super) async fn session_calendar(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = read_id(&id)?;
    count(&state, &visitor, Limited::Ask)?;
    let site = visitor.public.to_string();
    let text = state.services.session_calendar(id, &site).await?;
    Ok(file(CALENDAR, "session.ics", text))
}

/// All appointments of somebody, for whoever has the secret address.
pub(super) async fn calendar_feed(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(secret): Path<String>,
) -> Result<Response, Refusal> {
    let secret = CalendarSecret::parse(&secret).ok_or(Refusal::NotFound)?;
    count(&state, &visitor, Limited::Ask)?;
    let site = visitor.public.to_string();
    let text = state.services.calendar_feed(&secret, &site).await?;
    Ok(([(header::CONTENT_TYPE, CALENDAR)], text).into_response())
}

/// The chat of a session as Markdown, for whoever belongs to it.
pub(super) async fn chat_markdown(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let text = chat(&state, &visitor, &id, &headers, ExportFormat::Markdown).await?;
    Ok(file("text/markdown; charset=utf-8", "chat.md", text))
}

/// The same as JSON.
pub(super) async fn chat_json(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let text = chat(&state, &visitor, &id, &headers, ExportFormat::Json).await?;
    Ok(file("application/json", "chat.json", text))
}

async fn chat(
    state: &AppState,
    visitor: &Visitor,
    id: &str,
    headers: &HeaderMap,
    format: ExportFormat,
) -> Result<String, Refusal> {
    let id = read_id(id)?;
    count(state, visitor, Limited::Ask)?;
    let (asker, _) = signed_in(state, visitor, headers).await?;
    Ok(state
        .services
        .export_chat(&asker.account, id, format)
        .await?)
}

fn read_id(text: &str) -> Result<SessionId, Refusal> {
    text.parse().map_err(|_| Refusal::NotFound)
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        text,
    )
        .into_response()
}
