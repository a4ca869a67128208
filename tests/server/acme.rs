//! Certificates that come by themselves: from Pebble, which runs on this machine and looks for its proofs here.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use visavis::{
    domain::{
        clock::{Clock, Timestamp},
        email_address::EmailAddress,
    },
    server::{
        acme,
        clock::SystemClock,
        config::{AcmeConfig, CertificateSource, Config, Origin, TlsConfig},
        doctor::{Verdict, examine},
        secret::Randomness,
    },
};

use crate::support::{
    ANY_PORT, Browser, LIFE, NAME, Pebble, TestApp, free, front_as, get, local_ref, shake_hands_as,
    until,
};

/// Of a certificate's life, what goes by before it is renewed, and a little more.
const UNTIL_RENEWAL: Duration = Duration::from_secs(LIFE.as_secs() * 7 / 10);

fn acme_config(pebble: &Pebble) -> AcmeConfig {
    AcmeConfig {
        mail: EmailAddress::parse("maya@example.org").unwrap(),
        name: NAME.to_owned(),
        directory: pebble.directory.clone(),
        root: Some(pebble.known_by.clone()),
    }
}

fn by_acme(config: &mut Config, pebble: &Pebble, listen: std::net::SocketAddr) {
    config.listen = listen;
    config.public_url = Origin::parse(&format!("https://{NAME}"));
    config.tls = TlsConfig {
        certificate: Some(CertificateSource::Acme(acme_config(pebble))),
        pages: true,
        redirect_listen: None,
    };
}

/// What the certificate at `server` is, by its bytes, if `root` vouches for it. Its authority goes by the true time.
async fn shown(server: std::net::SocketAddr, root: &Path) -> Option<Vec<u8>> {
    let stream = shake_hands_as(server, NAME, root, true_time()).await.ok()?;
    let shown = stream.get_ref().1.peer_certificates()?;
    Some(shown.first()?.to_vec())
}

