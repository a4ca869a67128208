//! Certificates that come by themselves, by ACME (RFC 8555): ordered from an authority, kept in the data folder, and
//! ordered anew when a third of their life is left.
//!
//! The authority asks for a proof on the port of https itself (TLS-ALPN-01, RFC 8737), so nothing else need be open. What
//! fails is said once, with what to mend, and tried again after pauses that grow: authorities count how often somebody
//! fails. Meanwhile the certificate that is there is shown on.

mod account;
mod client;
mod directory;
mod order;
mod trouble;

use std::{
    fs::DirBuilder,
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::{
    domain::clock::{Clock, Timestamp},
    server::{
        config::AcmeConfig,
        tls::{Facts, Ordered},
    },
};

pub use directory::{Directory, look_up};
pub use trouble::Trouble;

const FOLDER: &str = "acme";
/// How often it is looked whether it is time, when nobody comes.
const LOOK: Duration = Duration::from_secs(60);
/// The pause after the first failure; each one after it is twice as long. Let's Encrypt hears five an hour.
const FIRST_PAUSE: Duration = Duration::from_secs(5 * 60);
const LONGEST_PAUSE: Duration = Duration::from_secs(6 * 60 * 60);
const DAY: u64 = 24 * 60 * 60;

/// Where account and certificates of one authority are kept: what one gave is not taken for another's.
pub fn folder(data_dir: &Path, config: &AcmeConfig) -> PathBuf {
    let address = config.directory.trim_start_matches("https://");
    let plain = |sign: char| match sign {
        sign if sign.is_ascii_alphanumeric() || sign == '.' => sign,
        _ => '-',
    };
    let name: String = address.chars().map(plain).collect();
    data_dir.join(FOLDER).join(name)
}

/// Where the certificate is kept, with its key.
pub fn file(data_dir: &Path, config: &AcmeConfig) -> PathBuf {
    folder(data_dir, config).join(format!("{}.pem", config.name))
}

/// Where the account is kept, with its key.
pub fn account_file(data_dir: &Path, config: &AcmeConfig) -> PathBuf {
    account::file(&folder(data_dir, config))
}

/// Makes what [`folder`] names.
///
/// # Errors
/// What the system says.
pub fn make_folder(data_dir: &Path, config: &AcmeConfig) -> io::Result<()> {
    let folder = folder(data_dir, config);
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Sees to it that there is a certificate.
pub struct Keeper {
    config: AcmeConfig,
    folder: PathBuf,
    place: Ordered,
    clock: Arc<dyn Clock>,
    failure: Option<Failure>,
}

/// The last failure, unless a certificate has come since.
struct Failure {
    trouble: Trouble,
    pause: Duration,
    again_at: Timestamp,
}

impl Keeper {
    /// For the certificate at `place`, by the account in the data folder.
    pub fn new(config: AcmeConfig, data_dir: &Path, place: Ordered, clock: Arc<dyn Clock>) -> Self {
        Self {
            folder: folder(data_dir, &config),
            config,
            place,
            clock,
            failure: None,
        }
    }

    /// Orders and renews until `stopping`. An order that is under way then is left: the next start begins another.
    pub async fn run(mut self, stopping: CancellationToken) {
        let keep = async {
            loop {
                if self.is_time() {
                    self.renew().await;
                }
                tokio::select! {
                    () = self.place.wanted() => {}
                    () = sleep(LOOK) => {}
                }
            }
        };
        tokio::select! {
            () = keep => {}
            () = stopping.cancelled() => {}
        }
    }

    fn is_time(&self) -> bool {
        let now = self.clock.now();
        let may_try = self.failure.as_ref();
        may_try.is_none_or(|failure| failure.again_at <= now) && self.place.is_wanted(now)
    }

    async fn renew(&mut self) {
        let AcmeConfig { name, .. } = &self.config;
        let authority = self.config.authority();
        let place = &self.place;
        match order::certificate(&self.config, &self.folder, place).await {
            Ok(()) if place.is_wanted(self.clock.now()) => {
                self.note(Trouble::by_the_clock(&self.config));
            }
            Ok(()) => {
                self.failure = None;
                if let Some(facts) = place.facts() {
                    let days = days_left(&facts, self.clock.now());
                    tracing::info!(
                        "{authority} gave a certificate for {name}, good for {days} days"
                    );
                }
            }
            Err(trouble) => self.note(trouble),
        }
    }

    fn note(&mut self, trouble: Trouble) {
        let now = self.clock.now();
        let last = self.failure.take();
        let pause = last
            .as_ref()
            .map_or(FIRST_PAUSE, |failure| LONGEST_PAUSE.min(failure.pause * 2));
        let minutes = pause.as_secs() / 60;
        if last.is_some_and(|failure| failure.trouble == trouble) {
            tracing::debug!("still no certificate; it is tried again in {minutes} minutes");
        } else {
            let shown = match self.place.facts() {
                Some(facts) if facts.ends_at > now => {
                    format!(
                        "the one that is there is good for {} days",
                        days_left(&facts, now)
                    )
                }
                Some(_) => "the one that is there has run out".to_owned(),
                None => "until then nobody gets in by https".to_owned(),
            };
            tracing::error!(
                "no new certificate for {}: {trouble}. It is tried again in {minutes} minutes, and after longer pauses if \
                 it goes on; {shown}",
                self.config.name
            );
        }
        self.failure = Some(Failure {
            trouble,
            pause,
            again_at: now.plus(pause),
        });
    }
}

fn days_left(facts: &Facts, now: Timestamp) -> u64 {
    facts.ends_at.since(now).as_secs() / DAY
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;
    use crate::{domain::email_address::EmailAddress, server::tls::Certificates};

    #[derive(Default)]
    struct MovedClock(AtomicI64);

    impl Clock for MovedClock {
        fn now(&self) -> Timestamp {
            Timestamp::from_millis(self.0.load(Ordering::SeqCst))
        }
    }

    fn config(directory: &str) -> AcmeConfig {
        AcmeConfig {
            mail: EmailAddress::parse("maya@example.org").unwrap(),
            name: "meet.example".to_owned(),
            directory: directory.to_owned(),
            root: None,
        }
    }

    #[test]
    fn pauses_between_failures_grow_up_to_six_hours() {
        let clock = Arc::new(MovedClock::default());
        let nowhere = Path::new("/nowhere");
        let (_, place) = Certificates::ordered(nowhere.join("c.pem"), clock.now());
        let config = config("https://ca.example/dir");
        let mut keeper = Keeper::new(config.clone(), nowhere, place, clock.clone());
        for minutes in [5, 10, 20, 40, 80, 160, 320, 360, 360] {
            assert!(keeper.is_time());
            keeper.note(Trouble::no_directory(&config));
            clock.0.fetch_add(minutes * 60_000 - 1, Ordering::SeqCst);
            assert!(!keeper.is_time(), "within {minutes} minutes");
            clock.0.fetch_add(1, Ordering::SeqCst);
        }
        assert!(keeper.is_time());
    }

    #[test]
    fn what_one_authority_gave_is_kept_apart_from_anothers() {
        let at = |directory| folder(Path::new("data"), &config(directory));
        let path = at("https://acme-v02.api.letsencrypt.org/directory");
        let expected = Path::new("data/acme/acme-v02.api.letsencrypt.org-directory");
        assert_eq!(path, expected);
        assert_ne!(
            path,
            at("https://acme-staging-v02.api.letsencrypt.org/directory")
        );
        // Nothing that a directory is called leads out of the folder.
        let path = at("https://ca.example:14000/../../x");
        assert_eq!(path, Path::new("data/acme/ca.example-14000-..-..-x"));
    }
}
