//! Https by the server itself: with certificate files, with one of its own, and for whoever comes by http.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use visavis::{
    domain::clock::Clock,
    protocol::error_code::CloseCode,
    server::{
        config::{CertificateSource, Config, TlsConfig},
        http::SocketTimes,
    },
};

use crate::support::{
    ANY_PORT, Browser, By, Issued, Program, TestApp, TestFolder, TurnClient, free, front, get,
    local_ref, raw, request, shake_hands,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const SELF_SIGNED: &str = "self-signed.pem";

fn by_files(files: &Issued) -> TlsConfig {
    TlsConfig {
        certificate: Some(CertificateSource::Files {
            certificate: files.certificate.clone(),
            key: files.key.clone(),
        }),
        pages: true,
        redirect_listen: None,
    }
}

fn self_signed(config: &mut Config) {
    config.tls = TlsConfig {
        certificate: Some(CertificateSource::SelfSigned),
        pages: true,
        redirect_listen: None,
    };
}

async fn is_believed(app: &TestApp, certificate: &Path) -> bool {
    shake_hands(app.address, certificate, app.clock.now())
        .await
        .is_ok()
}

#[tokio::test]
async fn pages_cookies_sockets_and_streams_go_by_https() {
    let folder = TestFolder::new();
    let files = Issued::into(folder.path());
    let tls = by_files(&files);
    let app = TestApp::with(|config| config.tls = tls).await;
    let address = front(app.address, &files.certificate, app.clock.now()).await;
    let page = get(address, "/").await;
    assert_eq!(page.status, 200);
    assert!(page.header("strict-transport-security").is_some());
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!(" wss://{address}")), "{policy}");
    let mut host = Browser::new(address);
    let answer = host.call("create_session", "title=T&name=Host&kind=video");
    let answer = answer.await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-visavis_"), "{cookie}");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    let id = serde_json::from_str(&answer.body).unwrap();
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    peer.entered().await;
    let folder = app.stop().await;
    peer.closed_with(CloseCode::ServiceRestart).await;
    drop(folder);
}

#[tokio::test]
async fn a_new_certificate_is_shown_without_closing_anything_and_a_bad_one_is_not() {
    let folder = TestFolder::new();
    let files = Issued::into(folder.path());
    let old = folder.path().join("old.pem");
    fs::copy(&files.certificate, &old).unwrap();
    let tls = by_files(&files);
    let app = TestApp::with(|config| config.tls = tls).await;
    let address = front(app.address, &old, app.clock.now()).await;
    let mut host = Browser::new(address);
    let id = host.create("T", "Host").await;
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    peer.entered().await;

    fs::write(&files.certificate, "-----BEGIN NONSENSE-----").unwrap();
    app.clock.advance(Duration::from_secs(20));
    assert!(is_believed(&app, &old).await, "the one from before is kept");

    Issued::into(folder.path());
    app.clock.advance(Duration::from_secs(20));
    assert!(is_believed(&app, &files.certificate).await);
    assert!(!is_believed(&app, &old).await);
    // Only the key of another: as while both files are being written.
    let newest = folder.path().join("newest.pem");
    fs::copy(&files.certificate, &newest).unwrap();
    let other = TestFolder::new();
    fs::copy(Issued::into(other.path()).key, &files.key).unwrap();
    app.clock.advance(Duration::from_secs(20));
    assert!(is_believed(&app, &newest).await);

    let local_ref = local_ref(1);
    peer.chat(local_ref, "still here").await;
    assert_eq!(peer.message().await.local_ref, local_ref);
}

#[tokio::test]
async fn a_certificate_of_our_own_is_kept_and_made_anew_before_its_end() {
    let app = TestApp::with(self_signed).await;
    let file = app.folder.path().join(SELF_SIGNED);
    let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let first = fs::read(&file).unwrap();
    let address = front(app.address, &file, app.clock.now()).await;
    let page = get(address, "/").await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("strict-transport-security"),
        None,
        "a browser that was told so would let nobody past the warning"
    );
    let app = app.restart(DAY).await;
    assert_eq!(fs::read(&file).unwrap(), first);
    assert!(is_believed(&app, &file).await);

    app.clock.advance(370 * DAY);
    let old = app.folder.path().join("old.pem");
    fs::copy(&file, &old).unwrap();
    assert!(!is_believed(&app, &old).await, "a new one is shown");
    assert_ne!(fs::read(&file).unwrap(), first);
    assert!(is_believed(&app, &file).await);
}

#[tokio::test]
async fn whoever_speaks_http_to_it_is_led_to_https() {
    let app = TestApp::with(self_signed).await;
    let answer = get(app.address, "/join/1?a=b").await;
    assert_eq!(answer.status, 308);
    let expected = format!("https://{}/join/1?a=b", app.address);
    assert_eq!(answer.header("location"), Some(expected.as_str()));
    let answer = request(app.address, "POST", "/api/sign_in", &[], "password=x").await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("https://"), "{}", answer.body);
    // What is neither is answered as any nonsense, and does not stay.
    assert!(
        raw(app.address, "\u{1}\u{2}\r\n\r\n")
            .await
            .starts_with("HTTP/1.1 400")
    );
}

