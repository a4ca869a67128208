//! Who the public API lets in: by a token and by a login, from where, and how often.

use std::time::Duration;

use serde_json::json;
use visavis::server::config::Network;

use crate::support::{SESSIONS, Script, Stage, TestApp, get, id_of, request};

const JSON: (&str, &str) = ("Content-Type", "application/json");
const BEGIN: &str = r#"{"title":"Office hour"}"#;

#[tokio::test]
async fn a_token_says_for_whom_a_program_speaks() {
    let mut stage = Stage::set().await;
    let script = Script::of(&mut stage.maya).await;
    let me = script.get("/api/me").await;
    assert_eq!(me.status, 200, "{}", me.body);
    assert_eq!(me.json()["name"], "Maya");
    assert_eq!(me.json()["role"], "mentor");
    let people = script.get("/api/people").await.json();
    let names: Vec<_> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["name"])
        .collect();
    assert_eq!(names, ["Ada", "Tom"]);
    assert_eq!(people[1]["id"], json!(id_of(&mut stage.tom).await));
    assert!(people[1].get("email").is_none());
}

#[tokio::test]
async fn a_token_that_may_only_read_changes_nothing() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let reader = Script::with(&mut stage.maya, &["sessions:read"]).await;
    assert_eq!(reader.get(SESSIONS).await.status, 200);
    for (method, path, body) in [
        ("POST", SESSIONS.to_owned(), BEGIN),
        ("PATCH", format!("{SESSIONS}/{id}"), r#"{"minutes":30}"#),
        ("POST", format!("{SESSIONS}/{id}/cancel"), "{}"),
        ("POST", format!("{SESSIONS}/{id}/join"), ""),
        (
            "POST",
            format!("{SESSIONS}/generate-live-code"),
            &format!(r#"{{"sessionId":"{id}"}}"#),
        ),
    ] {
        let answer = reader.send(method, &path, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "not_allowed".to_owned()),
            "{path}"
        );
    }
    let writer = Script::with(&mut stage.maya, &["sessions:write"]).await;
    assert_eq!(writer.get(SESSIONS).await.code(), "not_allowed");
    assert_eq!(writer.post(SESSIONS, &json!({})).await.status, 201);
}

#[tokio::test]
async fn a_token_is_over_with_its_days_its_revocation_and_its_account() {
    let mut stage = Stage::set().await;
    let made = stage
        .maya
        .call("make_token", "name=A&days=1&scopes[]=sessions:read")
        .await
        .json();
    let short = Script::new(stage.app.address, made["secret"].as_str().unwrap());
    let revoked = Script::of(&mut stage.maya).await;
    let of_tom = Script::of(&mut stage.tom).await;
    assert_eq!(of_tom.get("/api/me").await.status, 200);
    let tokens = stage.maya.call("my_tokens", "").await.json();
    let id = tokens[0]["id"].as_str().unwrap();
    stage.maya.call("revoke_token", &format!("id={id}")).await;
    let tom = id_of(&mut stage.tom).await;
    let disabled = stage
        .admin
        .call("change_person", &format!("id={tom}&change=disable"))
        .await;
    assert_eq!(disabled.status, 200, "{}", disabled.body);
    for gone in [&revoked, &of_tom] {
        let answer = gone.get("/api/me").await;
        assert_eq!(
            (answer.status, answer.code()),
            (401, "not_signed_in".to_owned())
        );
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    }
    assert_eq!(short.get("/api/me").await.status, 200);
    stage.app.clock.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(short.get("/api/me").await.status, 401);
}

