//! What a page tries out before a call: a socket, the relay, how fast a line is. Open to everybody, so each door has
//! bounds, and what is given for a trial is good for nothing else.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};
use tokio_tungstenite::tungstenite::Message;
use visavis::{
    domain::limits,
    protocol::{
        route::{Route, TRIAL_SOCKET_PATH},
        server_message::IceServer,
    },
    server::config::{OtherRelay, RelaySecret},
};

use crate::support::{Browser, By, From, PATIENCE, Refused, TestApp, TurnClient, get, request};

const SMALL: u32 = limits::TRIAL_TRANSFERS[0];

async fn told(browser: &mut Browser) -> (Vec<IceServer>, bool) {
    let answer = browser.call("trial_servers", "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let answer = answer.json();
    (
        serde_json::from_value(answer["iceServers"].clone()).unwrap(),
        answer["hasRelay"].as_bool().unwrap(),
    )
}

async fn send(app: &TestApp, path: &str, bytes: usize) -> u16 {
    let headers = [("Content-Type", "application/octet-stream")];
    let body = "z".repeat(bytes);
    let answer = request(app.address, "POST", path, &headers, &body).await;
    answer.status
}

/// Begins a transfer and leaves it: what is on its way already, and no more.
async fn begin(address: SocketAddr, text: String) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn the_page_is_there_for_everybody_and_truthful_without_javascript() {
    let app = TestApp::start().await;
    let page = get(app.address, &Route::Check.path()).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Check your connection"), "{}", page.body);
    assert!(page.body.contains("Calls need JavaScript"));
}

#[tokio::test]
async fn a_socket_is_said_back_one_word_and_closed() {
    let app = TestApp::start().await;
    let own = format!("http://{}", app.address);
    let open = async || {
        app.browser()
            .try_open(TRIAL_SOCKET_PATH, Some(&own))
            .await
            .unwrap()
    };
    let mut peer = open().await;
    peer.text("here").await;
    assert_eq!(peer.next_text().await, Ok("here".to_owned()));
    assert_eq!(peer.next_text().await, Err(1000));
    // What is no word is not answered.
    let mut peer = open().await;
    peer.text(&"x".repeat(limits::TRIAL_FRAME_BYTES + 1)).await;
    assert!(peer.next_text().await.is_err());
    let mut peer = open().await;
    peer.send(Message::binary(vec![1])).await;
    assert!(peer.next_text().await.is_err());
}

#[tokio::test]
async fn a_socket_of_another_site_is_forbidden_and_too_many_of_a_network_are_refused() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let foreign = browser.try_open(TRIAL_SOCKET_PATH, Some("https://evil.example"));
    assert_eq!(foreign.await.unwrap_err(), Refused(403));
    let mut open = Vec::new();
    let refused = loop {
        match browser.try_open(TRIAL_SOCKET_PATH, None).await {
            Ok(peer) => open.push(peer),
            Err(refused) => break refused,
        }
    };
    assert_eq!(
        (refused, open.len()),
        (Refused(429), limits::SOCKETS_PER_NETWORK)
    );
}

#[tokio::test]
async fn a_trial_carries_to_oneself_by_the_relay_and_to_nobody_else() {
    let app = TestApp::with_relay(|_| {}).await;
    let (mut one_browser, mut other_browser) = (app.browser(), app.browser());
    let (mine, has_relay) = told(&mut one_browser).await;
    let (theirs, _) = told(&mut other_browser).await;
    assert!(has_relay);
    for by in [By::Udp, By::Tcp] {
        let mut one = TurnClient::told(&mine, by).await;
        let mut other = TurnClient::told(&mine, by).await;
        let (one_at, other_at) = (
            one.allocate().await.unwrap(),
            other.allocate().await.unwrap(),
        );
        one.permit(other_at).await.unwrap();
        other.permit(one_at).await.unwrap();
        one.send_to(other_at, b"to oneself").await;
        assert_eq!(
            other.data().await,
            (From::Peer(one_at), b"to oneself".to_vec())
        );

        let mut stranger = TurnClient::told(&theirs, by).await;
        let stranger_at = stranger.allocate().await.unwrap();
        assert_eq!(one.permit(stranger_at).await, Err(403));
        assert_eq!(one.bind(0x4000, stranger_at).await, Err(403));
        // The permission is for an address, so what is sent there by it is looked at again.
        stranger.permit(one_at).await.unwrap_err();
        one.send_to(stranger_at, b"to a stranger").await;
        one.send_to(other_at, b"after it").await;
        assert_eq!(
            other.data().await,
            (From::Peer(one_at), b"after it".to_vec())
        );
    }
}

#[tokio::test]
async fn a_trial_reaches_nothing_outside_even_where_a_call_would() {
    let loopback = "127.0.0.1".parse().unwrap();
    let app = TestApp::with(|config| {
        config.turn.listen = vec!["127.0.0.1:0".parse().unwrap()];
        config.turn.allowed_peers = vec![loopback];
    })
    .await;
    let (mine, _) = told(&mut app.browser()).await;
    let mut client = TurnClient::told(&mine, By::Udp).await;
    client.allocate().await.unwrap();
    let outside = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let peer = outside.local_addr().unwrap();
    assert_eq!(client.permit(peer).await, Err(403));
    assert_eq!(client.permit("8.8.8.8:53".parse().unwrap()).await, Err(403));
}

