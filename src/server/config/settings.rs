//! The settings as flags: what each is for, what it is when it is not given, and how it is written.

use std::collections::BTreeMap;

use clap::Args;

use super::names::NAMES;

#[derive(Debug, Clone, Args)]
pub(super) struct Settings {
    /// Where to listen [env: VISAVIS_LISTEN] [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Where the database and the key are kept [env: VISAVIS_DATA_DIR] [default: ./data]
    #[arg(long, value_name = "FOLDER")]
    data_dir: Option<String>,
    /// The address in people's browsers; links are made of it [env: VISAVIS_PUBLIC_URL] [default: the request's]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Proxies whose X-Forwarded-For and -Proto count [env: VISAVIS_TRUSTED_PROXY] [default: none]
    #[arg(long, value_name = "ADDRESSES")]
    trusted_proxy: Option<String>,
    /// Who speaks https: off (a proxy), on (with tls-certificate or tls-acme), self-signed, or relay (a proxy, and the certificate is the relay's) [env: VISAVIS_TLS] [default: on with tls-certificate or tls-acme, else off]
    #[arg(long, value_name = "MODE")]
    tls: Option<String>,
    /// The certificate with its chain (PEM); a new one is taken while the server runs [env: VISAVIS_TLS_CERTIFICATE] [default: none]
    #[arg(long, value_name = "FILE")]
    tls_certificate: Option<String>,
    /// Its key (PEM) [env: VISAVIS_TLS_KEY] [default: none]
    #[arg(long, value_name = "FILE")]
    tls_key: Option<String>,
    /// Get and renew the certificate by ACME, for the name in public-url; your mail address, for the authority [env: VISAVIS_TLS_ACME] [default: none]
    #[arg(long, value_name = "ADDRESS")]
    tls_acme: Option<String>,
    /// That you agree to the terms of the authority, without which it gives none (Let's Encrypt's: https://letsencrypt.org/repository/) [env: VISAVIS_TLS_ACME_AGREE] [default: false]
    #[arg(long, value_name = "SWITCH", num_args = 0..=1, default_missing_value = "true")]
    tls_acme_agree: Option<String>,
    /// The directory of another authority [env: VISAVIS_TLS_ACME_DIRECTORY] [default: Let's Encrypt's]
    #[arg(long, value_name = "URL")]
    tls_acme_directory: Option<String>,
    /// The certificates by which a private authority is known (PEM) [env: VISAVIS_TLS_ACME_ROOT] [default: the system's]
    #[arg(long, value_name = "FILE")]
    tls_acme_root: Option<String>,
    /// Where http is answered by leading to https [env: VISAVIS_HTTP_REDIRECT] [default: nowhere]
    #[arg(long, value_name = "ADDRESS:PORT")]
    http_redirect: Option<String>,
    /// STUN and TURN servers: addresses or a JSON list [env: VISAVIS_ICE_SERVERS] [default: none]
    #[arg(long, value_name = "SERVERS")]
    ice_servers: Option<String>,
    /// Where the own STUN and TURN server listens, or off [env: VISAVIS_TURN_LISTEN] [default: 3478 on the address of --listen]
    #[arg(long, value_name = "ADDRESSES")]
    turn_listen: Option<String>,
    /// Where it speaks TLS, or off [env: VISAVIS_TURN_TLS_LISTEN] [default: 5349 on the addresses of turn-listen, with tls-certificate or tls-acme]
    #[arg(long, value_name = "ADDRESSES")]
    turn_tls_listen: Option<String>,
    /// Its addresses as seen from outside, when it stands behind address translation [env: VISAVIS_TURN_ADDRESS] [default: those it listens on]
    #[arg(long, value_name = "ADDRESSES")]
    turn_address: Option<String>,
    /// Ports on which it is reached by peers [env: VISAVIS_TURN_RELAY_PORTS] [default: 49152-65535]
    #[arg(long, value_name = "PORTS")]
    turn_relay_ports: Option<String>,
    /// Private networks that it sends to all the same [env: VISAVIS_TURN_ALLOW_PEERS] [default: none]
    #[arg(long, value_name = "NETWORKS")]
    turn_allow_peers: Option<String>,
    /// How many allocations it has [env: VISAVIS_TURN_ALLOCATIONS] [default: 1000]
    #[arg(long, value_name = "NUMBER")]
    turn_allocations: Option<String>,
    /// How many million bits it carries in a second [env: VISAVIS_TURN_MEGABITS] [default: 200]
    #[arg(long, value_name = "NUMBER")]
    turn_megabits: Option<String>,
    /// How long its credentials, or those of turn-servers, are good [env: VISAVIS_TURN_CREDENTIAL_SECONDS] [default: 3600]
    #[arg(long, value_name = "SECONDS")]
    turn_credential_seconds: Option<String>,
    /// Other TURN servers in its place, with a shared secret [env: VISAVIS_TURN_SERVERS] [default: none]
    #[arg(long, value_name = "URLS")]
    turn_servers: Option<String>,
    /// The secret; better in the environment or a file, for others can see flags [env: VISAVIS_TURN_SECRET] [default: none]
    #[arg(long, value_name = "SECRET")]
    turn_secret: Option<String>,
    /// The file that holds the secret [env: VISAVIS_TURN_SECRET_FILE] [default: none]
    #[arg(long, value_name = "FILE")]
    turn_secret_file: Option<String>,
    /// The longest life of a session [env: VISAVIS_MAX_SESSION_SECONDS] [default: 28800]
    #[arg(long, value_name = "SECONDS")]
    max_session_seconds: Option<String>,
    /// A session ends when nobody has been inside for this long [env: VISAVIS_EMPTY_SESSION_SECONDS] [default: 3600]
    #[arg(long, value_name = "SECONDS")]
    empty_session_seconds: Option<String>,
    /// An ended session and its chat are kept for this long [env: VISAVIS_CHAT_RETENTION_DAYS] [default: 30]
    #[arg(long, value_name = "DAYS")]
    chat_retention_days: Option<String>,
    /// Whether /metrics answers to everybody, not only on loopback [env: VISAVIS_METRICS_PUBLIC] [default: false]
    #[arg(long, value_name = "SWITCH", num_args = 0..=1, default_missing_value = "true")]
    metrics_public: Option<String>,
    /// Whether requests are counted by address [env: VISAVIS_ADDRESS_LIMITS] [default: true]
    #[arg(long, value_name = "SWITCH")]
    address_limits: Option<String>,
    /// Live sessions that guests of one address may have begun [env: VISAVIS_GUEST_SESSIONS] [default: 2]
    #[arg(long, value_name = "NUMBER")]
    guest_sessions: Option<String>,
    /// Whether live sessions end when the server stops [env: VISAVIS_END_SESSIONS_ON_STOP] [default: false]
    #[arg(long, value_name = "SWITCH", num_args = 0..=1, default_missing_value = "true")]
    end_sessions_on_stop: Option<String>,
    /// What is logged [env: VISAVIS_LOG] [default: info]
    #[arg(long, value_name = "LEVEL")]
    log: Option<String>,
    /// The file with settings [env: VISAVIS_CONFIG] [default: visavis.toml, when it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
}

