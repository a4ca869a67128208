//! Shared sessions by the public API: the forms that their programs know, and their limits.

use std::{fs, time::Duration};

use serde_json::{Value, json};
use visavis::domain::limits;

use crate::support::{Answer, Browser, Script, Stage, TestApp, get};

const CREATE: &str = "/api/vm/shared/create";
const JOIN: &str = "/api/vm/shared/join";
const LEAVE: &str = "/api/vm/shared/leave";

async fn create(browser: &mut Browser, name: &str) -> Value {
    let asked = json!({ "browser": false, "name": name });
    let answer = browser.post(CREATE, &asked).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn join(browser: &mut Browser, code: &Value, name: &str) -> Answer {
    let asked = json!({ "shareCode": code, "name": name });
    browser.post(JOIN, &asked).await
}

async fn read(app: &TestApp, code: &Value) -> Answer {
    let path = format!("/api/vm/shared/{}", code.as_str().unwrap());
    get(app.address, &path).await
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// A refusal is two sentences, and nothing besides.
fn assert_refused(answer: &Answer, status: u16, error: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    let told = answer.json();
    assert_eq!(keys(&told), ["details", "error"], "{told}");
    assert_eq!(told["error"], error);
    assert!(!told["details"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_session_is_made_joined_read_and_left_in_the_forms_that_its_programs_know() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    assert_eq!(
        keys(&made),
        ["expiresAt", "sessionId", "shareCode", "url"],
        "{made}"
    );
    let code = made["shareCode"].clone();
    assert_eq!(code.as_str().unwrap().len(), 6);
    assert_eq!(made["url"], Value::Null);
    let now = 1_763_640_000_000_i64;
    assert_eq!(made["expiresAt"], now + 600_000, "ten minutes");

    let mut tom = app.browser();
    app.clock.advance(Duration::from_secs(30));
    let joined = join(&mut tom, &code, "Tom").await.json();
    assert_eq!(
        keys(&joined),
        [
            "expiresAt",
            "isNewUser",
            "sessionId",
            "shareCode",
            "url",
            "users"
        ]
    );
    assert_eq!(joined["sessionId"], made["sessionId"]);
    assert_eq!(joined["isNewUser"], true);
    let users = joined["users"].as_array().unwrap();
    assert_eq!(keys(&users[0]), ["id", "isCreator", "joinedAt", "name"]);
    let who = |user: &Value| (user["name"].clone(), user["isCreator"].clone());
    assert_eq!(who(&users[0]), (json!("Maya"), json!(true)));
    assert_eq!(who(&users[1]), (json!("Tom"), json!(false)));
    assert_eq!(users[1]["joinedAt"], now + 30_000);
    let again = join(&mut tom, &code, "Tom").await.json();
    assert_eq!(again["isNewUser"], false);
    assert_eq!(again["users"], joined["users"]);

    let view = read(&app, &code).await.json();
    assert_eq!(
        keys(&view),
        [
            "createdAt",
            "expiresAt",
            "sessionId",
            "shareCode",
            "url",
            "users"
        ]
    );
    assert_eq!(view["createdAt"], now);
    assert_eq!(view["users"], joined["users"]);

    let asked = json!({ "shareCode": code });
    let left = tom.post(LEAVE, &asked).await;
    assert_eq!(
        (left.status, left.json()),
        (200, json!({ "success": true }))
    );
    let rest = read(&app, &code).await.json();
    assert_eq!(rest["users"].as_array().unwrap().len(), 1);
    let stranger = app.browser().post(LEAVE, &asked).await;
    assert_refused(&stranger, 403, "Not in this session");
}

#[tokio::test]
async fn a_code_is_read_however_it_is_typed() {
    let app = TestApp::start().await;
    let made = create(&mut app.browser(), "").await;
    let code = made["shareCode"].as_str().unwrap();
    let typed = format!("{}-{}", &code[..3].to_lowercase(), &code[3..]);
    let joined = join(&mut app.browser(), &json!(typed), "").await.json();
    assert_eq!(joined["shareCode"], code);
}

#[tokio::test]
async fn the_box_of_the_start_page_takes_the_code_and_the_page_lets_in_by_plain_forms() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let started = maya
        .submit("create_shared_session", "/shared-session", "name=Maya")
        .await;
    let page = started.header("location").unwrap().to_owned();
    let code = page.strip_prefix("/shared-session?code=").unwrap();
    let inside = maya.get(&page).await;
    assert_eq!(inside.status, 200);
    assert!(inside.body.contains("You are together"));
    let mut tom = app.browser();
    let form = format!("input={}-{}", &code[..3], &code[3..]);
    let found = tom.submit("find_session", "/", &form).await;
    assert_eq!(found.header("location"), Some(page.as_str()));
    let outside = tom.get(&page).await;
    assert!(outside.body.contains("Join a shared session"));
    let form = format!("code={code}&name=Tom");
    let joined = tom
        .submit("join_shared_session", "/shared-session", &form)
        .await;
    assert_eq!(joined.header("location"), Some(page.as_str()));
    assert!(tom.get(&page).await.body.contains("Maya"));
    let form = format!("code={code}");
    let left = tom
        .submit("leave_shared_session", "/shared-session", &form)
        .await;
    assert_eq!(left.header("location"), Some("/shared-session"));
    assert_eq!(tom.cookie(), "");
    let form = "code=ABC123&name=Tom";
    let wrong = tom
        .submit("join_shared_session", "/shared-session", form)
        .await;
    let told = wrong.header("location").unwrap().to_owned();
    let told = tom.get(&told).await;
    assert_eq!(told.status, 404);
    assert!(told.body.contains("No shared session has this code now"));
}

#[tokio::test]
async fn without_a_shared_browser_only_a_session_without_one_is_made() {
    let app = TestApp::start().await;
    for body in [json!({}), json!({ "browser": true }), json!(null)] {
        let answer = app.browser().post(CREATE, &body).await;
        assert_refused(&answer, 503, "Shared browser unavailable");
    }
}

#[tokio::test]
async fn wrong_codes_look_alike_and_count() {
    let app = TestApp::start().await;
    let made = create(&mut app.browser(), "").await;
    let mut tom = app.browser();
    for code in ["ABC123", "nonsense", ""] {
        let answer = join(&mut tom, &json!(code), "").await;
        assert_refused(&answer, 404, "Session not found or expired");
    }
    let answer = tom.post(LEAVE, &json!({ "shareCode": "ABC123" })).await;
    assert_refused(&answer, 404, "Session not found or expired");
    for _ in 0..6 {
        let answer = read(&app, &json!("ABC123")).await;
        assert_refused(&answer, 404, "Session not found or expired");
    }
    let answer = read(&app, &made["shareCode"]).await;
    assert_refused(&answer, 429, "Too many requests");
    assert!(answer.header("retry-after").is_some());
}

#[tokio::test]
async fn when_a_few_codes_were_guessed_a_right_one_leads_to_the_lobby() {
    let app = TestApp::behind_proxy().await;
    let mut maya = app.browser();
    let made = create(&mut maya, "Maya").await;
    for _ in 0..limits::WRONG_SHARE_CODES.burst {
        let answer = read(&app, &json!("ABC123")).await;
        assert_refused(&answer, 404, "Session not found or expired");
    }
    let joined = join(&mut app.browser(), &made["shareCode"], "Tom").await;
    assert_eq!(
        joined.json()["users"],
        json!([]),
        "Tom waits before the door"
    );
    let again = join(&mut maya, &made["shareCode"], "Maya").await.json();
    assert_eq!(again["users"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_no_request_is_refused_in_the_same_form() {
    let app = TestApp::start().await;
    let mut tom = app.browser();
    let wrong = tom.post(JOIN, &json!({ "code": "ABC123" })).await;
    assert_refused(&wrong, 422, "Invalid request");
    let wrong = tom.send("POST", JOIN, &[], "shareCode=ABC123").await;
    assert_refused(&wrong, 415, "Invalid request");
    let json = [("Content-Type", "application/json")];
    let wrong = tom.send("POST", CREATE, &json, "{").await;
    assert_refused(&wrong, 400, "Invalid request");
    let proof = Script::new(app.address, "visavis_pat_00");
    let wrong = proof.post(CREATE, &json!({ "browser": false })).await;
    assert_refused(&wrong, 401, "Not signed in");
}

#[tokio::test]
async fn ten_people_and_no_more() {
    let app = TestApp::start().await;
    let made = create(&mut app.browser(), "").await;
    for _ in 1..limits::MAX_PARTICIPANTS {
        let joined = join(&mut app.browser(), &made["shareCode"], "").await;
        assert_eq!(joined.status, 200, "{}", joined.body);
    }
    let late = join(&mut app.browser(), &made["shareCode"], "").await;
    assert_refused(&late, 409, "Session full");
}

#[tokio::test]
async fn after_ten_minutes_the_code_is_dead_and_the_network_may_begin_another() {
    let app = TestApp::start().await;
    let made = create(&mut app.browser(), "").await;
    create(&mut app.browser(), "").await;
    let third = app
        .browser()
        .post(CREATE, &json!({ "browser": false }))
        .await;
    assert_refused(&third, 429, "Too many sessions");
    app.clock.advance(limits::SHARED_SESSION);
    let late = read(&app, &made["shareCode"]).await;
    assert_refused(&late, 404, "Session not found or expired");
    app.services().expire_sessions().await.unwrap();
    create(&mut app.browser(), "").await;
    let late = join(&mut app.browser(), &made["shareCode"], "").await;
    assert_refused(&late, 404, "Session not found or expired");
}

#[tokio::test]
async fn an_account_is_one_user_on_every_device() {
    let mut stage = Stage::set().await;
    let made = create(&mut stage.maya, "Somebody").await;
    let script = Script::of(&mut stage.maya).await;
    let asked = json!({ "shareCode": made["shareCode"] });
    let joined = script.post(JOIN, &asked).await.json();
    assert_eq!(joined["isNewUser"], false);
    assert_eq!(joined["users"].as_array().unwrap().len(), 1);
    assert_eq!(joined["users"][0]["name"], "Maya");
}

#[tokio::test]
async fn the_code_is_in_no_file() {
    let app = TestApp::start().await;
    let made = create(&mut app.browser(), "").await;
    let code = made["shareCode"].as_str().unwrap();
    let folder = app.stop().await;
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        let mut parts = bytes.windows(code.len());
        assert!(!parts.any(|part| part == code.as_bytes()));
    }
}
