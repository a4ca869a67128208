//! Who asks: behind a proxy that was named, behind one that was not, and too often.

use std::time::Duration;

use visavis::{
    protocol::route::Route,
    server::config::{Network, Origin},
};

use crate::support::{Answer, TestApp, get, request};

/// Questions of one address that are answered within a minute.
const ASKS_PER_MINUTE: usize = 1_200;
const WRONG: &str = "input=nothing";

async fn guess(app: &TestApp, forwarded: &str) -> Answer {
    let headers = [("X-Forwarded-For", forwarded)];
    request(app.address, "POST", "/api/find_session", &headers, WRONG).await
}

async fn behind_a_proxy() -> TestApp {
    TestApp::with(|config| {
        config.trusted_proxies = Network::parse_list("127.0.0.1").unwrap();
        config.public_url = None;
    })
    .await
}

#[tokio::test]
async fn wrong_guesses_are_counted_and_right_ones_are_not() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let mut browser = app.browser();
    for _ in 0..30 {
        assert_eq!(
            browser
                .call("find_session", &format!("input={id}"))
                .await
                .status,
            200
        );
    }
    for _ in 0..10 {
        assert_eq!(
            browser.call("find_session", WRONG).await.code(),
            "session_not_found"
        );
    }
    let refused = browser.call("find_session", WRONG).await;
    assert_eq!(refused.code(), "too_fast");
    let wait = refused.json()["retryAfter"].as_u64().expect("it says when");
    app.clock.advance(Duration::from_millis(wait));
    assert_eq!(
        browser.call("find_session", WRONG).await.code(),
        "session_not_found"
    );
}

#[tokio::test]
async fn a_page_that_is_asked_for_too_often_says_so_with_its_status() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let page = Route::Join(id).path();
    let mut browser = app.browser();
    for _ in 0..ASKS_PER_MINUTE {
        browser.call("view_session", &format!("id={id}")).await;
    }
    let refused = get(app.address, &page).await;
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("too often"), "{}", refused.body);
    app.clock.advance(Duration::from_secs(60));
    assert_eq!(get(app.address, &page).await.status, 200);
}

#[tokio::test]
async fn a_header_is_believed_from_a_proxy_that_was_named() {
    let app = behind_a_proxy().await;
    for _ in 0..10 {
        guess(&app, "192.0.2.1").await;
    }
    assert_eq!(guess(&app, "192.0.2.1").await.code(), "too_fast");
    // What the client itself wrote stands to the left of what the proxy saw.
    assert_eq!(
        guess(&app, "203.0.113.5, 192.0.2.1").await.code(),
        "too_fast"
    );
    assert_eq!(guess(&app, "192.0.2.2").await.code(), "session_not_found");
}

#[tokio::test]
async fn a_header_from_anybody_else_is_not_believed() {
    let app = TestApp::start().await;
    for number in 0..10 {
        guess(&app, &format!("192.0.2.{number}")).await;
    }
    assert_eq!(guess(&app, "192.0.2.200").await.code(), "too_fast");
}

#[tokio::test]
async fn figures_are_for_loopback_unless_the_operator_says_otherwise() {
    let app = behind_a_proxy().await;
    let from_outside = [("X-Forwarded-For", "192.0.2.1")];
    assert_eq!(
        request(app.address, "GET", "/metrics", &from_outside, "")
            .await
            .status,
        404
    );
    let app = TestApp::with(|config| {
        config.trusted_proxies = Network::parse_list("127.0.0.1").unwrap();
        config.metrics_public = true;
    })
    .await;
    assert_eq!(
        request(app.address, "GET", "/metrics", &from_outside, "")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn by_https_tickets_are_bound_to_the_host() {
    let app = behind_a_proxy().await;
    let headers = [("X-Forwarded-Proto", "https"), ("Host", "meet.example")];
    let answer = request(
        app.address,
        "POST",
        "/api/create_session",
        &headers,
        "title=&name=&kind=audio",
    )
    .await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("__Host-visavis_") && cookie.contains("; Secure"),
        "{cookie}"
    );
    assert!(answer.header("strict-transport-security").is_some());
    assert!(
        answer
            .header("content-security-policy")
            .unwrap()
            .contains("wss://meet.example")
    );
}

#[tokio::test]
async fn links_are_made_of_the_public_address() {
    let app =
        TestApp::with(|config| config.public_url = Origin::parse("https://meet.example")).await;
    let mut browser = app.browser();
    let id = browser.create("T", "").await;
    assert_eq!(
        browser.view(id).await["link"],
        format!("https://meet.example/join/{id}")
    );
    let app = TestApp::start().await;
    let (id, mut browser) = app.create().await;
    assert_eq!(
        browser.view(id).await["link"],
        format!("http://{}/join/{id}", app.address)
    );
}

#[tokio::test]
async fn sessions_are_made_only_so_often_from_one_address() {
    let app = TestApp::with(|config| config.guest_sessions = u32::MAX).await;
    let mut browser = app.browser();
    let mut made = 0;
    loop {
        let answer = browser
            .call("create_session", "title=&name=&kind=video")
            .await;
        if answer.status != 200 {
            assert_eq!(answer.code(), "too_fast");
            break;
        }
        made += 1;
        browser = app.browser();
    }
    assert_eq!(made, 60);
}
