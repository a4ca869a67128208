//! Sessions that begin with a code for each part, by the public API: what each code opens, for whom, and how often it
//! may be wrong.

use std::fs;

use serde_json::{Value, json};
use visavis::domain::{chat::ChatMessage, ids::SessionId, limits};

use crate::support::{Answer, Browser, SESSIONS, Script, Stage, TestApp, local_ref};

const CREATE: &str = "/api/sessions.create";
const JOIN: &str = "/api/sessions.join";

async fn create(browser: &mut Browser, asked: Value) -> Value {
    let answer = browser.post(CREATE, &asked).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

async fn join(browser: &mut Browser, made: &Value, code: &Value, name: &str) -> Answer {
    let asked = json!({ "sessionId": made["sessionId"], "code": code, "displayName": name });
    browser.post(JOIN, &asked).await
}

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, answer.code())
}

fn id_of(made: &Value) -> SessionId {
    made["sessionId"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn each_code_gives_its_part_and_its_link_leads_to_it() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(
        &mut maya,
        json!({ "title": "Review", "displayName": "Maya" }),
    )
    .await;
    let id = &made["sessionId"];
    assert_eq!(made["seat"]["role"], "host");
    assert_eq!(made["seat"]["name"], "Maya");
    for (field, part, role) in [
        ("hostCode", "host", "host"),
        ("collabCode", "collaborator", "collaborator"),
        ("viewerCode", "viewer", "viewer"),
    ] {
        let joined = join(&mut app.browser(), &made, &made[field], "Tom").await;
        assert_eq!(joined.status, 200, "{}", joined.body);
        let joined = joined.json();
        assert_eq!(joined["role"], role);
        assert_eq!(joined["admitted"], true);
        assert_eq!(joined["participantId"], joined["seat"]["participantId"]);
        let link = made["links"][part].as_str().unwrap();
        let code = made[field].as_str().unwrap().replace('-', "");
        let own = format!("http://{}/?sessionId=", app.address);
        assert_eq!(link, format!("{own}{}&code={code}", id.as_str().unwrap()));
        let mut browser = app.browser();
        let form = format!("input={}", link.replace('&', "%26"));
        let found = browser.call("find_session", &form).await;
        assert_eq!(found.json()["code"], code.as_str(), "{}", found.body);
        let form = format!("id={}&name=Ben&code={code}", id.as_str().unwrap());
        let entered = browser.call("join_session", &form).await.json();
        assert_eq!(entered["role"], role);
    }
}

#[tokio::test]
async fn a_seat_opens_the_socket_and_the_host_s_code_finds_it_again() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, json!({ "displayName": "Maya" })).await;
    let socket = made["seat"]["socket"].as_str().unwrap();
    let id = id_of(&made);
    assert_eq!(socket, format!("ws://{}/ws/sessions/{id}", app.address));
    assert_eq!(made["seat"]["cookie"], maya.cookie());
    let mut peer = maya.open(id).await;
    peer.hello(1, None).await;
    assert_eq!(
        json!(peer.entered().await.me.id),
        made["seat"]["participantId"]
    );
    let again = join(&mut maya, &made, &made["hostCode"], "").await.json();
    assert_eq!(again["participantId"], made["seat"]["participantId"]);
    assert_eq!(again["seat"]["cookie"], made["seat"]["cookie"]);
}

#[tokio::test]
async fn who_comes_in_gets_who_is_there_and_what_was_written_last() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, json!({ "displayName": "Maya" })).await;
    let id = id_of(&made);
    let mut peer = maya.open(id).await;
    peer.hello(1, None).await;
    peer.entered().await;
    let written: Vec<ChatMessage> = {
        let mut written = Vec::new();
        for (number, text) in ["Welcome", "Shall we begin"].into_iter().enumerate() {
            let local_ref = local_ref(number as u128);
            let answer = maya.write(id, local_ref, &text.replace(' ', "+")).await;
            written.push(serde_json::from_str(&answer.body).unwrap());
        }
        written
    };
    let joined = join(&mut app.browser(), &made, &made["viewerCode"], "Tom").await;
    let joined = joined.json();
    let there = joined["participants"].as_array().unwrap();
    assert_eq!(there.len(), 1);
    assert_eq!(there[0]["displayName"], "Maya");
    assert_eq!(there[0]["role"], "host");
    assert_eq!(there[0]["connected"], true);
    let messages = joined["messages"].as_array().unwrap();
    let bodies: Vec<_> = messages.iter().map(|message| &message["body"]).collect();
    assert_eq!(bodies, ["Welcome", "Shall we begin"]);
    assert_eq!(messages[1]["seq"], written[1].seq);
    assert_eq!(joined["moreMessages"], false);
}

