//! The public API: JSON over HTTP for programs, and its document. One resource a file; each handler parses, calls
//! one use case and shows what came of it.
//!
//! A new resource is a file with its handlers and a line in [`resources`]: from there it is routed, documented and
//! shown on the page. Which refusals every operation can have is added in `document`, and whatever refuses in front
//! of the handlers is put into the same form by `plain_refusals`.

mod asker;
mod coded_sessions;
mod document;
mod input;
mod live_codes;
mod me;
mod moment;
mod paths;
mod plain_refusals;
mod refusal;
mod schemas;
mod seats;
mod session_view;
mod sessions;
mod shared_sessions;

use std::sync::LazyLock;

use axum::{
    Json, Router,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::Value;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::state::AppState;
use crate::protocol::{error_code::ErrorCode, route::API_DOCUMENT_PATH};

pub(super) use paths::{counts_by_token, is_public_api};
pub(super) use plain_refusals::speak_json;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| document::of(&resources().into_openapi()));

/// Everything that the API has.
fn resources() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(document::frame())
        .routes(routes!(live_codes::generate))
        .routes(routes!(live_codes::validate))
        .routes(routes!(sessions::list, sessions::create))
        .routes(routes!(sessions::read, sessions::change))
        .routes(routes!(sessions::cancel))
        .routes(routes!(seats::join))
        .routes(routes!(coded_sessions::create))
        .routes(routes!(coded_sessions::join))
        .routes(routes!(shared_sessions::create))
        .routes(routes!(shared_sessions::join))
        .routes(routes!(shared_sessions::leave))
        .routes(routes!(shared_sessions::read))
        .routes(routes!(me::me))
        .routes(routes!(me::people))
}

/// The API and its document.
pub(super) fn routes() -> Router<AppState> {
    let (router, _) = resources().split_for_parts();
    router.route(API_DOCUMENT_PATH, get(async || Json(api_document())))
}

/// The document of the API (OpenAPI 3.1), which its page shows as well.
pub fn api_document() -> &'static Value {
    &DOCUMENT
}

/// The answer to a path of the API that there is not.
pub(super) fn nothing_here() -> Response {
    refusal::Refusal::new(ErrorCode::PathNotFound, "there is no such path").into_response()
}
