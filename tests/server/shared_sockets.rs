//! The socket of a shared session: its messages as they are on the wire, and who may open it.

use std::time::Duration;

use serde_json::{Value, json};
use visavis::{domain::limits, protocol::error_code::CloseCode};

use crate::support::{Browser, Peer, Refused, TestApp};

async fn create(browser: &mut Browser, name: &str) -> Value {
    let asked = json!({ "browser": false, "name": name });
    browser.post("/api/vm/shared/create", &asked).await.json()
}

async fn join(browser: &mut Browser, made: &Value, name: &str) -> Value {
    let asked = json!({ "shareCode": made["shareCode"], "name": name });
    browser.post("/api/vm/shared/join", &asked).await.json()
}

async fn open(browser: &Browser, code: &str) -> Peer {
    let origin = format!("http://{}", browser.address());
    let path = format!("/ws/shared/{code}");
    browser.try_open(&path, Some(&origin)).await.unwrap()
}

async fn hear(peer: &mut Peer) -> Value {
    serde_json::from_str(&peer.next_text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn people_come_and_go_without_a_handshake_and_without_their_addresses() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    let code = made["shareCode"].as_str().unwrap();
    let mut mayas = open(&maya, code).await;
    let info = hear(&mut mayas).await;
    let me = info["userId"].clone();
    let creator =
        json!({ "id": me, "name": "Maya", "joinedAt": 1_763_640_000_000_i64, "isCreator": true });
    assert_eq!(
        info,
        json!({
            "type": "session_info", "sessionId": made["sessionId"], "shareCode": code, "users": [creator],
            "userId": me, "url": null, "expiresAt": made["expiresAt"],
        })
    );

    let mut tom = app.browser();
    app.clock.advance(Duration::from_secs(5));
    join(&mut tom, &made, "Tom").await;
    let mut toms = open(&tom, &code.to_lowercase()).await;
    let info = hear(&mut toms).await;
    assert_eq!(info["shareCode"], code);
    assert_eq!(info["users"][0], creator);
    let user = json!({
        "id": info["userId"], "name": "Tom", "joinedAt": 1_763_640_005_000_i64, "isCreator": false,
    });
    assert_eq!(info["users"][1], user);
    let joined = json!({ "type": "user_joined", "user": user, "totalUsers": 2 });
    assert_eq!(hear(&mut mayas).await, joined);

    toms.text(r#"{"type":"leave"}"#).await;
    toms.closed_with(CloseCode::Normal).await;
    let left = json!({ "type": "user_left", "user": user, "totalUsers": 1 });
    assert_eq!(hear(&mut mayas).await, left);
}

#[tokio::test]
async fn a_ping_is_answered_and_what_is_not_of_this_socket_is_not_understood() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    let mut peer = open(&maya, made["shareCode"].as_str().unwrap()).await;
    hear(&mut peer).await;
    peer.text(r#"{"type":"user_activity"}"#).await;
    peer.text(r#"{"type":"ping"}"#).await;
    assert_eq!(hear(&mut peer).await, json!({ "type": "pong" }));
    for frame in [
        r#"{"type":"raise_hand","raised":true}"#,
        r#"{"type":"dance"}"#,
    ] {
        peer.text(frame).await;
        assert_eq!(hear(&mut peer).await["code"], "unknown_type", "{frame}");
    }
}

#[tokio::test]
async fn when_the_time_is_over_everybody_is_told_and_the_code_opens_nothing() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    let code = made["shareCode"].as_str().unwrap();
    let mut peer = open(&maya, code).await;
    hear(&mut peer).await;
    app.pass_and_expire(limits::SHARED_SESSION).await;
    let over = json!({ "type": "session_terminated", "reason": "time_limit" });
    assert_eq!(hear(&mut peer).await, over);
    peer.closed_with(CloseCode::SessionEnded).await;
    let mut late = open(&maya, code).await;
    late.closed_with(CloseCode::NotJoined).await;
}

#[tokio::test]
async fn code_and_ticket_open_it_together_and_wrong_codes_count() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    let code = made["shareCode"].as_str().unwrap();
    let mut without_ticket = open(&app.browser(), code).await;
    without_ticket.closed_with(CloseCode::NotJoined).await;
    let path = format!("/ws/shared/{code}");
    let foreign = maya
        .try_open(&path, Some("https://elsewhere.example"))
        .await;
    assert_eq!(foreign.unwrap_err(), Refused(403));
    for _ in 0..10 {
        let mut wrong = open(&maya, "ABC123").await;
        wrong.closed_with(CloseCode::NotJoined).await;
    }
    let tired = maya.try_open(&path, None).await;
    assert_eq!(tired.unwrap_err(), Refused(429));
}

#[tokio::test]
async fn after_wrong_guesses_the_creator_lets_people_in() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    let code = made["shareCode"].as_str().unwrap();
    let mut mayas = open(&maya, code).await;
    hear(&mut mayas).await;
    for _ in 0..limits::WRONG_SHARE_CODES.burst {
        app.browser().get("/api/vm/shared/ABC123").await;
    }
    let mut tom = app.browser();
    join(&mut tom, &made, "Tom").await;
    let mut toms = open(&tom, code).await;
    assert_eq!(hear(&mut toms).await["type"], "knocking");
    let waiting = hear(&mut mayas).await;
    assert_eq!(waiting["type"], "waiting");
    let id = &waiting["users"][0]["id"];
    let admit = json!({ "type": "moderate", "command": { "kind": "admit", "userId": id } });
    mayas.text(&admit.to_string()).await;
    let info = hear(&mut toms).await;
    assert_eq!(info["type"], "session_info");
    assert_eq!(info["users"].as_array().unwrap().len(), 2);
}
