//! Takes connections and answers on them: `axum::serve`, and besides a limit to how long somebody may take to say what
//! they want. Without it, who sends one byte a minute holds a connection for good.

use std::{io, net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// How long nobody is let in when the system has no more of what a connection needs.
const OUT_OF_SOCKETS: Duration = Duration::from_secs(1);

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
        let accepted = tokio::select! {
            () = stopping.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                // A signal must not wait for the next one to fill a packet; an error here shows at the first read.
                let _ = stream.set_nodelay(true);
                let site = site.clone();
                connections.spawn(answer(stream, address, site, head, stopping.clone()));
            }
            // Whoever wanted in was gone before they were.
            Err(error) if is_theirs(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                sleep(OUT_OF_SOCKETS).await;
            }
        }
    }
    // Nobody else is let in while the last ones are answered.
    drop(listener);
    connections.close();
    connections.wait().await;
}

fn is_theirs(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
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
