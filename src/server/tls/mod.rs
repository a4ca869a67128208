//! TLS (RFC 8446) by rustls on ring: the certificate that pages and the relay show, and how a connection is begun.
//!
//! The certificate is looked at again when somebody comes, at most every ten seconds, and a new one is taken without
//! closing what is open. What cannot be used changes nothing and is said in the log. Knows no setting and no clock: both
//! are parameters. Nor does it know how a certificate is ordered: it has a place for one, and says when one is wanted.

mod authorities;
mod facts;
mod files;
mod ordered;
pub mod private_file;
mod proof;
mod self_signed;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{io::AsyncWriteExt, net::TcpStream, sync::Notify};
use tokio_rustls::{
    LazyConfigAcceptor,
    rustls::{
        ConfigBuilder, ServerConfig,
        crypto::ring,
        server::{Acceptor, ClientHello, ResolvesServerCert, WantsServerCert},
        sign::CertifiedKey,
    },
    server::TlsStream,
};

use crate::domain::clock::Timestamp;

pub use authorities::{authorities, authorities_and};
pub use facts::Facts;
pub use files::Chain;
pub use ordered::{Ordered, Proving};
pub use self_signed::{FILE as SELF_SIGNED_FILE, machine_names};

use files::Stamp;

/// How often files are looked at, at most.
const LOOK: Duration = Duration::from_secs(10);
/// What a connection that speaks TLS begins with: the type of a handshake record (RFC 8446 §5.1).
const HANDSHAKE: u8 = 22;

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or holds something else.
    #[error("the {what} in {} cannot be read: {why}", file.display())]
    File {
        /// Certificate or key.
        what: &'static str,
        /// Which.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The key is of another certificate, or of a kind that is not known.
    #[error("the key in {} does not fit the certificate in {}: {why}", key.display(), certificate.display())]
    NoPair {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A certificate cannot be made, or not be kept.
    #[error("no certificate can be made in {}: {why}", file.display())]
    NotMade {
        /// Where it would be.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// What an authority wants to see cannot be made.
    #[error("what the authority wants to see of {name} cannot be made: {why}")]
    NoProof {
        /// For which name.
        name: String,
        /// What is wrong.
        why: String,
    },
}

/// Where the certificate comes from.
#[derive(Debug)]
enum Source {
    /// Somebody else looks after it.
    Files { certificate: PathBuf, key: PathBuf },
    /// We do: certificate and key stand in one file.
    SelfSigned { file: PathBuf, names: Vec<String> },
    /// An authority, from which it is ordered: then both stand in one file.
    Ordered { file: PathBuf },
}

/// The certificate of this server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Certificates {
    shown: Arc<Shown>,
    config: Arc<ServerConfig>,
}

/// What is shown to whoever comes, and what is known of it.
struct Shown {
    source: Source,
    state: Mutex<State>,
    wanted: Notify,
}

struct State {
    /// None while one is ordered for the first time.
    chain: Option<Chain>,
    /// For the authority that wants to see it at the moment.
    proof: Option<Arc<ServerConfig>>,
    /// What the files looked like when they were tried last.
    tried: Stamp,
    looked_at: Timestamp,
}

impl Certificates {
    /// Shows what stands in two files (PEM, RFC 7468): the certificate with its chain, and its key.
    ///
    /// # Errors
    /// [`TlsError`] when they cannot be used.
    pub fn from_files(
        certificate: PathBuf,
        key: PathBuf,
        now: Timestamp,
    ) -> Result<Self, TlsError> {
        Self::new(Source::Files { certificate, key }, now)
    }

    /// Shows a certificate that only this server vouches for, for `names`. It is kept in `folder`, and made where there
    /// is none, it is for other names, or its end is near.
    ///
    /// # Errors
    /// [`TlsError`] when it cannot be made.
    pub fn self_signed(
        folder: &Path,
        names: Vec<String>,
        now: Timestamp,
    ) -> Result<Self, TlsError> {
        let file = folder.join(self_signed::FILE);
        self_signed::ensure(&file, &names, now)?;
        Self::new(Source::SelfSigned { file, names }, now)
    }

    /// Shows what is ordered from an authority and kept in `file`: nothing before the first one has come. Whoever
    /// orders it does so at the place that this gives besides.
    pub fn ordered(file: PathBuf, now: Timestamp) -> (Self, Ordered) {
        let tried = Stamp::of(&file, &file);
        let chain = match Chain::read(&file, &file) {
            Ok(chain) => Some(chain),
            Err(error) => {
                if file.exists() {
                    tracing::warn!(%error, "another certificate is ordered");
                }
                None
            }
        };
        let source = Source::Ordered { file: file.clone() };
        let shown = Shown::new(source, chain, tried, now);
        let place = Ordered {
            shown: Arc::clone(&shown),
            file,
        };
        (Self::of(shown), place)
    }

    fn new(source: Source, now: Timestamp) -> Result<Self, TlsError> {
        let (certificate, key) = source.files();
        // Before they are read: what changes meanwhile is read once more.
        let tried = Stamp::of(certificate, key);
        let chain = Chain::read(certificate, key)?;
        Ok(Self::of(Shown::new(source, Some(chain), tried, now)))
    }

    fn of(shown: Arc<Shown>) -> Self {
        let config = server_config().with_cert_resolver(shown.clone());
        Self {
            shown,
            config: Arc::new(config),
        }
    }

    /// Whether only this server vouches for it: then browsers warn, and remember nothing of it for good.
    pub fn is_self_signed(&self) -> bool {
        matches!(self.shown.source, Source::SelfSigned { .. })
    }

    /// What is known of the certificate that is shown; none while the first one is ordered.
    pub fn facts(&self) -> Option<Facts> {
        let state = self.shown.lock();
        state.chain.as_ref().map(|chain| chain.facts.clone())
    }

    /// Begins TLS on `stream`, with the certificate as it stands `now` on disk. The caller bounds its time.
    ///
    /// # Errors
    /// What went wrong between the two; also when it was an authority, which came for a proof and has seen it.
    pub async fn accept(
        &self,
        stream: TcpStream,
        now: Timestamp,
    ) -> io::Result<TlsStream<TcpStream>> {
        self.shown.look(now);
        let begun = LazyConfigAcceptor::new(Acceptor::default(), stream).await?;
        let proof = proof::is_asked_for(&begun.client_hello())
            .then(|| self.shown.lock().proof.clone())
            .flatten();
        let Some(proof) = proof else {
            return begun.into_stream(Arc::clone(&self.config)).await;
        };
        begun.into_stream(proof).await?.shutdown().await?;
        Err(io::ErrorKind::ConnectionAborted.into())
    }
}

/// What all connections have in common.
fn server_config() -> ConfigBuilder<ServerConfig, WantsServerCert> {
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring speaks both versions of TLS")
        .with_no_client_auth()
}

/// Whether whoever is on `stream` begins TLS; otherwise they speak something else to this port. Takes nothing from it.
///
/// # Errors
/// What the system says when nothing comes.
pub async fn is_handshake(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0];
    match stream.peek(&mut first).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(first[0] == HANDSHAKE),
    }
}

