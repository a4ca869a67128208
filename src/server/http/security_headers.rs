//! Headers that tell the browser what our pages never do, so that it holds them to it.
//!
//! Scripts run only from our own files or with this answer's nonce (Content Security Policy Level 3); no third
//! party is reached at all; the link of a session, which is its key, never leaves by `Referer`.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::{state::AppState, visitor::Visitor};
use crate::server::config::Origin;

/// The nonce of one answer. Stands in the extensions of every request.
#[derive(Debug, Clone)]
pub(super) struct Nonce(pub(super) String);

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(), \
         interest-cohort=()",
    ),
];

/// Adds the headers to every answer, and a nonce to every request.
pub(super) async fn secure(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let nonce = hex::encode(state.services.randomness.bytes::<16>());
    let origin = request
        .extensions()
        .get::<Visitor>()
        .map(|visitor| visitor.origin.clone());
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let for_good = state.site.https_for_good;
    add(response.headers_mut(), &nonce, origin.as_ref(), for_good);
    response
}

fn add(headers: &mut HeaderMap, nonce: &str, origin: Option<&Origin>, https_for_good: bool) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        content_security_policy(nonce, origin),
    );
    if https_for_good && origin.is_some_and(Origin::is_secure) {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    // Pages and answers of functions hold names and links; built files say themselves how long they last.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

fn content_security_policy(nonce: &str, origin: Option<&Origin>) -> HeaderValue {
    // `'self'` means our socket too in new browsers; older ones of Safari want it named.
    let sockets = origin.map_or_else(String::new, |origin| {
        let scheme = if origin.is_secure() { "wss" } else { "ws" };
        format!(" {scheme}://{}", origin.host())
    });
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; media-src 'self' blob: mediastream:; font-src 'self'; \
         connect-src 'self'{sockets}; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'; object-src 'none'"
    );
    HeaderValue::try_from(policy).expect("a nonce and an origin make a header value")
}
