//! Where settings come from, and which of them counts.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use clap::{Args, Parser, Subcommand};

use super::{
    error::{ConfigError, Place},
    names::NAMES,
};
use crate::domain::account::AccountRole;

/// The file that is read when it is there and no other is named.
const DEFAULT_FILE: &str = "visavis.toml";

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "visavis", version, about = "A self-hosted place for live mentoring sessions.", after_help = AFTER_HELP)]
pub struct Flags {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
    /// Fills an empty data folder with people and sessions for a first look, and starts the server
    #[arg(long)]
    demo: bool,
}

const AFTER_HELP: &str = "Every setting can also stand in the environment, as VISAVIS_ and its name in capitals \
(VISAVIS_PUBLIC_URL), or in visavis.toml (public-url = \"https://meet.example\"). Flags count more than the \
environment, the environment more than the file.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Starts the server; so does no command at all
    Serve(Settings),
    /// Looks at the installation, and says what to mend; ends with 1 when something does not work
    Doctor(Settings),
    /// Looks after the people who sign in
    Account {
        #[command(subcommand)]
        command: AccountCommand,
    },
}

#[derive(Debug, Subcommand)]
enum AccountCommand {
    /// Makes an account; the password is asked for, or read from standard input
    Add {
        #[command(flatten)]
        account: AddAccount,
        #[command(flatten)]
        settings: Settings,
    },
    /// Sets a password and signs its person out everywhere; it is asked for, or read from standard input
    Password {
        #[command(flatten)]
        account: SetPassword,
        #[command(flatten)]
        settings: Settings,
    },
}

/// The account that the operator wants to make. Its password never stands on the command line, which others can
/// see.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct AddAccount {
    /// The address by which they sign in
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
    /// What the others call them
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// mentor, learner or admin
    #[arg(long, value_name = "ROLE", value_parser = read_role)]
    pub role: AccountRole,
}

/// The account whose password the operator wants to set.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct SetPassword {
    /// The address by which they sign in
    #[arg(long, value_name = "ADDRESS")]
    pub email: String,
}

fn read_role(word: &str) -> Result<AccountRole, &'static str> {
    AccountRole::parse(word).ok_or("it must be mentor, learner or admin")
}

/// What the program is started for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Serving.
    Serve,
    /// Filling an empty data folder, and serving.
    Demo,
    /// Looking at the installation.
    Doctor,
    /// Making an account.
    AddAccount(AddAccount),
    /// Setting a password.
    SetPassword(SetPassword),
}

impl Flags {
    /// What the program is started for; serving, when nothing is said.
    pub fn task(&self) -> Task {
        match &self.command {
            Some(Command::Account {
                command: AccountCommand::Add { account, .. },
            }) => Task::AddAccount(account.clone()),
            Some(Command::Account {
                command: AccountCommand::Password { account, .. },
            }) => Task::SetPassword(account.clone()),
            Some(Command::Doctor(_)) => Task::Doctor,
            Some(Command::Serve(_)) | None if self.demo => Task::Demo,
            Some(Command::Serve(_)) | None => Task::Serve,
        }
    }
}

#[derive(Debug, Clone, Args)]
struct Settings {
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

/// All values that were given, by source.
pub struct Sources {
    flags: BTreeMap<&'static str, String>,
    environment: BTreeMap<&'static str, (String, String)>,
    file: BTreeMap<String, String>,
    file_name: PathBuf,
}

impl Sources {
    /// Gathers flags, environment (`variable` gives a variable's value) and file.
    ///
    /// # Errors
    /// [`ConfigError`] when the file cannot be used.
    pub fn gather(
        flags: Flags,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        // Settings may stand before and after the command; what stands after it counts more.
        let Flags {
            command, settings, ..
        } = flags;
        let mut given = settings.given();
        let mut config = settings.config;
        let after = command.map(|command| match command {
            Command::Serve(settings) | Command::Doctor(settings) => settings,
            Command::Account {
                command:
                    AccountCommand::Add { settings, .. } | AccountCommand::Password { settings, .. },
            } => settings,
        });
        if let Some(after) = after {
            given.extend(after.given());
            config = after.config.or(config);
        }
        let environment = NAMES
            .iter()
            .filter_map(|name| {
                let variable_name = variable_name(name);
                let value = variable(&variable_name)?;
                Some((*name, (variable_name, value)))
            })
            .collect();
        let named = config
            .or_else(|| variable(&variable_name("config")))
            .map(PathBuf::from);
        let file_name = named.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        let file = match std::fs::read_to_string(&file_name) {
            Ok(text) => read_file(&file_name, &text)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                BTreeMap::new()
            }
            Err(source) => {
                return Err(ConfigError::File {
                    file: file_name,
                    source,
                });
            }
        };
        Ok(Self {
            flags: given,
            environment,
            file,
            file_name,
        })
    }