impl Source {
    fn files(&self) -> (&Path, &Path) {
        match self {
            Self::Files { certificate, key } => (certificate, key),
            Self::SelfSigned { file, .. } | Self::Ordered { file } => (file, file),
        }
    }
}

impl Shown {
    fn new(source: Source, chain: Option<Chain>, tried: Stamp, now: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            source,
            state: Mutex::new(State {
                chain,
                proof: None,
                tried,
                looked_at: now,
            }),
            wanted: Notify::new(),
        })
    }

    /// Takes what is new. Two short files on a local disk are read at once: nobody waits for that.
    fn look(&self, now: Timestamp) {
        let mut state = self.lock();
        if matches!(self.source, Source::Ordered { .. }) && state.is_wanted(now) {
            self.wanted.notify_one();
        }
        if now.since(state.looked_at) < LOOK {
            return;
        }
        state.looked_at = now;
        if let Source::SelfSigned { file, names } = &self.source
            && state.ends_soon(now)
            && let Err(error) = self_signed::ensure(file, names, now)
        {
            tracing::error!(%error, "the certificate cannot be renewed");
            return;
        }
        let (certificate, key) = self.source.files();
        let stamp = Stamp::of(certificate, key);
        if stamp == state.tried {
            return;
        }
        state.tried = stamp;
        match Chain::read(certificate, key) {
            Ok(chain) => {
                let fingerprint = &chain.facts.fingerprint;
                tracing::info!(fingerprint, "a new certificate is shown");
                state.chain = Some(chain);
            }
            Err(error) => tracing::error!(%error, "the certificate from before is shown on"),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // What is new is put in after everything was read.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn ends_soon(&self, now: Timestamp) -> bool {
        let facts = self.chain.as_ref().map(|chain| &chain.facts);
        facts.is_some_and(|facts| facts.ends_soon(now))
    }

    /// Whether one should be ordered that is not there, or will not be there for long.
    fn is_wanted(&self, now: Timestamp) -> bool {
        let facts = self.chain.as_ref().map(|chain| &chain.facts);
        facts.is_none_or(|facts| facts.renew_at() <= now)
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let state = self.lock();
        state.chain.as_ref().map(|chain| Arc::clone(&chain.key))
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Shown").field(&self.source).finish()
    }
}
