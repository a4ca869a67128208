//! The encrypted door: whose certificate it shows, who sees to it that there is one, and how many may be in it at once.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::ServeError;
use crate::{
    domain::clock::Clock,
    server::{
        acme::{self, Keeper},
        buckets::network,
        config::{CertificateSource, Config},
        crowd::{Crowd, Place},
        listener::way_out,
        tls::{Certificates, machine_names},
    },
};

/// Connections that have yet to agree on how they are encrypted, which costs more than what they ask.
const HANDSHAKES: usize = 1_024;
/// Those of one network: a class behind one address comes all at once.
const OF_NETWORK: usize = 256;

pub(super) type Stream = TlsStream<TcpStream>;

/// The encrypted door. Cheap to clone.
#[derive(Clone)]
pub(super) struct Https {
    certificates: Certificates,
    clock: Arc<dyn Clock>,
    beginning: Crowd,
}

impl Https {
    pub(super) fn new(certificates: Certificates, clock: Arc<dyn Clock>) -> Self {
        Self {
            certificates,
            clock,
            beginning: Crowd::new(HANDSHAKES, OF_NETWORK),
        }
    }

    /// A place in the door for `address`, to be held until TLS has begun; none when there is none.
    pub(super) fn enter(&self, address: SocketAddr) -> Option<Place> {
        self.beginning.enter(network(address.ip()))
    }

    /// Begins TLS.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<Box<Stream>> {
        let begun = self.certificates.accept(stream, self.clock.now()).await?;
        Ok(Box::new(begun))
    }
}

/// A certificate, and who gets it where it has to be got.
pub(super) struct Certified {
    pub(super) certificates: Certificates,
    pub(super) keeper: Option<Keeper>,
}

/// The certificate that the settings ask for; none when they ask for none.
pub(super) fn certified(
    config: &Config,
    clock: &Arc<dyn Clock>,
) -> Result<Option<Certified>, ServeError> {
    let now = clock.now();
    let folder = &config.data_dir;
    let mut keeper = None;
    let certificates = match &config.tls.certificate {
        None => return Ok(None),
        Some(CertificateSource::Files { certificate, key }) => {
            Certificates::from_files(certificate.clone(), key.clone(), now)?
        }
        Some(CertificateSource::SelfSigned) => {
            Certificates::self_signed(folder, names(config), now)?
        }
        Some(CertificateSource::Acme(acme)) => {
            acme::make_folder(folder, acme).map_err(|source| ServeError::DataDir {
                folder: acme::folder(folder, acme),
                source,
            })?;
            let file = acme::file(folder, acme);
            let (certificates, place) = Certificates::ordered(file, now);
            let (acme, clock) = (acme.clone(), Arc::clone(clock));
            keeper = Some(Keeper::new(acme, folder, place, clock));
            certificates
        }
    };
    Ok(Some(Certified {
        certificates,
        keeper,
    }))
}

/// Names and addresses by which people reach this machine.
fn names(config: &Config) -> Vec<String> {
    let listen = config.listen.ip();
    let named = (!listen.is_unspecified()).then_some(listen);
    let outer = [true, false].into_iter().filter_map(way_out);
    let mut names = machine_names(named.into_iter().chain(outer));
    let public = config.public_url.as_ref().map(|url| url.host_name());
    if let Some(public) = public.map(|name| name.trim_matches(['[', ']'])) {
        let public = public
            .parse::<IpAddr>()
            .map_or_else(|_| public.to_owned(), |address| address.to_string());
        if !names.contains(&public) {
            names.push(public);
        }
    }
    names
}

/// What people should know of a certificate that is not there yet, or that only this server vouches for.
pub(super) fn explain(certificates: &Certificates) {
    let Some(facts) = certificates.facts() else {
        tracing::info!(
            "there is no certificate yet: it is ordered now, which takes a few seconds when all is well. Until it is there, \
             nobody gets in by https"
        );
        return;
    };
    if !certificates.is_self_signed() {
        return;
    }
    tracing::info!(
        "the certificate is our own: every browser warns of it once on each device, and lets people go on by \
         \"Advanced\". Camera and microphone need https, which is why it is there. Whoever wants to be sure that nobody \
         stands between compares this fingerprint (SHA-256) with the one that the browser shows: {}",
        facts.fingerprint
    );
    tracing::info!("it is for {}", facts.names.join(", "));
}
