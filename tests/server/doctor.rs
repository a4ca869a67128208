//! The doctor: what it finds beside a running server and without one, and each thing that it finds wrong.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use visavis::server::{
    config::{CertificateSource, Config, Flags, Origin, OtherRelay, RelaySecret, Sources},
    doctor::{Finding, Verdict, examine},
    ice::Credentials,
    secret::{HashKey, Randomness},
    storage::Storage,
};

use crate::support::{
    By, Issued, ManualClock, Program, TestApp, TestFolder, TurnClient, free, run,
};

fn private(folder: &TestFolder) {
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
}

/// The settings of a server on this folder that does not run.
fn settings(folder: &TestFolder) -> Config {
    private(folder);
    let flags = <Flags as clap::Parser>::parse_from(["visavis"]);
    let mut config = Config::read(&Sources::gather(flags, |_| None).unwrap()).unwrap();
    config.data_dir = folder.path().to_owned();
    config.listen = free();
    config.turn.listen = vec![free()];
    config
}

/// A server with a relay, and the settings by which the doctor finds both.
async fn running() -> (TestApp, Config) {
    let relay = free();
    let change = |config: &mut Config| config.turn.listen = vec![relay];
    let app = TestApp::with(change).await;
    private(&app.folder);
    let mut config = app.config().clone();
    config.listen = app.address;
    config.public_url = Origin::parse(&format!("http://{}", app.address));
    (app, config)
}

/// Gives a server that is about to start a key that no other test's has.
fn with_other_key(config: &mut Config) {
    fs::write(config.data_dir.join("visavis.key"), [9; 32]).unwrap();
}

async fn found(config: &Config, clock: &ManualClock) -> Vec<Finding> {
    examine(config, clock, &Randomness::seeded(9)).await
}

/// That something wrong about `about` is found which says `seen`; nothing else is.
fn only_wrong(findings: &[Finding], about: &str, seen: &str) {
    let wrong: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Wrong)
        .collect();
    assert!(
        wrong
            .iter()
            .any(|one| one.about == about && one.seen.contains(seen)),
        "{findings:#?}"
    );
    assert!(wrong.iter().all(|one| one.about == about), "{findings:#?}");
    assert!(wrong.iter().all(|one| one.mend.is_some()));
}

fn says(findings: &[Finding], verdict: Verdict, about: &str, seen: &str) {
    let said = findings.iter().any(|finding| {
        finding.verdict == verdict && finding.about == about && finding.seen.contains(seen)
    });
    assert!(said, "{about} {seen}: {findings:#?}");
}

#[tokio::test]
async fn a_running_server_is_known_by_its_key_and_its_relay_carries() {
    let (app, config) = running().await;
    let findings = found(&config, &app.clock).await;
    says(&findings, Verdict::Ok, "listen", "the server runs");
    says(
        &findings,
        Verdict::Ok,
        "public URL",
        "is answered by this server",
    );
    says(&findings, Verdict::Ok, "relay", "carries by UDP");
    says(&findings, Verdict::Ok, "relay", "carries by TCP");
    says(&findings, Verdict::Ok, "database", "of this version");
}

#[tokio::test]
async fn without_a_running_server_it_says_what_is_left_open() {
    let folder = TestFolder::new();
    let mut config = settings(&folder);
    config.public_url = Origin::parse("http://localhost:1");
    let findings = found(&config, &ManualClock::new()).await;
    says(&findings, Verdict::Ok, "listen", "is free");
    says(&findings, Verdict::Ok, "relay", "is free");
    says(&findings, Verdict::Warn, "public URL", "when it runs");
    says(&findings, Verdict::Ok, "database", "none yet");
    config.turn.listen = Vec::new();
    let findings = found(&config, &ManualClock::new()).await;
    says(&findings, Verdict::Warn, "relay", "there is none");
    config.data_dir = folder.path().join("nowhere");
    let findings = found(&config, &ManualClock::new()).await;
    says(&findings, Verdict::Warn, "data folder", "not there yet");
    assert!(!config.data_dir.exists(), "it changes nothing");
}

