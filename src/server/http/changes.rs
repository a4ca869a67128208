//! Tells a page that the sessions of whoever is signed in have changed: server-sent events (HTML §9.2), which
//! carry a number and no data. The first comes at once, so that nothing is missed between two connections.

use std::{convert::Infallible, time::Duration};

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, HeaderName},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream::unfold;

use super::{
    address_limits::Limited,
    asker::{Refusal, count, signed_in},
    state::AppState,
    visitor::Visitor,
};
use crate::server::{secret::LoginSecret, service::ChangeFeed};

/// Proxies that gather answers are asked to let this one through as it comes.
const BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// How long a page waits whose account has too many open already.
const PAUSE: Duration = Duration::from_secs(60);

/// An open stream.
struct Stream {
    state: AppState,
    login: LoginSecret,
    feed: ChangeFeed,
    begun: bool,
}

/// Opens the stream of whoever is signed in.
pub(super) async fn changes(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    count(&state, &visitor, Limited::Socket)?;
    let (asker, login) = signed_in(&state, &visitor, &headers).await?;
    let feed = state
        .services
        .changes
        .watch(asker.account.id)
        .ok_or(Refusal::TooFast(PAUSE))?;
    let stream = Stream {
        state,
        login,
        feed,
        begun: false,
    };
    let events = unfold(stream, |mut stream| async move {
        let version = stream.next().await?;
        let event = Event::default().event("changed").data(version.to_string());
        Some((Ok::<_, Infallible>(event), stream))
    });
    let answer = Sse::new(events).keep_alive(KeepAlive::default());
    Ok(([(BUFFERING, "no")], answer).into_response())
}

impl Stream {
    /// The number of the next change; none when the stream is over, because the server stops or nobody is signed
    /// in by this login any more.
    async fn next(&mut self) -> Option<u64> {
        if !self.begun {
            self.begun = true;
            return Some(0);
        }
        let version = tokio::select! {
            () = self.state.sockets.stopping.cancelled() => return None,
            version = self.feed.next() => version?,
        };
        match self.state.services.find_signed_in(&self.login).await {
            Ok(Some(_)) => Some(version),
            _ => None,
        }
    }
}