#[tokio::test]
async fn a_trial_cannot_be_forged_into_a_seat_and_is_over_after_a_minute() {
    let app = TestApp::with_relay(|_| {}).await;
    let (servers, _) = told(&mut app.browser()).await;
    let (username, password) = {
        let relay = servers.last().unwrap();
        (
            relay.username.clone().unwrap(),
            relay.credential.clone().unwrap(),
        )
    };
    let mut client = TurnClient::told(&servers, By::Udp).await;
    let seat = username.strip_suffix(":trial").unwrap();
    client.call_oneself(seat, &password);
    assert_eq!(client.allocate().await, Err(401));
    client.call_oneself(&username, "guessed");
    assert_eq!(client.allocate().await, Err(401));
    client.call_oneself(&username, &password);
    app.clock.advance(Duration::from_secs(62));
    assert_eq!(client.allocate().await, Err(401));
}

#[tokio::test]
async fn few_try_the_relay_at_a_time_and_a_network_not_too_often() {
    let app = TestApp::with(|config| {
        config.turn.listen = vec!["127.0.0.1:0".parse().unwrap()];
        config.address_limits = false;
    })
    .await;
    let mut browser = app.browser();
    for _ in 0..32 {
        told(&mut browser).await;
    }
    let refused = browser.call("trial_servers", "").await;
    assert_eq!(refused.code(), "too_fast");
    app.clock.advance(Duration::from_secs(62));
    told(&mut browser).await;

    let app = TestApp::start().await;
    let mut browser = app.browser();
    for _ in 0..20 {
        told(&mut browser).await;
    }
    let refused = browser.call("trial_servers", "").await;
    assert_eq!(refused.code(), "too_fast");
    assert!(refused.json()["retryAfter"].as_u64().is_some());
}

#[tokio::test]
async fn without_a_relay_nothing_is_promised_and_no_kept_secret_is_given_away() {
    let app = TestApp::start().await;
    assert_eq!(told(&mut app.browser()).await, (Vec::new(), false));

    let kept = |urls: &str, credential: Option<&str>| IceServer {
        urls: vec![urls.to_owned()],
        username: credential.map(|_| "name".to_owned()),
        credential: credential.map(str::to_owned),
    };
    let stun = kept("stun:a.example", None);
    let servers = vec![stun.clone(), kept("turn:a.example", Some("kept"))];
    let app = TestApp::with(|config| config.ice_servers = servers).await;
    assert_eq!(told(&mut app.browser()).await, (vec![stun], true));
}

#[tokio::test]
async fn another_relay_gets_credentials_that_are_as_short() {
    let app = TestApp::with(|config| {
        config.turn.elsewhere = Some(OtherRelay {
            urls: vec!["turn:turn.example".to_owned()],
            secret: RelaySecret::new("shared").unwrap(),
        });
    })
    .await;
    let (servers, has_relay) = told(&mut app.browser()).await;
    assert!(has_relay);
    assert_eq!(servers[0].urls, ["turn:turn.example"]);
    let username = servers[0].username.clone().unwrap();
    let ends: i64 = username.split(':').next().unwrap().parse().unwrap();
    let now = visavis::domain::clock::Clock::now(&app.clock).as_millis() / 1_000;
    assert!((now..=now + 60).contains(&ends));
}

#[tokio::test]
async fn bytes_are_given_and_taken_in_a_few_sizes_and_kept_nowhere() {
    let app = TestApp::start().await;
    for bytes in limits::TRIAL_TRANSFERS {
        let path = Route::TrialTransfer(bytes).path();
        let given = get(app.address, &path).await;
        assert_eq!((given.status, given.body.len()), (200, bytes as usize));
        assert_eq!(
            given.header("cache-control"),
            Some("no-store, no-transform")
        );
        assert_eq!(send(&app, &path, bytes as usize).await, 204);
    }
    let path = Route::TrialTransfer(SMALL).path();
    assert_eq!(send(&app, &path, SMALL as usize - 1).await, 400);
    for other in ["/check/transfer/1", "/check/transfer/104857600"] {
        assert_eq!(get(app.address, other).await.status, 404, "{other}");
        assert_eq!(send(&app, other, 1).await, 404, "{other}");
    }
    let foreign = [("Origin", "https://evil.example")];
    let answer = request(app.address, "POST", &path, &foreign, "z").await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn who_sends_more_than_was_said_is_stopped() {
    let app = TestApp::start().await;
    let path = Route::TrialTransfer(SMALL).path();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nTransfer-Encoding: chunked\r\n\r\n",
        app.address
    );
    let mut stream = begin(app.address, head).await;
    let chunk = format!("{SMALL:x}\r\n{}\r\n", "z".repeat(SMALL as usize));
    stream.write_all(chunk.as_bytes()).await.unwrap();
    stream.write_all(chunk.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    timeout(PATIENCE, stream.read_exact(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[tokio::test]
async fn four_transfers_of_a_network_at_a_time_and_not_too_many_in_all() {
    let app = TestApp::start().await;
    let path = Route::TrialTransfer(SMALL).path();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {SMALL}\r\n\r\n",
        app.address
    );
    let mut begun = Vec::new();
    for _ in 0..4 {
        begun.push(begin(app.address, head.clone()).await);
    }
    // The four are taken in whichever order they come; from then on there is no place.
    let refused = loop {
        let answer = get(app.address, &path).await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").is_some());
    drop(begun);
    // Whoever hung up has left a place.
    let free = async {
        while get(app.address, &path).await.status != 200 {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, free).await.expect("a place becomes free");
}

#[tokio::test]
async fn a_network_tries_its_line_only_so_often() {
    let app = TestApp::start().await;
    let path = Route::TrialTransfer(SMALL).path();
    let mut given = 0;
    while get(app.address, &path).await.status == 200 {
        given += 1;
    }
    assert_eq!(given, 120);
    app.clock.advance(Duration::from_secs(300));
    assert_eq!(get(app.address, &path).await.status, 200);
}