    /// Whether the setting `name` was given.
    pub(super) fn has(&self, name: &'static str) -> bool {
        self.given(name).is_some()
    }

    /// The setting `name`, read by `parse`; `default` when it was not given.
    pub(super) fn get<T>(
        &self,
        name: &'static str,
        default: T,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let Some((value, place)) = self.given(name) else {
            return Ok(default);
        };
        parse(value.trim()).ok_or_else(|| ConfigError::WrongValue {
            setting: name,
            value: value.clone(),
            place,
            expected,
        })
    }

    fn given(&self, name: &'static str) -> Option<(&String, Place)> {
        if let Some(value) = self.flags.get(name) {
            Some((value, Place::Flag(name)))
        } else if let Some((variable, value)) = self.environment.get(name) {
            Some((value, Place::Environment(variable.clone())))
        } else {
            let place = || Place::File(self.file_name.clone());
            self.file.get(name).map(|value| (value, place()))
        }
    }
}

impl Settings {
    fn given(&self) -> BTreeMap<&'static str, String> {
        let values = [
            &self.listen,
            &self.data_dir,
            &self.public_url,
            &self.trusted_proxy,
            &self.tls,
            &self.tls_certificate,
            &self.tls_key,
            &self.tls_acme,
            &self.tls_acme_agree,
            &self.tls_acme_directory,
            &self.tls_acme_root,
            &self.http_redirect,
            &self.ice_servers,
            &self.turn_listen,
            &self.turn_tls_listen,
            &self.turn_address,
            &self.turn_relay_ports,
            &self.turn_allow_peers,
            &self.turn_allocations,
            &self.turn_megabits,
            &self.turn_credential_seconds,
            &self.turn_servers,
            &self.turn_secret,
            &self.turn_secret_file,
            &self.max_session_seconds,
            &self.empty_session_seconds,
            &self.chat_retention_days,
            &self.metrics_public,
            &self.address_limits,
            &self.guest_sessions,
            &self.end_sessions_on_stop,
            &self.log,
        ];
        NAMES
            .into_iter()
            .zip(values)
            .filter_map(|(name, value)| Some((name, value.clone()?)))
            .collect()
    }
}

fn variable_name(setting: &str) -> String {
    format!("VISAVIS_{}", setting.to_uppercase().replace('-', "_"))
}

