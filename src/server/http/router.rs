//! Every path, and the layers around them, from the outside in: how the public API refuses, odd requests, panics, log and figures, who
//! asks, headers, other sites, plain forms, who is signed in, size and time.

use std::time::Duration;

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode, request::Parts},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use leptos::{
    IntoView,
    nonce::Nonce as LeptosNonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{AxumRouteListing, LeptosRoutes, render_app_async_with_context};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use super::{
    assets, changes, files, guard, metrics, observe, probes, qr_code, rest, security_headers,
    socket_doors,
    state::AppState,
    trial, viewer,
    visitor::{self, Visitor},
};
use crate::{
    domain::account::Account,
    protocol::route::{
        CALENDAR_PATTERN, CHANGES_PATH, PROBE_PREFIX, SHARED_SOCKET_PATTERN, SOCKET_PATTERN,
        TRIAL_SOCKET_PATH, TRIAL_TRANSFER_PATTERN,
    },
};

/// The largest question: a chat message of four-byte characters, each escaped, has room in it.
const BODY_BYTES: usize = 64 * 1024;
const REQUEST_TIME: Duration = Duration::from_secs(20);

/// What a document has to know of the answer that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The nonce of its Content-Security-Policy.
    pub nonce: String,
    /// The host by which people reach this server, with a port where it does not go without saying.
    pub host: String,
    /// The origin by which people reach this server.
    pub origin: String,
    /// The path that was asked for.
    pub path: String,
    /// Who is signed in.
    pub account: Option<Account>,
}

/// The pages, which stand above this floor: how to draw one, which there are, and what to provide before one
/// is drawn.
#[derive(Clone)]
pub struct Pages<Shell, Provide> {
    /// Draws the document.
    pub shell: Shell,
    /// The paths of the pages.
    pub routes: Vec<AxumRouteListing>,
    /// Provides what the document asks for.
    pub provide: Provide,
}

/// The whole site.
pub fn router<Shell, View, Provide>(state: AppState, pages: Pages<Shell, Provide>) -> Router
where
    Shell: Fn() -> View + Clone + Send + Sync + 'static,
    View: IntoView + 'static,
    Provide: Fn(Asked) + Clone + Send + Sync + 'static,
{
    metrics::start();
    let Pages {
        shell,
        routes,
        provide,
    } = pages;
    let context = move || {
        let asked = use_context::<Parts>().map(|parts| Asked::from(&parts));
        if let Some(asked) = asked {
            // Leptos' own inline scripts carry it too.
            provide_context(LeptosNonce::from_value(asked.nonce.clone()));
            provide(asked);
        }
    };
    let fallback = {
        let (context, shell) = (context.clone(), shell.clone());
        move |State(state): State<AppState>, request: Request| async move {
            other(state, request, context, shell).await
        }
    };
    let layers = ServiceBuilder::new()
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(state.clone(), observe::observe))
        .layer(from_fn_with_state(state.clone(), visitor::identify))
        .layer(from_fn_with_state(state.clone(), security_headers::secure))
        .layer(from_fn_with_state(state.clone(), guard::refuse_cross_site))
        .layer(from_fn(guard::settle_referer))
        .layer(from_fn_with_state(state.clone(), viewer::recognise))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            REQUEST_TIME,
        ));
    let site = Router::new()
        .route(SOCKET_PATTERN, get(socket_doors::open))
        .route(SHARED_SOCKET_PATTERN, get(socket_doors::open_shared))
        .route("/join/{id}/qr.svg", get(qr_code::qr_code))
        .route("/join/{id}/session.ics", get(files::session_calendar))
        .route(CALENDAR_PATTERN, get(files::calendar_feed))
        .route("/sessions/{id}/chat.md", get(files::chat_markdown))
        .route("/sessions/{id}/chat.json", get(files::chat_json))
        .route(CHANGES_PATH, get(changes::changes))
        .merge(rest::routes())
        .route("/healthz", get(probes::healthz))
        .route(&format!("{PROBE_PREFIX}{{nonce}}"), get(probes::prove))
        .route("/readyz", get(probes::readyz))
        .route("/metrics", get(probes::figures))
        .leptos_routes_with_context(&state, routes, context, shell)
        .route(TRIAL_SOCKET_PATH, get(socket_doors::open_trial))
        .fallback(fallback)
        .layer(RequestBodyLimitLayer::new(BODY_BYTES))
        // Bounds what it takes itself, which is more than any other question.
        .route(TRIAL_TRANSFER_PATTERN, get(trial::give).post(trial::take))
        .layer(layers)
        .with_state(state);
    // Outside of the site's own routing, which takes a path for granted.
    Router::new()
        .fallback_service(site)
        .layer(from_fn(guard::refuse_odd_requests))
        .layer(from_fn(rest::speak_json))
}

/// A built file, or the page that says that there is nothing.
async fn other<Shell, View>(
    state: AppState,
    request: Request,
    context: impl Fn() + Clone + Send + Sync + 'static,
    shell: Shell,
) -> Response
where
    Shell: Fn() -> View + Clone + Send + Sync + 'static,
    View: IntoView + 'static,
{
    if let Some(file) = assets::find(&request) {
        return file;
    }
    if rest::is_public_api(request.uri().path()) {
        return rest::nothing_here();
    }
    let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_page || request.uri().path().starts_with("/pkg/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let context = move || {
        provide_context(state.clone());
        context();
    };
    let mut response = render_app_async_with_context(context, shell)(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

impl From<&Parts> for Asked {
    /// Of a request that has passed the layers in front of the pages.
    fn from(parts: &Parts) -> Self {
        let request = &parts.extensions;
        Self {
            path: parts.uri.path().to_owned(),
            account: request
                .get::<viewer::Viewer>()
                .map(|viewer::Viewer(account)| account.clone()),
            nonce: request
                .get::<security_headers::Nonce>()
                .map(|security_headers::Nonce(nonce)| nonce.clone())
                .unwrap_or_default(),
            host: request
                .get::<Visitor>()
                .map(|visitor| visitor.public.host().to_owned())
                .unwrap_or_default(),
            origin: request
                .get::<Visitor>()
                .map(|visitor| visitor.public.to_string())
                .unwrap_or_default(),
        }
    }
}