#[tokio::test]
async fn a_login_counts_from_our_own_pages_only_and_never_beside_a_token() {
    let app = TestApp::start().await;
    let mut ada = app.admin().await;
    let own = format!("http://{}", app.address);
    assert_eq!(ada.get("/api/me").await.json()["name"], "Ada");
    for headers in [
        &[JSON][..],
        &[JSON, ("Origin", "https://elsewhere.example")],
        &[JSON, ("Origin", &own), ("Sec-Fetch-Site", "cross-site")],
    ] {
        let answer = ada.send("POST", SESSIONS, headers, BEGIN).await;
        assert_eq!(
            (answer.status, answer.code()),
            (403, "foreign_origin".to_owned()),
            "{headers:?}"
        );
    }
    let none = ada.get(SESSIONS).await.json();
    assert_eq!(none["live"], json!([]));
    let own_page = [
        JSON,
        ("Origin", own.as_str()),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    assert_eq!(
        ada.send("POST", SESSIONS, &own_page, BEGIN).await.status,
        201
    );

    // A token that is wrong is not helped by a login that is right, and one that is right needs no origin.
    let wrong = [
        JSON,
        ("Authorization", "Bearer nonsense"),
        ("Origin", own.as_str()),
    ];
    assert_eq!(
        ada.send("POST", SESSIONS, &wrong, BEGIN).await.code(),
        "not_signed_in"
    );
    assert_eq!(
        ada.send("GET", "/api/me", &[("Authorization", "Basic QTpC")], "")
            .await
            .status,
        401
    );
    let mut maya = app.invited(&mut ada, "Maya", "mentor").await;
    let script = Script::of(&mut maya).await;
    let proof = format!("Bearer {}", script.token);
    let both = [
        JSON,
        ("Authorization", proof.as_str()),
        ("Origin", "https://elsewhere.example"),
    ];
    assert_eq!(ada.send("POST", SESSIONS, &both, BEGIN).await.status, 201);
    assert_eq!(
        maya.get(SESSIONS).await.json()["live"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        ada.get(SESSIONS).await.json()["live"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_token_opens_nothing_but_the_public_api() {
    let app = TestApp::start().await;
    let mut ada = app.admin().await;
    let script = Script::of(&mut ada).await;
    let proof = format!("Bearer {}", script.token);
    let cookie = ada.cookie();
    let with_login = [
        ("Authorization", proof.as_str()),
        ("Cookie", cookie.as_str()),
    ];
    let forged = request(
        app.address,
        "POST",
        "/api/sign_out_everywhere",
        &with_login,
        "a=b",
    )
    .await;
    assert_eq!(forged.status, 403, "{}", forged.body);
    let by_token = request(
        app.address,
        "POST",
        "/api/my_tokens",
        &with_login[..1],
        "a=b",
    )
    .await;
    assert_eq!(by_token.code(), "not_signed_in");
}

#[tokio::test]
async fn reading_changes_nothing() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let script = Script::of(&mut stage.maya).await;
    for path in [
        format!("{SESSIONS}/generate-live-code?sessionId={id}"),
        format!("{SESSIONS}/{id}/cancel"),
        format!("{SESSIONS}/{id}/join"),
    ] {
        let answer = script.get(&path).await;
        // The first of them is read as the id of a session.
        assert!(
            matches!(answer.status, 400 | 405),
            "{path}: {}",
            answer.status
        );
    }
    let before = script.get(&format!("{SESSIONS}/{id}")).await.json();
    assert_eq!(before["session"]["state"], "scheduled");
}

#[tokio::test]
async fn too_often_is_counted_by_network_whatever_a_header_says() {
    let app = TestApp::start().await;
    let path = format!("{SESSIONS}/validate-live-code/K7QM-2XRD");
    for guess in 0..10 {
        let forged = format!("192.0.2.{guess}");
        let headers = [("X-Forwarded-For", forged.as_str())];
        let answer = request(app.address, "GET", &path, &headers, "").await;
        assert_eq!(answer.status, 404);
    }
    let headers = [("X-Forwarded-For", "192.0.2.99")];
    let limited = request(app.address, "GET", &path, &headers, "").await;
    assert_eq!(
        (limited.status, limited.code()),
        (429, "too_fast".to_owned())
    );
    let wait: u64 = limited.header("retry-after").unwrap().parse().unwrap();
    assert_eq!(limited.json()["details"]["retryAfter"], wait);
    app.clock.advance(Duration::from_secs(wait));
    assert_eq!(get(app.address, &path).await.status, 404);
}

#[tokio::test]
async fn behind_a_proxy_a_household_counts_as_one_and_its_neighbour_as_another() {
    let trust = |config: &mut visavis::server::config::Config| {
        config.trusted_proxies = vec!["127.0.0.1".parse::<Network>().unwrap()];
    };
    let app = TestApp::with(trust).await;
    let path = format!("{SESSIONS}/validate-live-code/K7QM-2XRD");
    let guess = async |from: &str| {
        let headers = [("X-Forwarded-For", from)];
        request(app.address, "GET", &path, &headers, "")
            .await
            .status
    };
    for host in 0..10 {
        assert_eq!(guess(&format!("2001:db8::{host:x}")).await, 404);
    }
    assert_eq!(guess("2001:db8::ffff").await, 429);
    assert_eq!(guess("2001:db8:0:1::1").await, 404);
}
