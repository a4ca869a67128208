//! What the operator can set: flags over environment over file over default.
//!
//! Every setting has one name: `--public-url`, `VISAVIS_PUBLIC_URL`, `public-url` in `visavis.toml`. A wrong
//! value is refused with that name, where it came from and what would be right. Nothing has to be set.

mod acme;
mod error;
mod flags;
mod ice_servers;
mod names;
mod network;
mod origin;
mod settings;
mod sources;
mod tls;
mod turn;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use crate::{domain::limits, protocol::server_message::IceServer};

pub use acme::AcmeConfig;
pub use error::ConfigError;
pub use flags::{AddAccount, Flags, SetPassword, Task};
pub use network::Network;
pub use origin::Origin;
pub use sources::Sources;
pub use tls::{CertificateSource, TlsConfig};
pub use turn::{OtherRelay, RelaySecret, TurnConfig};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// What is kept for longer than this is not kept for a time, but for good.
const MAX_RETENTION_DAYS: u64 = 3_650;

/// How this server runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where the database and the key are.
    pub data_dir: PathBuf,
    /// The address by which people reach it; links are made of it.
    pub public_url: Option<Origin>,
    /// How it speaks TLS.
    pub tls: TlsConfig,
    /// Proxies whose word on the client's address and scheme counts.
    pub trusted_proxies: Vec<Network>,
    /// How peers find each other, the same for everybody.
    pub ice_servers: Vec<IceServer>,
    /// How people reach each other who cannot do so by themselves.
    pub turn: TurnConfig,
    /// The longest life of a new session.
    pub max_session: Duration,
    /// A new session ends when nobody has been inside for this long.
    pub empty_session: Duration,
    /// An ended session and its chat are kept for this long.
    pub chat_retention: Duration,
    /// Whether `/metrics` answers to everybody, not only on loopback.
    pub metrics_public: bool,
    /// Whether requests are counted by address, so that one cannot take the server from all others.
    pub address_limits: bool,
    /// Live sessions that guests of one address may have begun.
    pub guest_sessions: u32,
    /// Whether all live sessions end when the server stops, instead of waiting for its next start.
    pub end_sessions_on_stop: bool,
    /// What is logged (the syntax of `tracing_subscriber`'s `EnvFilter`).
    pub log: String,
}

impl Config {
    /// Reads every setting from its highest source.
    ///
    /// # Errors
    /// [`ConfigError`] for the first wrong value, or a file that cannot be read.
    pub fn read(sources: &Sources) -> Result<Self, ConfigError> {
        let seconds = |name, default: Duration| {
            let whole = sources.get(
                name,
                default.as_secs(),
                "a whole number of seconds, 1 or more",
                |text| text.parse().ok().filter(|seconds| *seconds >= 1),
            )?;
            Ok::<_, ConfigError>(SECOND * u32::try_from(whole).unwrap_or(u32::MAX))
        };
        let days = |name, default: u64| {
            let expected = "a whole number of days, from 0 to 3650";
            let whole = sources.get(name, default, expected, |text| {
                text.parse().ok().filter(|days| *days <= MAX_RETENTION_DAYS)
            })?;
            Ok::<_, ConfigError>(DAY * u32::try_from(whole).unwrap_or(u32::MAX))
        };
        let listen = sources.get(
            "listen",
            SocketAddr::from(([127, 0, 0, 1], 3000)),
            "an address and a port, such as 127.0.0.1:3000 or 0.0.0.0:80",
            |text| text.parse().ok(),
        )?;
        let public_url = sources.get(
            "public-url",
            None,
            "the address in people's browsers without a path, such as https://meet.example",
            |text| Origin::parse(text).map(Some),
        )?;
        let tls = TlsConfig::read(sources, public_url.as_ref())?;
        Ok(Self {
            listen,
            data_dir: sources.get(
                "data-dir",
                PathBuf::from("./data"),
                "a folder, such as ./data",
                |text| (!text.is_empty()).then(|| PathBuf::from(text)),
            )?,
            turn: TurnConfig::read(sources, listen, public_url.as_ref(), &tls)?,
            tls,
            public_url,
            trusted_proxies: sources.get(
                "trusted-proxy",
                Vec::new(),
                "addresses or networks, separated by commas, such as 127.0.0.1 or 10.0.0.0/8",
                Network::parse_list,
            )?,
            ice_servers: sources.get(
                "ice-servers",
                Vec::new(),
                "stun:, turn: or turns: addresses, separated by commas, or a JSON list such as \
                 [{\"urls\":[\"turn:turn.example:3478\"],\"username\":\"u\",\"credential\":\"c\"}]",
                ice_servers::parse,
            )?,
            max_session: seconds("max-session-seconds", limits::MAX_SESSION)?,
            empty_session: seconds("empty-session-seconds", limits::EMPTY_SESSION)?,
            chat_retention: days("chat-retention-days", 30)?,
            metrics_public: sources.get("metrics-public", false, "true or false", parse_switch)?,
            address_limits: sources.get("address-limits", true, "true or false", parse_switch)?,
            guest_sessions: sources.get(
                "guest-sessions",
                limits::LIVE_SESSIONS_PER_NETWORK,
                "a whole number, 1 or more",
                |text| text.parse().ok().filter(|sessions| *sessions >= 1),
            )?,
            end_sessions_on_stop: sources.get(
                "end-sessions-on-stop",
                false,
                "true or false",
                parse_switch,
            )?,
            log: sources.get(
                "log",
                "info".to_owned(),
                "a level such as info, warn or debug",
                |text| (!text.is_empty()).then(|| text.to_owned()),
            )?,
        })
    }
}

fn parse_switch(text: &str) -> Option<bool> {
    match text {
        "true" | "on" | "yes" | "1" => Some(true),
        "false" | "off" | "no" | "0" => Some(false),
        _ => None,
    }
}
