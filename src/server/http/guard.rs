//! What is refused before anything looks at it: odd forms of requests, and changes that another site asks for.
//!
//! Cross-site requests are known by Fetch Metadata (W3C, §2) and by `Origin` (RFC 6454 §7); `SameSite` cookies
//! are the second fence.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    cookies, rest,
    state::{AppState, Site},
    visitor::Visitor,
};
use crate::{protocol::route::API_PREFIX, server::config::Origin};

const FETCH_SITE: &str = "sec-fetch-site";

/// Refuses what no browser sends to a website: `CONNECT`, `TRACE`, and requests in proxy form (RFC 9112 §3.2). The
/// public API answers to `TRACE` itself: it says which methods a path has.
pub(super) async fn refuse_odd_requests(request: Request, next: Next) -> Response {
    let traced = request.method() == Method::TRACE && !rest::is_public_api(request.uri().path());
    if request.method() == Method::CONNECT || traced {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let uri = request.uri();
    if uri.scheme().is_some() || uri.authority().is_some() || !uri.path().starts_with('/') {
        return StatusCode::BAD_REQUEST.into_response();
    }
    next.run(request).await
}

/// Refuses changes that another site asks for.
pub(super) async fn refuse_cross_site(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let by_token = rest::counts_by_token(request.uri().path(), request.headers());
    if safe || by_token || is_same_site(request.headers(), visitor(&request), &state.site) {
        next.run(request).await
    } else {
        (
            StatusCode::FORBIDDEN,
            "This request came from another site.",
        )
            .into_response()
    }
}

fn is_same_site(headers: &HeaderMap, visitor: Option<&Visitor>, site: &Site) -> bool {
    // A browser says where a change comes from. One that has our login and does not say it is none that we trust.
    let says = headers.contains_key(header::ORIGIN) || headers.contains_key(FETCH_SITE);
    if !says && cookies::has_login(headers) {
        return false;
    }
    // `none` is the person themselves; `same-site` would be a neighbour's page.
    let by_fetch = headers
        .get(FETCH_SITE)
        .is_none_or(|fetch_site| matches!(fetch_site.as_bytes(), b"same-origin" | b"none"));
    by_fetch && is_own_origin(headers, visitor, site)
}

/// Whether `Origin`, when there is one, is this server. Programs that are no browsers send none.
pub(super) fn is_own_origin(headers: &HeaderMap, visitor: Option<&Visitor>, site: &Site) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let Some(origin) = origin.to_str().ok().and_then(Origin::parse) else {
        return false;
    };
    let own = visitor.map(|visitor| &visitor.origin);
    // A proxy that speaks TLS for us may not say so: the host decides.
    own.is_some_and(|own| own.host() == origin.host() || same_host(own, &origin))
        || site.public_url.as_ref() == Some(&origin)
}

/// The same host, where one of them leaves out a port that goes without saying by its own scheme only.
fn same_host(one: &Origin, other: &Origin) -> bool {
    Origin::new(other.is_secure(), one.host())
        .as_ref()
        .map(Origin::host)
        == Some(other.host())
}

/// A plain form is led back to where it came from; this makes sure that it is led to one of our own pages.
pub(super) async fn settle_referer(mut request: Request, next: Next) -> Response {
    if request.method() == Method::POST && request.uri().path().starts_with(API_PREFIX) {
        let visitor = visitor(&request).cloned();
        let referer = request
            .headers()
            .get(header::REFERER)
            .and_then(|value| value.to_str().ok());
        let own = referer.is_some_and(|referer| {
            visitor.as_ref().is_some_and(|visitor| {
                [&visitor.origin, &visitor.public]
                    .into_iter()
                    .any(|origin| {
                        referer
                            .strip_prefix(origin.to_string().as_str())
                            .is_some_and(|path| path.is_empty() || path.starts_with('/'))
                    })
            })
        });
        if !own {
            let origin = visitor
                .map(|visitor| visitor.origin.to_string())
                .unwrap_or_default();
            let page = if request.uri().path().ends_with("/create_session") {
                "/new"
            } else {
                "/"
            };
            let referer = HeaderValue::try_from(format!("{origin}{page}"))
                .expect("an origin and a fixed path make a header value");
            request.headers_mut().insert(header::REFERER, referer);
        }
    }
    next.run(request).await
}

fn visitor(request: &Request) -> Option<&Visitor> {
    request.extensions().get()
}