/// The flags that were given.
pub(super) struct Given {
    /// By the names of their settings.
    pub(super) values: BTreeMap<&'static str, String>,
    /// The file with settings.
    pub(super) file: Option<String>,
}

impl Given {
    /// These, and those of `others` that are not among them.
    pub(super) fn over(self, others: Self) -> Self {
        let Self { values, file } = self;
        let mut all = others.values;
        all.extend(values);
        Self {
            values: all,
            file: file.or(others.file),
        }
    }
}

impl Settings {
    pub(super) fn given(self) -> Given {
        let values = [
            self.listen,
            self.data_dir,
            self.public_url,
            self.trusted_proxy,
            self.tls,
            self.tls_certificate,
            self.tls_key,
            self.tls_acme,
            self.tls_acme_agree,
            self.tls_acme_directory,
            self.tls_acme_root,
            self.http_redirect,
            self.ice_servers,
            self.turn_listen,
            self.turn_tls_listen,
            self.turn_address,
            self.turn_relay_ports,
            self.turn_allow_peers,
            self.turn_allocations,
            self.turn_megabits,
            self.turn_credential_seconds,
            self.turn_servers,
            self.turn_secret,
            self.turn_secret_file,
            self.max_session_seconds,
            self.empty_session_seconds,
            self.chat_retention_days,
            self.metrics_public,
            self.address_limits,
            self.guest_sessions,
            self.end_sessions_on_stop,
            self.log,
        ];
        let values = NAMES
            .into_iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name, value?)));
        Given {
            values: values.collect(),
            file: self.config,
        }
    }
}