#[tokio::test]
async fn another_port_leads_to_https_as_well() {
    let redirect = free();
    let change = |config: &mut Config| {
        self_signed(config);
        config.tls.redirect_listen = Some(redirect);
    };
    let app = TestApp::with(change).await;
    let answer = get(redirect, "/new").await;
    assert_eq!(answer.status, 308);
    let expected = format!("https://{}/new", app.address);
    assert_eq!(answer.header("location"), Some(expected.as_str()));
    app.stop().await;
}

#[tokio::test]
async fn who_begins_and_does_not_go_on_is_sent_away() {
    let times = SocketTimes {
        head: Duration::from_millis(200),
        ..SocketTimes::default()
    };
    let app = TestApp::start_with(self_signed, times).await;
    for begun in [&b""[..], &[22, 3, 1, 2, 0]] {
        let mut stream = tokio::net::TcpStream::connect(app.address).await.unwrap();
        stream.write_all(begun).await.unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        assert_eq!(rest, b"");
    }
    let file = app.folder.path().join(SELF_SIGNED);
    assert!(is_believed(&app, &file).await);
}

#[tokio::test]
async fn the_relay_carries_by_tls_and_pages_are_told_so() {
    let folder = TestFolder::new();
    let files = Issued::into(folder.path());
    let change = |config: &mut Config| {
        config.tls = by_files(&files);
        config.turn.listen = vec![ANY_PORT];
        config.turn.tls_listen = config.turn.listen.clone();
    };
    let app = TestApp::with(change).await;
    let address = front(app.address, &files.certificate, app.clock.now()).await;
    let mut host = Browser::new(address);
    let id = host.create("T", "Host").await;
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    let info = peer.entered().await;
    let relay = info.ice_servers.iter().find(|one| one.username.is_some());
    let relay = relay.unwrap();
    let (username, password) = (
        relay.username.clone().unwrap(),
        relay.credential.clone().unwrap(),
    );
    let url = relay.urls.last().unwrap();
    let url = url.strip_prefix("turns:").unwrap();
    let at = url.strip_suffix("?transport=tcp").unwrap().parse().unwrap();
    let encrypted = front(at, &files.certificate, app.clock.now()).await;
    let mut one = TurnClient::with(encrypted, By::Tcp, &username, &password).await;
    let mut other = TurnClient::with(encrypted, By::Tcp, &username, &password).await;
    let (one_at, other_at) = (
        one.allocate().await.unwrap(),
        other.allocate().await.unwrap(),
    );
    one.permit(other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    // More than TLS hands on in one piece.
    let long = vec![7; 1_200];
    for _ in 0..40 {
        one.send_to(other_at, &long).await;
    }
    for _ in 0..40 {
        assert_eq!(other.data().await.1, long);
    }
    // In the clear, nobody is answered there.
    let mut plain = tokio::net::TcpStream::connect(at).await.unwrap();
    plain.write_all(&[0; 20]).await.unwrap();
    let mut rest = Vec::new();
    let _ = plain.read_to_end(&mut rest).await;
    assert!(!rest.starts_with(&[1]), "an alert at most: {rest:?}");
}

#[tokio::test]
async fn the_program_says_where_it_is_by_https_and_what_browsers_will_say() {
    let folder = TestFolder::new();
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--tls",
        "self-signed",
        "--turn-listen",
        "off",
    ];
    let program = Program::start(folder.path(), &arguments).await;
    assert_eq!(program.scheme, "https");
    assert_eq!(get(program.address, "/").await.status, 308);
    program.kill().await;
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_said_with_its_file() {
    let folder = TestFolder::new();
    let files = Issued::into(folder.path());
    let other = TestFolder::new();
    let key = Issued::into(other.path()).key;
    let data = folder.path().join("data");
    for (certificate, key, said) in [
        (
            "/nowhere/c.pem",
            files.key.to_str().unwrap(),
            "the certificate in /nowhere/c.pem",
        ),
        (
            files.key.to_str().unwrap(),
            files.key.to_str().unwrap(),
            "there is none in it",
        ),
        (
            files.certificate.to_str().unwrap(),
            key.to_str().unwrap(),
            "does not fit",
        ),
    ] {
        let arguments = [
            "--data-dir",
            data.to_str().unwrap(),
            "--listen",
            "127.0.0.1:0",
            "--turn-listen",
            "off",
            "--tls-certificate",
            certificate,
            "--tls-key",
            key,
        ];
        let (code, _, error) = crate::support::run(&arguments, &[]).await;
        assert_eq!(code, Some(1));
        assert!(error.contains(said), "{error}");
    }
}
