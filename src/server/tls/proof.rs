//! The proof for an authority that a name leads here: a certificate that says what the authority asked to hear, shown to
//! nobody but it (TLS-ALPN-01, RFC 8737).

use std::sync::Arc;

use rcgen::{CertificateParams, CustomExtension, KeyPair};
use tokio_rustls::rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    server::ClientHello,
    sign::{CertifiedKey, SingleCertAndKey},
};

use super::server_config;

/// The protocol that only authorities ask for (RFC 8737 §6.2).
const PROTOCOL: &[u8] = b"acme-tls/1";
/// Bytes of what is to be heard: a SHA-256.
pub const DIGEST_BYTES: usize = 32;

/// How the authority is answered that asked for `digest` under `name`.
pub(super) fn answer(name: &str, digest: [u8; DIGEST_BYTES]) -> Result<ServerConfig, String> {
    let wrong = |error: rcgen::Error| error.to_string();
    let key = KeyPair::generate().map_err(wrong)?;
    let mut params = CertificateParams::new([name.to_owned()]).map_err(wrong)?;
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(&digest)];
    let certificate = params.self_signed(&key).map_err(wrong)?;
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let private = ring::sign::any_supported_type(&private).map_err(|error| error.to_string())?;
    // Whether the two fit is not looked at: the look stumbles over what only an authority understands, and has to.
    let shown = CertifiedKey::new(vec![certificate.der().clone()], private);
    let mut config = server_config().with_cert_resolver(Arc::new(SingleCertAndKey::from(shown)));
    config.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(config)
}

/// Whether it is an authority that begins so, and wants the proof.
pub(super) fn is_asked_for(hello: &ClientHello<'_>) -> bool {
    let mut protocols = hello.alpn().into_iter().flatten();
    protocols.any(|protocol| protocol == PROTOCOL)
}
