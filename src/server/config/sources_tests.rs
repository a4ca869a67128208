//! Settings from each of their places, and which of them counts.

use std::fs;

use clap::Parser;

use super::{
    super::{AddAccount, CertificateSource, Config, Task, TlsConfig},
    *,
};
use crate::domain::account::AccountRole;

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
        error.starts_with("ice-servers is `http://a` (from the environment, VISAVIS_ICE_SERVERS)")
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
