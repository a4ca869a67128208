//! Certificates of a test, and somebody who speaks TLS and believes exactly one of them.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rcgen::{CertificateParams, KeyPair};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
        time_provider::TimeProvider,
    },
};
use visavis::domain::clock::Timestamp;

use super::PATIENCE;

/// A certificate in files, as an operator has it.
#[derive(Debug)]
pub struct Issued {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Issued {
    /// Puts one for `localhost` and 127.0.0.1 into `folder`, in the place of the one that is there.
    pub fn into(folder: &Path) -> Self {
        let key = KeyPair::generate().unwrap();
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certificate = CertificateParams::new(names).unwrap();
        let certificate = certificate.self_signed(&key).unwrap();
        let files = Self {
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        };
        fs::write(&files.certificate, certificate.pem()).unwrap();
        fs::write(&files.key, key.serialize_pem()).unwrap();
        files
    }
}

#[derive(Debug)]
struct StandsStill(UnixTime);

impl TimeProvider for StandsStill {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

fn connector(believed: &Path, now: Timestamp) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    let believed = CertificateDer::from_pem_file(believed).unwrap();
    roots.add(believed).unwrap();
    let since = Duration::from_millis(u64::try_from(now.as_millis()).unwrap());
    let time = Arc::new(StandsStill(UnixTime::since_unix_epoch(since)));
    let config = ClientConfig::builder_with_details(Arc::new(ring::default_provider()), time)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// Connects by TLS, believing what stands in `believed` alone.
pub async fn shake_hands(
    server: SocketAddr,
    believed: &Path,
    now: Timestamp,
) -> io::Result<TlsStream<TcpStream>> {
    shake_hands_as(server, &server.ip().to_string(), believed, now).await
}

/// Like [`shake_hands`], with a server that has to be called `name`.
pub async fn shake_hands_as(
    server: SocketAddr,
    name: &str,
    believed: &Path,
    now: Timestamp,
) -> io::Result<TlsStream<TcpStream>> {
    let connector = connector(believed, now);
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = TcpStream::connect(server).await?;
    timeout(PATIENCE, connector.connect(name, stream))
        .await
        .expect("the server answers in time")
}

/// An address in this process that leads to `server` by TLS: so whoever speaks to it in the clear is encrypted as by a
/// browser.
pub async fn front(server: SocketAddr, believed: &Path, now: Timestamp) -> SocketAddr {
    front_as(server, &server.ip().to_string(), believed, now).await
}

/// Like [`front`], for a server that has to be called `name`.
pub async fn front_as(
    server: SocketAddr,
    name: &str,
    believed: &Path,
    now: Timestamp,
) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (name, believed) = (name.to_owned(), believed.to_owned());
    tokio::spawn(async move {
        while let Ok((mut own, _)) = listener.accept().await {
            let (name, believed) = (name.clone(), believed.clone());
            tokio::spawn(async move {
                if let Ok(mut other) = shake_hands_as(server, &name, &believed, now).await {
                    // What breaks shows on both sides.
                    let _ = copy_bidirectional(&mut own, &mut other).await;
                }
            });
        }
    });
    address
}
