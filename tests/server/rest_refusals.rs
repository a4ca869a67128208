//! Every refusal of the public API has one form, whoever refuses.

use serde_json::json;

use crate::support::{Answer, SESSIONS, Script, TestApp, get, request};

fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let told = answer.json();
    assert_eq!(told["code"], code, "{told}");
    assert!(!told["error"].as_str().unwrap().is_empty());
    assert!(told["details"].is_null() || told["details"].is_object());
}

#[tokio::test]
async fn whoever_refuses_refuses_in_json() {
    let app = TestApp::start().await;
    let mut ada = app.admin().await;
    let script = Script::of(&mut ada).await;
    assert_refused(&get(app.address, SESSIONS).await, 401, "not_signed_in");
    assert_refused(&script.get("/api/nowhere").await, 404, "path_not_found");
    assert_refused(
        &script.post("/api/nowhere", &json!({})).await,
        404,
        "path_not_found",
    );
    let method = script.send("DELETE", SESSIONS, "").await;
    assert_refused(&method, 405, "method_not_allowed");
    assert_eq!(method.header("allow"), Some("GET,HEAD,POST"));
    let trace = request(app.address, "TRACE", SESSIONS, &[], "").await;
    assert_refused(&trace, 405, "method_not_allowed");
    assert_eq!(trace.header("allow"), Some("GET,HEAD,POST"));
    assert_refused(
        &script.get(&format!("{SESSIONS}/1")).await,
        400,
        "bad_request",
    );
    assert_refused(
        &script.get(&format!("{SESSIONS}?before=soon")).await,
        400,
        "bad_request",
    );
    for body in ["{", "", "[1", "nonsense"] {
        assert_refused(
            &script.send("POST", SESSIONS, body).await,
            400,
            "bad_request",
        );
    }
    for body in [
        json!([]),
        json!([{ "title": "a" }]),
        json!("title"),
        json!({ "titel": "Office hour" }),
        json!({ "title": 1 }),
        json!({ "title": "x".repeat(81) }),
        json!({ "startsAt": "tomorrow" }),
    ] {
        assert_refused(&script.post(SESSIONS, &body).await, 422, "bad_request");
    }
    let told = script.post(SESSIONS, &json!({ "titel": "a" })).await.json();
    let reason = told["details"]["reason"].as_str().unwrap();
    assert!(reason.contains("unknown field `titel`"), "{reason}");
}

#[tokio::test]
async fn what_is_no_json_and_what_is_too_large_is_not_read() {
    let app = TestApp::start().await;
    let mut ada = app.admin().await;
    let script = Script::of(&mut ada).await;
    let proof = format!("Bearer {}", script.token);
    let form = [
        ("Authorization", proof.as_str()),
        ("Content-Type", "text/plain"),
    ];
    let answer = request(app.address, "POST", SESSIONS, &form, "{}").await;
    assert_refused(&answer, 415, "unsupported_media_type");
    let large = json!({ "title": "x".repeat(64 * 1024) });
    assert_refused(&script.post(SESSIONS, &large).await, 413, "body_too_large");
}

#[tokio::test]
async fn pages_and_their_functions_refuse_as_they_did() {
    let app = TestApp::start().await;
    let page = get(app.address, "/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(
        page.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    let function = get(app.address, "/api/start_live").await;
    assert_eq!(function.status, 405);
    assert!(function.body.is_empty());
}