fn true_time() -> Timestamp {
    SystemClock::start().now()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_certificate_is_ordered_kept_and_renewed_and_nobody_inside_notices() {
    let listen = free();
    let Some(mut pebble) = Pebble::start(listen).await else {
        return;
    };
    let change = |config: &mut Config| {
        by_acme(config, &pebble, listen);
        config.turn.listen = vec![ANY_PORT];
        config.turn.tls_listen = config.turn.listen.clone();
    };
    let app = TestApp::with(change).await;
    let root = pebble.root().await;
    let first = until(async || shown(listen, &root).await).await;
    let config = acme_config(&pebble);
    let (data, account) = (
        app.folder.path().to_owned(),
        acme::account_file(app.folder.path(), &config),
    );
    assert_eq!(mode(&acme::folder(&data, &config)), 0o700);
    let file = acme::file(&data, &config);
    until(async || file.exists().then_some(())).await;
    assert_eq!((mode(&file), mode(&account)), (0o600, 0o600));
    let first_account = fs::read(&account).unwrap();

    // From now on the server's clock goes with the authority's.
    app.clock.advance(true_time().since(app.clock.now()));

    // Whoever starts again asks for nothing: there is nobody to ask.
    pebble.stop().await;
    let app = app.restart(Duration::ZERO).await;
    assert_eq!(shown(listen, &root).await, Some(first.clone()));

    let through = front_as(listen, NAME, &root, true_time()).await;
    let mut host = Browser::new(through);
    let id = host.create("T", "Host").await;
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    let info = peer.entered().await;
    let urls = info.ice_servers.iter().flat_map(|one| &one.urls);
    let mut by_tls = urls.filter_map(|url| url.strip_prefix("turns:"));
    let relay = by_tls.next().unwrap().strip_suffix("?transport=tcp");
    let port: u16 = relay.unwrap().rsplit(':').next().unwrap().parse().unwrap();
    let relay = ([127, 0, 0, 1], port).into();
    assert_eq!(shown(relay, &root).await, Some(first.clone()));

    // An authority that knows nobody any more gives one to a new account.
    pebble.forget().await;
    let root = pebble.root().await;
    app.clock.advance(UNTIL_RENEWAL);
    let second = until(async || shown(listen, &root).await).await;
    assert_ne!(second, first);
    assert_ne!(fs::read(&account).unwrap(), first_account);
    assert_eq!(shown(relay, &root).await, Some(second));
    let local_ref = local_ref(1);
    peer.chat(local_ref, "still here").await;
    assert_eq!(peer.message().await.local_ref, local_ref);
}

#[tokio::test]
async fn what_the_authority_refuses_is_asked_again_after_a_pause_by_the_same_account() {
    let listen = free();
    let Some(pebble) = Pebble::start(listen).await else {
        return;
    };
    pebble.names.lead_here(false);
    let change = |config: &mut Config| by_acme(config, &pebble, listen);
    let app = TestApp::with(change).await;
    until(async || (pebble.names.asked() > 0).then_some(())).await;
    let root = pebble.root().await;
    assert_eq!(shown(listen, &root).await, None);
    let page = get(listen, "/").await;
    assert_eq!(page.status, 503, "nobody is led to where nothing answers");
    assert!(page.header("retry-after").is_some());
    assert!(
        page.body.contains("getting its certificate"),
        "{}",
        page.body
    );
    let account = acme::account_file(app.folder.path(), &acme_config(&pebble));
    let first_account = fs::read(&account).unwrap();

    pebble.names.lead_here(true);
    until(async || {
        app.clock.advance(Duration::from_secs(5 * 60));
        shown(listen, &root).await
    })
    .await;
    assert_eq!(fs::read(&account).unwrap(), first_account);
    assert_eq!(get(listen, "/").await.status, 308);
}

#[tokio::test]
async fn the_doctor_asks_the_authority_and_says_what_is_there() {
    let listen = free();
    let Some(mut pebble) = Pebble::start(listen).await else {
        return;
    };
    let change = |config: &mut Config| by_acme(config, &pebble, listen);
    let app = TestApp::with(change).await;
    let root = pebble.root().await;
    until(async || shown(listen, &root).await).await;
    let mut config = app.config().clone();
    let clock = SystemClock::start();
    let found = async |config: &Config| {
        let findings = examine(config, &clock, &Randomness::seeded(9)).await;
        let about = |about| {
            let about = findings.iter().filter(move |one| one.about == about);
            about.map(|one| (one.verdict, one.seen.clone())).collect()
        };
        let lists: [Vec<(Verdict, String)>; 2] = [about("authority"), about("certificate")];
        lists
    };
    let [authority, certificate] = found(&config).await;
    assert_eq!(authority[0].0, Verdict::Ok);
    assert!(authority[0].1.contains("its terms: data:"), "{authority:?}");
    assert_eq!(authority[1].0, Verdict::Ok);
    assert!(authority[1].1.contains("maya@example.org"), "{authority:?}");
    assert_eq!(certificate[0].0, Verdict::Ok, "{certificate:?}");
    assert!(
        certificate[0].1.starts_with("for meet.example; good for "),
        "{certificate:?}"
    );
    assert_eq!(
        certificate[1].0,
        Verdict::Warn,
        "browsers do not know Pebble"
    );

    pebble.stop().await;
    let [authority, _] = found(&config).await;
    assert_eq!(authority[0].0, Verdict::Wrong);
    assert!(authority[0].1.contains("cannot be asked"), "{authority:?}");
    config.data_dir = config.data_dir.join("nowhere");
    let [authority, certificate] = found(&config).await;
    assert!(
        authority[1].1.contains("an account is made"),
        "{authority:?}"
    );
    let none = (Verdict::Warn, "there is none yet".to_owned());
    assert_eq!(certificate, [none]);
    assert!(!config.data_dir.exists(), "it changes nothing");
}
