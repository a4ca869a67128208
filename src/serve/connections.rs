//! Takes connections and answers on them: `axum::serve`, and besides a limit to how long somebody may take to say what
//! they want. Without it, who sends one byte a minute holds a connection for good.

use std::{net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::server::listener::accept;

/// Answers with `site` until `stopping`; then running requests are answered, and it comes back. The head of a request
/// may take as long as `head`.
pub(super) async fn serve(
    listener: TcpListener,
    site: Router,
    head: Duration,
    stopping: CancellationToken,
) {
    let connections = TaskTracker::new();
    loop {
        let (stream, address) = tokio::select! {
            () = stopping.cancelled() => break,
            accepted = accept(&listener) => accepted,
        };
        let site = site.clone();
        connections.spawn(answer(stream, address, site, head, stopping.clone()));
    }
    // Nobody else is let in while the last ones are answered.
    drop(listener);
    connections.close();
    connections.wait().await;
}

async fn answer(
    stream: TcpStream,
    address: SocketAddr,
    site: Router,
    head: Duration,
    stopping: CancellationToken,
) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        site.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    // A connection that breaks is the client's affair.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
