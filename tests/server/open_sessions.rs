//! What an admin sees of sessions, and how they end one.

use serde_json::json;

use crate::support::{Stage, list};

#[tokio::test]
async fn an_admin_sees_what_goes_on_and_what_is_planned_without_belonging_to_it() {
    let mut stage = Stage::set().await;
    let live = stage.arrange("title=Now").await;
    stage.start(live).await;
    stage.arrange("title=Later&weekly=true").await;
    let open = stage.admin.call("open_sessions", "").await.json();
    let titles = |list: &str| -> Vec<String> {
        let cards = open[list].as_array().unwrap();
        let title = |card: &serde_json::Value| card["title"].as_str().unwrap().to_owned();
        cards.iter().map(title).collect()
    };
    assert_eq!(titles("live"), ["Now"]);
    assert_eq!(titles("upcoming"), ["Later"]);
    let names: Vec<_> = open["live"][0]["others"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["name"].clone())
        .collect();
    assert_eq!(names, [json!("Maya"), json!("Tom")]);
    assert_eq!(list(&mut stage.admin, "live").await.len(), 0);
}

#[tokio::test]
async fn an_admin_ends_a_live_session_and_its_people_read_who_did() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let form = format!("id={id}");
    assert_eq!(stage.admin.call("close_session", &form).await.status, 200);
    let past = list(&mut stage.tom, "past").await;
    assert_eq!(past[0]["state"]["reason"], "ended_by_admin");
    let again = stage.admin.call("close_session", &form).await;
    assert_eq!(again.code(), "session_ended");
}

#[tokio::test]
async fn an_admin_calls_off_a_weekly_session_with_all_that_follow() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("weekly=true").await;
    let form = format!("id={id}");
    assert_eq!(stage.admin.call("close_session", &form).await.status, 200);
    assert_eq!(list(&mut stage.maya, "upcoming").await.len(), 0);
    let past = list(&mut stage.maya, "past").await;
    assert_eq!(past[0]["state"]["state"], "cancelled");
}

#[tokio::test]
async fn a_plain_form_ends_one_too_and_leads_back() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let answer = stage
        .admin
        .submit("close_session", "/admin", &format!("id={id}"))
        .await;
    let location = answer.header("location").unwrap();
    assert_eq!(answer.status, 302);
    assert!(location.starts_with("/admin"), "{location}");
    let page = stage.admin.get("/admin").await;
    assert!(!page.body.contains("Portfolio review"));
}