#[tokio::test]
async fn ports_that_others_have_are_named() {
    let folder = TestFolder::new();
    let mut config = settings(&folder);
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    config.listen = other.local_addr().unwrap();
    only_wrong(
        &found(&config, &ManualClock::new()).await,
        "listen",
        "cannot be listened on",
    );
    config.listen = "203.0.113.7:1".parse().unwrap();
    only_wrong(
        &found(&config, &ManualClock::new()).await,
        "listen",
        "cannot be listened on",
    );
    config.listen = free();
    let udp = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    config.turn.listen = vec![udp.local_addr().unwrap()];
    only_wrong(
        &found(&config, &ManualClock::new()).await,
        "relay",
        "cannot be listened on",
    );
    // Another server is another one, however alike.
    let (app, mut config) = running().await;
    let other = TestApp::with(with_other_key).await;
    config.listen = other.address;
    let findings = found(&config, &app.clock).await;
    says(
        &findings,
        Verdict::Wrong,
        "listen",
        "not by the server of this data folder",
    );
}

#[tokio::test]
async fn a_public_url_that_leads_elsewhere_is_found_out() {
    let (app, mut config) = running().await;
    config.turn.listen = Vec::new();
    let other = TestApp::with(with_other_key).await;
    config.public_url = Origin::parse(&format!("http://{}", other.address));
    only_wrong(
        &found(&config, &app.clock).await,
        "public URL",
        "something else answers",
    );
    config.public_url = Origin::parse(&format!("http://{}", free()));
    only_wrong(
        &found(&config, &app.clock).await,
        "public URL",
        "nobody answers",
    );
    config.public_url = Origin::parse("http://nowhere.invalid");
    let findings = found(&config, &app.clock).await;
    says(&findings, Verdict::Wrong, "public URL", "leads nowhere");
    says(
        &findings,
        Verdict::Wrong,
        "https",
        "no camera and no microphone",
    );
    config.public_url = None;
    config.listen = "0.0.0.0:1".parse().unwrap();
    let findings = found(&config, &app.clock).await;
    says(
        &findings,
        Verdict::Warn,
        "public URL",
        "pages go out by http",
    );
}

#[tokio::test]
async fn a_certificate_is_judged_as_a_browser_would() {
    let folder = TestFolder::new();
    let mut config = settings(&folder);
    let files = Issued::into(folder.path());
    let by = |certificate: &Path, key: &Path| {
        Some(CertificateSource::Files {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        })
    };
    config.tls.pages = true;
    config.tls.certificate = by(&files.certificate, &files.key);
    let findings = found(&config, &ManualClock::new()).await;
    says(
        &findings,
        Verdict::Ok,
        "certificate",
        "for localhost, 127.0.0.1",
    );
    let other = TestFolder::new();
    config.tls.certificate = by(&files.certificate, &Issued::into(other.path()).key);
    only_wrong(
        &found(&config, &ManualClock::new()).await,
        "certificate",
        "does not fit",
    );

    let clock = ManualClock::new();
    let own = |config: &mut Config| {
        config.tls.pages = true;
        config.tls.certificate = Some(CertificateSource::SelfSigned);
    };
    let app = TestApp::with(own).await;
    let file = app.folder.path().join("self-signed.pem");
    config.tls.certificate = by(&file, &file);
    clock.advance(Duration::from_secs(380 * 24 * 60 * 60));
    let findings = found(&config, &clock).await;
    says(
        &findings,
        Verdict::Warn,
        "certificate",
        "it runs out in 17 days",
    );
    clock.advance(Duration::from_secs(20 * 24 * 60 * 60));
    let findings = found(&config, &clock).await;
    says(&findings, Verdict::Wrong, "certificate", "it has run out");
}

#[tokio::test]
async fn what_others_could_read_and_what_is_damaged_is_found() {
    let folder = TestFolder::new();
    let config = settings(&folder);
    let clock = ManualClock::new();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    only_wrong(
        &found(&config, &clock).await,
        "data folder",
        "others on this machine",
    );
    private(&folder);
    let key = folder.path().join("visavis.key");
    fs::write(&key, [7; 32]).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    only_wrong(&found(&config, &clock).await, "key", "can read");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&key, "short").unwrap();
    only_wrong(
        &found(&config, &clock).await,
        "key",
        "does not hold 32 bytes",
    );
    fs::write(&key, [7; 32]).unwrap();
    fs::write(folder.path().join("visavis.db"), "no database at all").unwrap();
    only_wrong(&found(&config, &clock).await, "database", "");
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_not_taken_for_a_damaged_one() {
    let folder = TestFolder::new();
    let config = settings(&folder);
    let file = folder.path().join("visavis.db");
    Storage::open(&file).await.unwrap().close().await;
    crate::storage::raise_schema(&file).await;
    let findings = found(&config, &ManualClock::new()).await;
    only_wrong(&findings, "database", "newer program");
    let said = findings.iter().find(|one| one.about == "database").unwrap();
    let mend = said.mend.as_deref().unwrap();
    assert!(mend.starts_with("nothing is damaged"), "{mend}");
}

