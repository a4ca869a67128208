//! What machines ask: is it alive, is it ready, how is it doing.

use axum::{
    Extension,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{metrics, state::AppState, visitor::Visitor};

/// The process runs.
pub(super) async fn healthz() -> &'static str {
    "ok"
}

/// Proves to who has this server's key that it is this server, and says by which origin it was asked.
pub(super) async fn prove(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(nonce): Path<String>,
) -> Response {
    const DIGITS: usize = 32;
    if nonce.len() != DIGITS || !nonce.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let proof = state.services.key.answer_probe(&nonce);
    format!("{proof} {}\n", visitor.origin).into_response()
}

/// The database answers and the server is not stopping.
pub(super) async fn readyz(State(state): State<AppState>) -> Response {
    if !state.sockets.stopping.is_cancelled() && state.services.is_ready().await {
        "ready".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready").into_response()
    }
}

/// Figures in Prometheus' text format: on loopback, or for everybody when the operator says so.
pub(super) async fn figures(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
) -> Response {
    if !state.site.metrics_public && !visitor.address.is_loopback() {
        return StatusCode::NOT_FOUND.into_response();
    }
    (
        [(
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        )],
        metrics::render(),
    )
        .into_response()
}
