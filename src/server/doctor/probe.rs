//! Asks an address whether it is this server: a number that nobody could foretell, answered by what only its key makes
//! of it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::body::{Body, to_bytes};
use http::{Request, header};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, DigitallySignedStruct, Error as TlsError, SignatureScheme,
        client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
        pki_types::{CertificateDer, ServerName, UnixTime},
    },
};

use crate::{
    domain::clock::Timestamp,
    protocol::route::PROBE_PREFIX,
    server::{
        config::Origin,
        secret::{HashKey, Randomness},
        tls::authorities,
    },
};

/// Whoever does not answer in this time does not answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
const ANSWER_BYTES: usize = 4_096;

/// Whose certificates are believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Those that this system's authorities vouch for, as browsers do.
    Authorities,
    /// All: who it is shows by the answer.
    Anybody,
}

/// What came of a question.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is this server.
    Ours {
        /// The origin by which the server was asked, as it understood it.
        origin: String,
        /// By the clock of whoever answered.
        answered_at: Option<Timestamp>,
    },
    /// Somebody else answers.
    Other(String),
    /// Nobody answers.
    Nobody(String),
    /// The certificate is not believed.
    Distrusted(String),
}

/// Asks whoever is at `address` for the server of `key`, by the address `origin`.
pub(super) async fn ask(
    address: SocketAddr,
    origin: &Origin,
    trust: Trust,
    key: &HashKey,
    randomness: &Randomness,
) -> Outcome {
    let nonce = hex::encode(randomness.bytes::<16>());
    let asking = async {
        let stream = match TcpStream::connect(address).await {
            Ok(stream) => stream,
            Err(error) => return Outcome::Nobody(error.to_string()),
        };
        if !origin.is_secure() {
            return converse(stream, origin, &nonce, key).await;
        }
        match encrypt(stream, origin.host_name(), trust).await {
            Ok(stream) => converse(stream, origin, &nonce, key).await,
            Err(error) => Outcome::Distrusted(error),
        }
    };
    timeout(PATIENCE, asking)
        .await
        .unwrap_or_else(|_| Outcome::Nobody("it takes too long".to_owned()))
}

/// Begins TLS with whoever is on `stream` and should be `host`.
pub(super) async fn encrypt(
    stream: TcpStream,
    host: &str,
    trust: Trust,
) -> Result<tokio_rustls::client::TlsStream<TcpStream>, String> {
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())
        .map_err(|error| error.to_string())?;
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    let config = match trust {
        Trust::Authorities => config
            .with_root_certificates(authorities())
            .with_no_client_auth(),
        Trust::Anybody => config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Unquestioned(ring::default_provider())))
            .with_no_client_auth(),
    };
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .map_err(|error| error.to_string())
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    origin: &Origin,
    nonce: &str,
    key: &HashKey,
) -> Outcome {
    let handshake = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await;
    let Ok((mut sender, connection)) = handshake else {
        return Outcome::Nobody("it hangs up".to_owned());
    };
    let driven = tokio::spawn(connection);
    let request = Request::get(format!("{PROBE_PREFIX}{nonce}"))
        .header(header::HOST, origin.host())
        .header(header::CONNECTION, "close")
        .body(Body::empty());
    let Ok(request) = request else {
        return Outcome::Nobody("it cannot be asked".to_owned());
    };
    let answered = sender.send_request(request).await;
    let outcome = match answered {
        Err(error) => Outcome::Nobody(error.to_string()),
        Ok(answer) => {
            let status = answer.status();
            let answered_at = answer
                .headers()
                .get(header::DATE)
                .and_then(|date| date.to_str().ok())
                .and_then(|date| jiff::fmt::rfc2822::parse(date).ok())
                .map(|date| Timestamp::from_millis(date.timestamp().as_millisecond()));
            let body = to_bytes(Body::new(answer.into_body()), ANSWER_BYTES).await;
            let body = body.unwrap_or_default();
            let text = String::from_utf8_lossy(&body);
            match text.trim().split_once(' ') {
                Some((proof, origin)) if proof == key.answer_probe(nonce) => Outcome::Ours {
                    origin: origin.to_owned(),
                    answered_at,
                },
                _ => Outcome::Other(format!("it answers with the status {}", status.as_u16())),
            }
        }
    };
    driven.abort();
    outcome
}

/// Takes every certificate, for who answers proves it otherwise.
#[derive(Debug)]
struct Unquestioned(CryptoProvider);

impl ServerCertVerifier for Unquestioned {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        let known = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
