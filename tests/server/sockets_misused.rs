//! Bad input at the socket: a clear error or close code, and the others in the room notice nothing.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::tungstenite::{Bytes, Message};
use visavis::{
    domain::limits,
    protocol::{
        client_message::ClientMessage,
        error_code::{CloseCode, ErrorCode},
    },
    server::http::SocketTimes,
};

use crate::support::{PATIENCE, Refused, TestApp, get, local_ref};

const HELLO: &str =
    r#"{"type":"hello","version":1,"instance":5,"media":{"audio":true,"video":true}}"#;

#[tokio::test]
async fn an_upgrade_from_another_site_is_forbidden() {
    let app = TestApp::start().await;
    let (id, host) = app.create().await;
    let path = format!("/ws/sessions/{id}");
    for foreign in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:1",
        "not an origin",
    ] {
        assert_eq!(
            host.try_open(&path, Some(foreign)).await.unwrap_err(),
            Refused(403),
            "{foreign}"
        );
    }
    let own = format!("http://{}", app.address);
    assert!(host.try_open(&path, Some(&own)).await.is_ok());
}

#[tokio::test]
async fn the_public_address_is_an_own_origin_too() {
    let app = TestApp::with(|config| {
        config.public_url = visavis::server::config::Origin::parse("https://meet.example")
    })
    .await;
    let browser = app.browser();
    let path = "/ws/sessions/0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34";
    assert!(
        browser
            .try_open(path, Some("https://meet.example"))
            .await
            .is_ok()
    );
    assert_eq!(
        browser
            .try_open(path, Some("https://meet.example.evil"))
            .await
            .unwrap_err(),
        Refused(403)
    );
}

#[tokio::test]
async fn what_is_no_hello_is_a_bad_handshake() {
    let app = TestApp::start().await;
    let (id, host) = app.create().await;
    let first_words = [
        Message::text("nonsense"),
        Message::text("{}"),
        Message::text(r#"{"type":"ping"}"#),
        Message::text(r#"{"type":"hello"}"#),
        Message::text(
            r#"{"type":"hello","version":1,"instance":-1,"media":{"audio":true,"video":true}}"#,
        ),
        Message::binary(Bytes::from_static(HELLO.as_bytes())),
    ];
    for first in first_words {
        let mut peer = host.open(id).await;
        peer.send(first.clone()).await;
        peer.refused_with(ErrorCode::BadRequest).await;
        peer.closed_with(CloseCode::BadHandshake).await;
    }
}

#[tokio::test]
async fn an_unknown_version_is_refused_by_name() {
    let app = TestApp::start().await;
    let (id, host) = app.create().await;
    let mut peer = host.open(id).await;
    peer.text(&HELLO.replace("\"version\":1", "\"version\":65535"))
        .await;
    peer.refused_with(ErrorCode::WrongVersion).await;
    peer.closed_with(CloseCode::WrongVersion).await;
}

#[tokio::test]
async fn a_socket_that_says_nothing_is_closed_after_its_time() {
    let times = SocketTimes {
        hello: Duration::from_millis(50),
        ..SocketTimes::default()
    };
    let app = TestApp::start_with(|_| {}, times).await;
    let (id, host) = app.create().await;
    host.open(id)
        .await
        .closed_with(CloseCode::HelloTimeout)
        .await;
}

#[tokio::test]
async fn a_socket_that_answers_no_ping_is_given_up_and_its_seat_kept() {
    let times = SocketTimes {
        ask: Duration::from_millis(500),
        give_up: Duration::from_secs(4),
        ..SocketTimes::default()
    };
    let app = TestApp::start_with(|_| {}, times).await;
    let mut pair = app.pair().await;
    // A peer answers pings only while it is read: the learner's is not, the mentor's is.
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
    let codes = [CloseCode::HeartbeatLost.as_u16(), 1006];
    assert!(codes.contains(&pair.learner.closed().await));
}

#[tokio::test]
async fn bad_words_after_the_handshake_are_answered_and_the_talk_goes_on() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    for (text, code) in [
        ("nonsense", ErrorCode::BadRequest),
        ("[]", ErrorCode::BadRequest),
        (r#"{"type":"signal","to":1}"#, ErrorCode::BadRequest),
        (r#"{"type":"dance"}"#, ErrorCode::UnknownType),
        (HELLO, ErrorCode::BadRequest),
    ] {
        pair.learner.text(text).await;
        pair.learner.refused_with(code).await;
    }
    pair.learner.say(ClientMessage::UserActivity {}).await;
    assert_eq!(pair.learner.settled().await, []);
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn nonsense_without_end_is_a_flood() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    while pair.learner.try_send(Message::text("nonsense")).await {
        if pair
            .learner
            .next()
            .await
            .is_err_and(|code| code == CloseCode::Flood.as_u16())
        {
            assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
            return;
        }
    }
    panic!("the flood was not stopped");
}

#[tokio::test]
async fn ten_thousand_tiny_messages_close_their_own_socket_only() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    for _ in 0..10_000 {
        if !pair
            .learner
            .try_send(Message::text(r#"{"type":"user_activity"}"#))
            .await
        {
            break;
        }
    }
    let code = pair.learner.closed().await;
    // A reset can overtake the close frame when the flood goes on behind it.
    assert!([CloseCode::Flood.as_u16(), 1006].contains(&code), "{code}");
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_frame_that_is_too_big_closes_its_own_socket_only() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner
        .text(&" ".repeat(limits::FRAME_BYTES + 1))
        .await;
    pair.learner.closed_with(CloseCode::TooBig).await;
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
    let mut early = pair.mentor_browser.open(pair.id).await;
    early.text(&" ".repeat(limits::FRAME_BYTES + 1)).await;
    early.closed_with(CloseCode::TooBig).await;
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn binary_frames_are_not_spoken_here() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner
        .send(Message::binary(Bytes::from_static(b"{}")))
        .await;
    pair.learner.closed_with(CloseCode::BadHandshake).await;
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
}

#[tokio::test]
async fn identity_in_a_field_is_ignored() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let forged = format!(
        r#"{{"type":"chat","localRef":"6f1b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e","body":"hi","authorId":"{}","from":"{}"}}"#,
        pair.mentor_id, pair.mentor_id
    );
    pair.learner.text(&forged).await;
    assert_eq!(pair.mentor.message().await.author_id, pair.learner_id);
}

#[tokio::test]
async fn who_never_says_what_they_want_is_cut_off_and_others_are_answered_meanwhile() {
    let times = SocketTimes {
        head: Duration::from_millis(300),
        ..SocketTimes::default()
    };
    let app = TestApp::start_with(|_| {}, times).await;
    let mut slow = TcpStream::connect(app.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        .await
        .unwrap();
    assert_eq!(get(app.address, "/healthz").await.status, 200);
    let mut bytes = Vec::new();
    timeout(PATIENCE, slow.read_to_end(&mut bytes))
        .await
        .expect("it is cut off in time")
        .unwrap();
    assert!(!bytes.starts_with(b"HTTP/1.1 200"), "it was no request");
    // Who has an open socket has said what they want, however long ago.
    let mut pair = app.pair().await;
    pair.mentor.chat(local_ref(1), "still here").await;
    pair.learner.message().await;
}
