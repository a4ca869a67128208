//! What machines ask: is it alive, is it ready, how is it doing.

use axum::{
    Extension,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{metrics, state::AppState, visitor::Visitor};

/// The process runs.
pub(super) async fn healthz() -> &'static str {
    "ok"
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
