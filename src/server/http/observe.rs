//! One line in the log and one figure for each request. The route's pattern stands there, never the path: a
//! session's link is its key.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::state::AppState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request a number of its own, and notes how it went.
pub(super) async fn observe(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let id = format!(
        "{:016x}",
        u64::from_le_bytes(state.services.randomness.bytes())
    );
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    let started = state.services.clock.now();
    let span = tracing::info_span!("request", %id, %method, route);
    let mut response = next.run(request).instrument(span.clone()).await;

    let status = response.status();
    let took = state.services.clock.now().since(started);
    span.in_scope(|| tracing::debug!(status = status.as_u16(), ?took, "answered"));
    metrics::counter!("visavis_requests_total", "route" => route, "status" => status.as_u16().to_string())
        .increment(1);
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