#[tokio::test]
async fn a_wrong_code_opens_nothing_whoever_has_it_and_counts() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, json!({})).await;
    let other = create(&mut app.browser(), json!({})).await;
    let not_found = (404, "session_not_found".to_owned());
    for code in [
        json!("ABCDEFGH"),
        json!(""),
        json!("nonsense"),
        other["hostCode"].clone(),
    ] {
        for browser in [&mut maya, &mut app.browser()] {
            let answer = join(browser, &made, &code, "Tom").await;
            assert_eq!(refused(&answer), not_found, "{code}");
        }
    }
    let nowhere = json!({ "sessionId": "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34" });
    let answer = join(&mut maya, &nowhere, &made["hostCode"], "Tom").await;
    assert_eq!(refused(&answer), not_found);
    join(&mut maya, &made, &json!("ABCDEFGH"), "Tom").await;
    let tired = join(&mut maya, &made, &made["hostCode"], "Tom").await;
    assert_eq!(refused(&tired), (429, "too_fast".to_owned()));
    assert!(tired.header("retry-after").is_some());
}

#[tokio::test]
async fn the_codes_are_in_no_file() {
    let app = TestApp::start().await;
    let made = create(&mut app.browser(), json!({})).await;
    app.services().rooms.flush().await;
    for field in ["hostCode", "collabCode", "viewerCode"] {
        let code = made[field].as_str().unwrap();
        for file in fs::read_dir(app.folder.path()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            for text in [code.to_owned(), code.replace('-', "")] {
                let found = bytes
                    .windows(text.len())
                    .any(|part| part == text.as_bytes());
                assert!(!found, "{field}");
            }
        }
    }
}

#[tokio::test]
async fn new_links_end_the_host_s_code_too() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, json!({})).await;
    let form = format!("id={}", id_of(&made));
    assert_eq!(maya.call("make_role_links", &form).await.status, 200);
    for field in ["hostCode", "collabCode", "viewerCode"] {
        let answer = join(&mut app.browser(), &made, &made[field], "Tom").await;
        assert_eq!(refused(&answer), (404, "session_not_found".to_owned()));
    }
}

#[tokio::test]
async fn before_a_lobby_only_the_host_s_code_needs_nobody() {
    let app = TestApp::start().await;
    let asked = json!({ "door": "lobby", "preset": "presentation", "kind": "audio" });
    let made = create(&mut app.browser(), asked).await;
    let waits = join(&mut app.browser(), &made, &made["collabCode"], "Tom").await;
    let waits = waits.json();
    assert_eq!(waits["admitted"], false);
    assert_eq!(waits["participants"], json!([]));
    let leads = join(&mut app.browser(), &made, &made["hostCode"], "Ana").await;
    assert_eq!(leads.json()["admitted"], true);
}

#[tokio::test]
async fn guests_of_one_network_begin_two_and_people_with_an_account_as_many_as_they_like() {
    let mut stage = Stage::set().await;
    let app = &stage.app;
    for _ in 0..limits::LIVE_SESSIONS_PER_NETWORK {
        create(&mut app.browser(), json!({})).await;
    }
    let third = app.browser().post(CREATE, &json!({})).await;
    assert_eq!(refused(&third), (429, "too_many_sessions".to_owned()));
    let by_login = create(&mut stage.maya, json!({ "displayName": "Somebody" })).await;
    assert_eq!(by_login["seat"]["name"], "Maya");
    let script = Script::of(&mut stage.maya).await;
    let by_token = script.send("POST", CREATE, "").await;
    assert_eq!(by_token.status, 201, "{}", by_token.body);
    let id = by_token.json()["sessionId"].as_str().unwrap().to_owned();
    let read = script.get(&format!("{SESSIONS}/{id}")).await.json();
    assert_eq!(read["session"]["state"], "live");
    let wrong = Script::new(app.address, "visavis_pat_00");
    let answer = wrong.send("POST", CREATE, "{}").await;
    assert_eq!(refused(&answer), (401, "not_signed_in".to_owned()));
}

#[tokio::test]
async fn a_code_gives_a_part_by_token_too() {
    let mut stage = Stage::set().await;
    let made = create(&mut stage.app.browser(), json!({})).await;
    let path = format!("{SESSIONS}/{}/join", id_of(&made));
    let tom = Script::of(&mut stage.tom).await;
    let wrong = tom.post(&path, &json!({ "code": "ABCDEFGH" })).await;
    assert_eq!(refused(&wrong), (404, "session_not_found".to_owned()));
    let joined = tom
        .post(&path, &json!({ "code": made["collabCode"] }))
        .await;
    assert_eq!(joined.json()["role"], "collaborator", "{}", joined.body);
    let maya = Script::of(&mut stage.maya).await;
    let without = maya.send("POST", &path, "").await.json();
    assert_eq!(
        without["role"], "viewer",
        "the plain link lets people watch"
    );
}

#[tokio::test]
async fn one_that_is_over_takes_nobody() {
    let app = TestApp::start().await;
    let mut maya = app.browser();
    let made = create(&mut maya, json!({})).await;
    assert_eq!(maya.end(id_of(&made)).await.status, 200);
    let late = join(&mut app.browser(), &made, &made["viewerCode"], "Tom").await;
    assert_eq!(refused(&late), (410, "session_ended".to_owned()));
}