fn read_file(file: &Path, text: &str) -> Result<BTreeMap<String, String>, ConfigError> {
    let table: toml::Table = text.parse().map_err(|source| ConfigError::Syntax {
        file: file.to_owned(),
        source: Box::new(source),
    })?;
    table
        .into_iter()
        .map(|(name, value)| {
            if !NAMES.contains(&name.as_str()) {
                return Err(ConfigError::UnknownSetting {
                    file: file.to_owned(),
                    name,
                });
            }
            let value = match value {
                toml::Value::String(text) => text,
                // Lists and tables are read as JSON, the same as in the environment.
                list @ (toml::Value::Array(_) | toml::Value::Table(_)) => {
                    serde_json::to_string(&list).unwrap_or_default()
                }
                other => other.to_string(),
            };
            Ok((name, value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{
        super::{CertificateSource, Config, TlsConfig},
        *,
    };

    fn read(
        args: &[&str],
        environment: &[(&str, &str)],
        file: Option<&str>,
    ) -> Result<Config, ConfigError> {
        let dir = std::env::temp_dir().join(format!("visavis-config-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let path = dir.join(format!("{:p}.toml", args));
        let mut args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        args.insert(0, "visavis".to_owned());
        if let Some(text) = file {
            fs::write(&path, text).unwrap();
            args.push("--config".to_owned());
            args.push(path.display().to_string());
        }
        let flags = Flags::try_parse_from(args).unwrap();
        let variable = |name: &str| {
            environment
                .iter()
                .find(|(other, _)| *other == name)
                .map(|(_, value)| (*value).to_owned())
        };
        let config = Sources::gather(flags, variable).and_then(|sources| Config::read(&sources));
        if file.is_some() {
            fs::remove_file(path).unwrap();
        }
        config
    }

    #[test]
    fn nothing_has_to_be_set() {
        let config = read(&[], &[], None).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(config.data_dir, PathBuf::from("./data"));
        assert_eq!(config.ice_servers, []);
        assert_eq!(config.turn.listen, ["127.0.0.1:3478".parse().unwrap()]);
        assert!(!config.metrics_public);
        assert!(config.address_limits);
    }

    #[test]
    fn flags_count_more_than_the_environment_and_that_more_than_the_file() {
        let file = Some("listen = \"127.0.0.1:1\"\nmax-session-seconds = 120\n");
        let environment = [("VISAVIS_LISTEN", "127.0.0.1:2")];
        let config = read(&["--listen", "127.0.0.1:3"], &environment, file).unwrap();
        assert_eq!(config.listen.port(), 3);
        let config = read(&["serve"], &environment, file).unwrap();
        assert_eq!(config.listen.port(), 2);
        let config = read(&["serve", "--log", "debug"], &[], file).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.max_session.as_secs(), 120);
        assert_eq!(config.log, "debug");
    }

    #[test]
    fn a_wrong_value_is_refused_with_its_name_its_place_and_what_would_be_right() {
        let error = read(&["--listen", "here"], &[], None)
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            "listen is `here` (from the flag --listen), but must be an address and a port, such as \
             127.0.0.1:3000 or 0.0.0.0:80"
        );
        let error = read(&[], &[("VISAVIS_ICE_SERVERS", "http://a")], None)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(
                "ice-servers is `http://a` (from the environment, VISAVIS_ICE_SERVERS)"
            )
        );
        let error = read(&[], &[], Some("max-session-seconds = 0\n"))
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("max-session-seconds is `0` (from "),
            "{error}"
        );
        let error = read(&[], &[], Some("colour = \"red\"\n"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("names a setting `colour` that does not exist"),
            "{error}"
        );
        assert!(read(&["--config", "/nowhere/visavis.toml"], &[], None).is_err());
    }

    #[test]
    fn an_account_is_made_on_the_data_folder_that_is_named_before_or_after() {
        let add = [
            "account", "add", "--email", "a@b", "--name", "A", "--role", "admin",
        ];
        let expected = AddAccount {
            email: "a@b".to_owned(),
            name: "A".to_owned(),
            role: AccountRole::Admin,
        };
        let folder = ["--data-dir", "/there"];
        for args in [[&folder[..], &add], [&add, &folder]] {
            let args = args.concat();
            let flags = Flags::try_parse_from([&["visavis"], &args[..]].concat()).unwrap();
            assert_eq!(flags.task(), Task::AddAccount(expected.clone()));
            let config = read(&args, &[], None).unwrap();
            assert_eq!(config.data_dir, PathBuf::from("/there"));
        }
        let serve = Flags::try_parse_from(["visavis"]).unwrap();
        assert_eq!(serve.task(), Task::Serve);
        let owner = [&["visavis"], &add[..7], &["owner"]].concat();
        assert!(Flags::try_parse_from(owner).is_err());
    }

    #[test]
    fn another_relay_takes_the_place_of_ours_and_needs_a_secret() {
        let servers = ("VISAVIS_TURN_SERVERS", "turn:turn.example:3478");
        let secret = ("VISAVIS_TURN_SECRET", "north");
        let config = read(&["--listen", "0.0.0.0:80"], &[servers, secret], None).unwrap();
        assert_eq!(config.turn.listen, []);
        let elsewhere = config.turn.elsewhere.unwrap();
        assert_eq!(elsewhere.urls, ["turn:turn.example:3478"]);
        assert_eq!(elsewhere.secret.as_bytes(), b"north");
        let error = read(&[], &[servers], None).unwrap_err().to_string();
        assert!(
            error.contains("must be given together with turn-secret"),
            "{error}"
        );
        let file = ["--turn-secret-file", "/nowhere/secret"];
        let error = read(&file, &[servers], None).unwrap_err().to_string();
        assert!(
            error.starts_with("turn-secret-file is `/nowhere/secret`"),
            "{error}"
        );
    }

    #[test]
    fn a_certificate_is_for_pages_and_relay_or_for_the_relay_behind_a_proxy() {
        let files = ["--tls-certificate", "c.pem", "--tls-key", "k.pem"];
        let config = read(
            &[&files[..], &["--listen", "0.0.0.0:443"]].concat(),
            &[],
            None,
        )
        .unwrap();
        assert!(config.tls.pages && !config.tls.is_self_signed());
        assert_eq!(config.turn.tls_listen, ["0.0.0.0:5349".parse().unwrap()]);
        let config = read(&[&files[..], &["--tls", "relay"]].concat(), &[], None).unwrap();
        assert!(!config.tls.pages && config.tls.certificate.is_some());
        assert_eq!(config.turn.tls_listen.len(), 1);
        let off = [&files[..], &["--turn-tls-listen", "off"]].concat();
        assert_eq!(read(&off, &[], None).unwrap().turn.tls_listen, []);
        let config = read(&["--tls", "self-signed"], &[], None).unwrap();
        assert!(config.tls.pages && config.tls.is_self_signed());
        // Browsers would not believe it there, and nobody could tell them to.
        assert_eq!(config.turn.tls_listen, []);
        assert_eq!(read(&[], &[], None).unwrap().tls, TlsConfig::default());
    }

    #[test]
    fn what_tls_lacks_is_said_by_name() {
        for (args, setting) in [
            (&["--tls-certificate", "c.pem"][..], "tls-certificate is"),
            (&["--tls-key", "k.pem"], "tls-key is"),
            (&["--tls", "on"], "tls is `on`"),
            (&["--tls", "maybe"], "tls is `maybe`"),
            (&["--http-redirect", "0.0.0.0:80"], "http-redirect is"),
            (&["--turn-tls-listen", "0.0.0.0:443"], "turn-tls-listen is"),
        ] {
            let error = read(args, &[], None).unwrap_err().to_string();
            assert!(error.starts_with(setting), "{error}");
        }
    }

    #[test]
    fn a_certificate_comes_by_itself_for_a_name_and_after_a_yes_to_the_terms() {
        let all = [
            "--public-url",
            "https://meet.example",
            "--tls-acme",
            "maya@example.org",
            "--tls-acme-agree",
        ];
        let config = read(&all, &[], None).unwrap();
        assert!(config.tls.pages && !config.tls.is_self_signed());
        assert_eq!(config.turn.tls_listen.len(), 1);
        let Some(CertificateSource::Acme(acme)) = config.tls.certificate else {
            panic!("{:?}", config.tls)
        };
        assert_eq!(acme.name, "meet.example");
        assert_eq!(acme.authority(), "acme-v02.api.letsencrypt.org");
        let with = |more: &[&'static str]| [&all[..], more].concat();
        let mail = ["--tls-acme", "maya@example.org", "--tls-acme-agree"];
        let at = |url| [&mail[..], &["--public-url", url]].concat();
        for (args, said) in [
            (all[..4].to_vec(), "given together with tls-acme-agree"),
            (mail.to_vec(), "together with a public-url"),
            (at("http://meet.example"), "together with a public-url"),
            (at("https://203.0.113.7"), "a name, not an address"),
            (at("https://[2001:db8::7]"), "a name, not an address"),
            (at("https://localhost"), "a name, not an address"),
            (with(&["--tls", "off"]), "tls-acme is `maya@example.org`"),
            (with(&["--tls", "relay"]), "or tls is not on"),
            (with(&["--tls", "self-signed"]), "or tls is not on"),
            (
                with(&["--tls-certificate", "c.pem", "--tls-key", "k.pem"]),
                "left out where there is a tls-certificate",
            ),
            (vec!["--tls-acme", "maya"], "tls-acme is `maya`"),
            (
                with(&["--tls-acme-directory", "http://ca.example/dir"]),
                "tls-acme-directory is",
            ),
            (
                vec!["--tls-acme-root", "root.pem"],
                "given together with tls-acme",
            ),
        ] {
            let error = read(&args, &[], None).unwrap_err().to_string();
            assert!(error.contains(said), "{args:?}: {error}");
        }
    }

    #[test]
    fn lists_in_the_file_are_lists() {
        let file = "trusted-proxy = [\"127.0.0.1\", \"10.0.0.0/8\"]\n\
                    [[ice-servers]]\nurls = [\"turn:a.example\"]\nusername = \"u\"\ncredential = \"c\"\n";
        let config = read(&[], &[], Some(file)).unwrap();
        assert_eq!(config.trusted_proxies.len(), 2);
        assert_eq!(config.ice_servers[0].username.as_deref(), Some("u"));
    }
}
