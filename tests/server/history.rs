//! What is left of a session: who was there and for how long, what was written, and what was taken back.

use std::time::Duration;

use serde_json::json;
use visavis::{
    domain::ids::SessionId,
    protocol::{client_message::ClientMessage, error_code::CloseCode},
};

use crate::support::{Browser, PASSWORD, Stage, list, local_ref};

const MINUTE: Duration = Duration::from_secs(60);

async fn story(browser: &mut Browser, id: SessionId) -> serde_json::Value {
    let answer = browser.call("my_session", &format!("id={id}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn delete(browser: &mut Browser, id: SessionId, message: &serde_json::Value) -> String {
    let message = message["id"].as_str().unwrap();
    let answer = browser
        .call("delete_message", &format!("id={id}&message={message}"))
        .await;
    match answer.status {
        200 => "deleted".to_owned(),
        _ => answer.code(),
    }
}

/// A session that is going on, with Maya and Tom in it by their browsers.
async fn live() -> (Stage, SessionId) {
    let mut stage = Stage::set().await;
    let id = stage.arrange("guests=true").await;
    stage.start(id).await;
    stage.maya.join(id, "").await;
    stage.tom.join(id, "").await;
    (stage, id)
}

#[tokio::test]
async fn a_past_session_says_who_was_there_and_for_how_long() {
    let (mut stage, id) = live().await;
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    maya.entered().await;
    stage.app.pass(5 * MINUTE).await;
    for minutes in [10, 20] {
        let mut tom = stage.tom.open(id).await;
        tom.hello(2, None).await;
        tom.entered().await;
        stage.app.pass(minutes * MINUTE).await;
        tom.say(ClientMessage::Leave {}).await;
        tom.closed_with(CloseCode::Normal).await;
        stage.app.pass(MINUTE).await;
    }
    stage.app.services().rooms.flush().await;
    assert!(story(&mut stage.tom, id).await["visits"][0]["leftAt"].is_null());
    stage.maya.end(id).await;

    let story = story(&mut stage.tom, id).await;
    let visitors = story["visits"].as_array().unwrap();
    assert_eq!(visitors.len(), 2);
    assert_eq!(
        (&visitors[0]["name"], &visitors[0]["seconds"]),
        (&json!("Maya"), &json!(37 * 60))
    );
    assert_eq!(
        (&visitors[1]["name"], &visitors[1]["seconds"]),
        (&json!("Tom"), &json!(30 * 60))
    );
    assert!(visitors.iter().all(|visitor| visitor["leftAt"].is_i64()));
    let state = &story["session"]["state"];
    assert_eq!(
        state["at"].as_i64().unwrap() - state["beganAt"].as_i64().unwrap(),
        37 * 60 * 1_000
    );
    assert_eq!(story["session"]["others"][0]["name"], "Maya");
    assert_eq!(list(&mut stage.maya, "past").await.len(), 1);
}

#[tokio::test]
async fn a_session_is_told_to_those_who_belong_to_it_only() {
    let (mut stage, id) = live().await;
    let asked = format!("id={id}");
    for format in ["markdown", "json"] {
        let form = format!("{asked}&format={format}");
        assert_eq!(
            stage.admin.call("export_chat", &form).await.code(),
            "session_not_found"
        );
    }
    assert_eq!(
        stage.admin.call("my_session", &asked).await.code(),
        "session_not_found"
    );
    let mut stranger = stage.app.browser();
    assert_eq!(
        stranger.call("my_session", &asked).await.code(),
        "not_signed_in"
    );
    let path = format!("/sessions/{id}/chat.md");
    assert_eq!(stranger.get(&path).await.status, 401);
    assert_eq!(stage.admin.get(&path).await.status, 404);
    // Who came in by the link belongs to it from then on, and finds it again.
    stage.admin.join(id, "").await;
    assert_eq!(stage.admin.get(&path).await.status, 200);
    assert_eq!(list(&mut stage.admin, "live").await.len(), 1);
    let others = &list(&mut stage.admin, "live").await[0]["others"];
    assert_eq!(others.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_chat_is_taken_along_as_markdown_and_as_json() {
    let (mut stage, id) = live().await;
    stage
        .maya
        .write(id, local_ref(1), "Look+*here*%0Aand+%3Cthere%3E")
        .await;
    let second = stage.tom.write(id, local_ref(2), "oops").await.json();
    delete(&mut stage.tom, id, &second).await;
    stage.maya.end(id).await;

    let file = stage.tom.get(&format!("/sessions/{id}/chat.md")).await;
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"chat.md\"")
    );
    assert_eq!(
        file.body,
        "# Portfolio review\n\n2025-11-20 12:00 (UTC)\n\
         \n**Maya** · 2025-11-20 12:00\n\n> Look \\*here\\*  \n> and \\<there\\>\n\
         \n**Tom** · 2025-11-20 12:00\n\n> *This message was deleted*\n"
    );
    let form = format!("id={id}&format=json");
    let text = stage.tom.call("export_chat", &form).await.json();
    let export: serde_json::Value = serde_json::from_str(text.as_str().unwrap()).unwrap();
    assert_eq!(export["title"], "Portfolio review");
    assert_eq!(export["beganAt"], "2025-11-20T12:00:00Z");
    assert_eq!(
        export["messages"],
        json!([
            {"seq": 1, "author": "Maya", "sentAt": "2025-11-20T12:00:00Z", "body": "Look *here*\nand <there>"},
            {"seq": 2, "author": "Tom", "sentAt": "2025-11-20T12:00:00Z", "body": null},
        ])
    );
    let file = stage.tom.get(&format!("/sessions/{id}/chat.json")).await;
    assert_eq!(file.body, text.as_str().unwrap());
}

#[tokio::test]
async fn times_in_an_export_are_those_of_whoever_takes_it() {
    let (mut stage, id) = live().await;
    let profile = "name=Tom&time_zone=Asia/Kathmandu&language=en";
    assert_eq!(stage.tom.call("change_profile", profile).await.status, 200);
    let file = stage.tom.get(&format!("/sessions/{id}/chat.md")).await;
    assert!(
        file.body.contains("2025-11-20 17:45 (Asia/Kathmandu)"),
        "{}",
        file.body
    );
}

#[tokio::test]
async fn a_message_that_is_taken_back_is_gone_for_everybody_at_once() {
    let (mut stage, id) = live().await;
    let first = stage
        .tom
        .write(id, local_ref(1), "my+phone+number")
        .await
        .json();
    stage.tom.write(id, local_ref(2), "hello").await;
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    assert_eq!(maya.entered().await.chat.len(), 2);

    assert_eq!(
        delete(&mut stage.maya, id, &first).await,
        "message_not_found",
        "not even the host takes back what somebody else wrote"
    );
    assert_eq!(delete(&mut stage.tom, id, &first).await, "deleted");
    let told = maya.message().await;
    assert_eq!((told.seq, told.body.as_str()), (1, "[deleted]"));
    assert!(told.deleted_at.is_some());
    assert_eq!(
        delete(&mut stage.tom, id, &first).await,
        "deleted",
        "twice is once"
    );

    // It stays gone: for who comes later, in the history, and for its author's outbox.
    let mut late = stage.app.join(id, "Late").await.open(id).await;
    late.hello(2, None).await;
    assert_eq!(late.entered().await.chat[0].body.as_str(), "[deleted]");
    let page = stage.tom.history(id, None).await;
    assert_eq!(page["messages"][0]["body"], "[deleted]");
    assert_eq!(page["messages"][1]["seq"], 2);
    let again = stage
        .tom
        .write(id, local_ref(1), "my+phone+number")
        .await
        .json();
    assert_eq!(
        (&again["seq"], &again["body"]),
        (&json!(1), &json!("[deleted]"))
    );
    let folder = stage.app.stop().await;
    let file = std::fs::read(folder.path().join("visavis.db")).unwrap();
    assert!(!file.windows(15).any(|part| part == b"my phone number"));
}

#[tokio::test]
async fn a_message_is_taken_back_long_after_from_another_device_and_by_a_guest() {
    let (mut stage, id) = live().await;
    let by_tom = stage.tom.write(id, local_ref(1), "one").await.json();
    let mut guest = stage.app.join(id, "Guest").await;
    let by_guest = guest.write(id, local_ref(1), "two").await.json();
    stage.maya.end(id).await;
    assert_eq!(delete(&mut guest, id, &by_tom).await, "message_not_found");
    assert_eq!(delete(&mut guest, id, &by_guest).await, "deleted");
    let mut phone = stage.app.browser();
    assert_eq!(delete(&mut phone, id, &by_tom).await, "not_joined");
    let asked = format!("id={id}");
    assert_eq!(
        phone.call("chat_history", &asked).await.code(),
        "not_joined"
    );
    phone.sign_in("Tom", PASSWORD).await;
    assert_eq!(
        phone.history(id, None).await["messages"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(delete(&mut phone, id, &by_tom).await, "deleted");
}

#[tokio::test]
async fn the_past_is_read_page_by_page_and_goes_when_its_time_is_over() {
    let mut stage = Stage::set().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let id = stage.maya.create("Now", "").await;
        stage.app.clock.advance(MINUTE);
        stage.maya.end(id).await;
        ids.push(id);
    }
    let called_off = stage.arrange("").await;
    stage
        .maya
        .call("cancel_session", &format!("id={called_off}"))
        .await;
    let past = list(&mut stage.maya, "past").await;
    assert_eq!(past.len(), 4);
    let before = past[1]["state"]["at"].as_i64().unwrap();
    let page = stage
        .maya
        .call("my_sessions", &format!("before={before}"))
        .await
        .json();
    let older: Vec<&serde_json::Value> = page["past"]
        .as_array()
        .unwrap()
        .iter()
        .map(|card| &card["id"])
        .collect();
    assert_eq!(older, [&json!(ids[1]), &json!(ids[0])]);
    assert_eq!(page["morePast"], false);

    stage
        .app
        .clock
        .advance(Duration::from_secs(30 * 24 * 60 * 60 + 1));
    assert_eq!(stage.app.services().purge_sessions().await.unwrap(), 4);
    // Logins are over by then as well.
    stage.maya.sign_in("Maya", PASSWORD).await;
    assert_eq!(list(&mut stage.maya, "past").await.len(), 0);
}
