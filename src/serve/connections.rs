//! Takes connections and answers on them: `axum::serve`, and besides TLS and a limit to how long somebody may take to
//! say what they want. Without it, who sends one byte a minute holds a connection for good.

use std::{convert::Infallible, net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use super::{https::Https, redirect::Redirect};
use crate::server::{http::Secured, listener::accept, tls::is_handshake};

/// How whoever comes is answered.
#[derive(Clone)]
pub(super) enum Way {
    /// By the site, in the clear: a proxy speaks https for us, or nobody does.
    Site(Router),
    /// By the site, by https. Who speaks http here is led there.
    Secure(Router, Https, Redirect),
    /// By being led to https.
    Redirect(Redirect),
}

/// Answers on `listener` until `stopping`; then running requests are answered, and it comes back. The head of a request
/// may take as long as `head`, and so may whatever comes before.
pub(super) async fn serve(
    listener: TcpListener,
    way: Way,
    head: Duration,
    stopping: CancellationToken,
) {
    let connections = TaskTracker::new();
    loop {
        let (stream, address) = tokio::select! {
            () = stopping.cancelled() => break,
            accepted = accept(&listener) => accepted,
        };
        connections.spawn(answer(stream, address, way.clone(), head, stopping.clone()));
    }
    // Nobody else is let in while the last ones are answered.
    drop(listener);
    connections.close();
    connections.wait().await;
}

async fn answer(
    stream: TcpStream,
    address: SocketAddr,
    way: Way,
    head: Duration,
    stopping: CancellationToken,
) {
    match way {
        Way::Site(site) => {
            let ask = move |request| ask(site.clone(), request, address, None);
            converse(stream, ask, head, &stopping).await;
        }
        Way::Redirect(redirect) => {
            let lead = move |request| lead(redirect.clone(), request);
            converse(stream, lead, head, &stopping).await;
        }
        Way::Secure(site, https, redirect) => {
            let Some(place) = https.enter(address) else {
                return;
            };
            let begin = async {
                if is_handshake(&stream).await? {
                    https.accept(stream).await.map(Begun::Tls)
                } else {
                    Ok(Begun::Plain(stream))
                }
            };
            let begun = tokio::select! {
                begun = timeout(head, begin) => begun,
                () = stopping.cancelled() => return,
            };
            drop(place);
            match begun {
                Ok(Ok(Begun::Tls(stream))) => {
                    let ask = move |request| ask(site.clone(), request, address, Some(Secured));
                    converse(*stream, ask, head, &stopping).await;
                }
                Ok(Ok(Begun::Plain(stream))) => {
                    let lead = move |request| lead(redirect.clone(), request);
                    converse(stream, lead, head, &stopping).await;
                }
                // Browsers that do not believe the certificate hang up here; it is theirs to say so.
                Ok(Err(_)) | Err(_) => {}
            }
        }
    }
}

/// What a connection to an encrypted port turned out to be.
enum Begun {
    Tls(Box<super::https::Stream>),
    Plain(TcpStream),
}

async fn ask(
    site: Router,
    request: Request<Incoming>,
    address: SocketAddr,
    secured: Option<Secured>,
) -> Result<Response, Infallible> {
    let mut request = request;
    request.extensions_mut().insert(ConnectInfo(address));
    if let Some(secured) = secured {
        request.extensions_mut().insert(secured);
    }
    site.oneshot(request).await
}

async fn lead(
    redirect: Redirect,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    Ok(redirect.answer(&request))
}

async fn converse<Answer>(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    service: impl Fn(Request<Incoming>) -> Answer,
    head: Duration,
    stopping: &CancellationToken,
) where
    Answer: Future<Output = Result<Response, Infallible>>,
{
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .serve_connection(TokioIo::new(stream), service_fn(service))
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