#[tokio::test]
async fn a_relay_that_refuses_or_is_silent_is_told_apart() {
    let (app, mut config) = running().await;
    let at = config.turn.listen[0];
    let silent = free();
    config.turn.listen = vec![silent];
    let findings = found(&config, &app.clock).await;
    only_wrong(&findings, "relay", "does not answer by TCP");
    config.turn.elsewhere = Some(OtherRelay {
        urls: vec![format!("turn:{at}?transport=tcp")],
        secret: RelaySecret::new("of another").unwrap(),
    });
    only_wrong(
        &found(&config, &app.clock).await,
        "relay",
        "refuses by TCP with 401",
    );
}

#[tokio::test]
async fn a_trial_of_the_relay_is_small_and_short() {
    let (app, config) = running().await;
    let key = HashKey::load(app.folder.path()).unwrap().unwrap();
    let hour = Duration::from_secs(3_600);
    let credentials = Credentials::new(key.derive(Credentials::PURPOSE).to_vec(), hour);
    let issue = |number| {
        let now = visavis::domain::clock::Clock::now(&app.clock);
        credentials.issue_for_trial([number; 16], now)
    };
    let (username, password) = issue(1);
    let client =
        async || TurnClient::with(config.turn.listen[0], By::Udp, &username, &password).await;
    let mut clients = Vec::new();
    for _ in 0..8 {
        let mut one = client().await;
        one.allocate().await.unwrap();
        clients.push(one);
    }
    assert_eq!(client().await.allocate().await, Err(486));
    // Others wait until some of the few have tried.
    for number in 2..=32 {
        let (username, password) = issue(number);
        let mut one = TurnClient::with(config.turn.listen[0], By::Udp, &username, &password).await;
        one.allocate().await.unwrap();
    }
    let (username, password) = issue(33);
    let mut late = TurnClient::with(config.turn.listen[0], By::Udp, &username, &password).await;
    assert_eq!(late.allocate().await, Err(403));
    app.clock.advance(Duration::from_secs(62));
    let mut last = clients.pop().unwrap();
    assert_eq!(last.refresh(600).await, Err(401));
}

#[tokio::test]
async fn the_program_says_it_in_lines_and_ends_with_what_it_found() {
    let folder = TestFolder::new();
    private(&folder);
    let files = Issued::into(folder.path());
    let [relay, relay_by_tls] = [free(), free()].map(|address| address.to_string());
    let (certificate, key) = (
        files.certificate.to_str().unwrap(),
        files.key.to_str().unwrap(),
    );
    let rest = [
        "--tls-certificate",
        certificate,
        "--tls-key",
        key,
        "--turn-listen",
        &relay,
        "--turn-tls-listen",
        &relay_by_tls,
    ];
    let program = Program::start(
        folder.path(),
        &[&["--listen", "127.0.0.1:0"], &rest[..]].concat(),
    )
    .await;
    let address = program.address.to_string();
    let url = format!("https://{address}");
    let data = folder.path().to_str().unwrap();
    let doctor = [
        "doctor",
        "--data-dir",
        data,
        "--listen",
        &address,
        "--public-url",
        &url,
        "--log",
        "off",
    ];
    let doctor = [&doctor[..], &rest].concat();
    // This system believes nobody but them.
    let (code, output, error) = run(&doctor, &[("SSL_CERT_FILE", certificate)]).await;
    assert_eq!(code, Some(0), "{output}{error}");
    for line in [
        "ok     listen: the server runs",
        &format!("ok     public URL: {url} is answered by this server"),
        "ok     certificate: this system believes it for 127.0.0.1",
        "ok     relay: carries by TLS",
        "0 wrong",
    ] {
        assert!(output.contains(line), "{line}: {output}");
    }
    let nobody = folder.path().join("nobody.pem");
    fs::write(&nobody, "").unwrap();
    let nobody = nobody.to_str().unwrap();
    let (code, output, _) = run(
        &doctor,
        &[("SSL_CERT_FILE", nobody), ("SSL_CERT_DIR", "/nowhere")],
    )
    .await;
    assert_eq!(code, Some(1), "{output}");
    assert!(
        output.contains("wrong  public URL: what answers at"),
        "{output}"
    );
    assert!(output.contains("To mend it: "), "{output}");
}
