//! Asks an authority over https, one connection for each question: an order has a dozen of them, every few weeks.

use std::{error::Error as StdError, pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, Request, Response, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Body;
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, crypto::ring, pki_types::ServerName},
};

use crate::server::{
    config::AcmeConfig,
    tls::{TlsError, authorities, authorities_and},
};

const HTTPS_PORT: u16 = 443;
/// Whoever does not answer in this time does not answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// More than a certificate with its chain has.
const ANSWER_BYTES: usize = 256 * 1_024;

/// Why a question came to nothing.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unreachable(String);

impl Unreachable {
    fn because(error: impl ToString) -> Self {
        Self(error.to_string())
    }
}

/// Somebody who asks, and believes whom the settings name. Cheap to clone.
#[derive(Clone)]
pub(super) struct Client(TlsConnector);

impl Client {
    pub(super) fn new(config: &AcmeConfig) -> Result<Self, TlsError> {
        let roots = match &config.root {
            None => authorities(),
            Some(file) => authorities_and(file)?,
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring speaks both versions of TLS")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// The answer to `request`, whole.
    pub(super) async fn ask<B>(&self, request: Request<B>) -> Result<Response<Bytes>, Unreachable>
    where
        B: Body<Data: Send, Error: Into<Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        timeout(PATIENCE, self.converse(request))
            .await
            .unwrap_or_else(|_| Err(Unreachable::because("it takes too long")))
    }

    async fn converse<B>(&self, mut request: Request<B>) -> Result<Response<Bytes>, Unreachable>
    where
        B: Body<Data: Send, Error: Into<Box<dyn StdError + Send + Sync>>> + Send + 'static,
    {
        let uri = request.uri().clone();
        let (Some(authority), Some("https")) = (uri.authority(), uri.scheme_str()) else {
            return Err(Unreachable(format!("{uri} is no https address")));
        };
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let port = authority.port_u16().unwrap_or(HTTPS_PORT);
        let name = ServerName::try_from(host.clone()).map_err(Unreachable::because)?;
        let stream = TcpStream::connect((host, port)).await;
        let stream = stream.map_err(Unreachable::because)?;
        let stream = self.0.connect(name, stream).await;
        let stream = TokioIo::new(stream.map_err(Unreachable::because)?);
        let begun = hyper::client::conn::http1::handshake(stream).await;
        let (mut sender, connection) = begun.map_err(Unreachable::because)?;
        let shown = HeaderValue::from_str(authority.as_str()).map_err(Unreachable::because)?;
        request.headers_mut().insert(header::HOST, shown);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = Uri::try_from(path).map_err(Unreachable::because)?;
        let answering = async {
            let answer = sender.send_request(request).await;
            let (head, body) = answer.map_err(Unreachable::because)?.into_parts();
            let body = Limited::new(body, ANSWER_BYTES).collect().await;
            let body = body.map_err(Unreachable::because)?;
            Ok(Response::from_parts(head, body.to_bytes()))
        };
        tokio::select! {
            answered = answering => answered,
            // Whatever it ends with, the answer has come before, or none does.
            _ = connection => Err(Unreachable::because("it hangs up")),
        }
    }
}

impl HttpClient for Client {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let client = self.clone();
        Box::pin(async move {
            let answer = client.ask(request).await;
            let answer = answer.map_err(|error| Error::Other(Box::new(error)))?;
            Ok(BytesResponse::from(answer.map(Full::new)))
        })
    }
}
