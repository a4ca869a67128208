//! What a program can do with sessions, and with whose.

use std::time::Duration;

use serde_json::{Value, json};
use visavis::domain::limits;

use crate::support::{Answer, Browser, Peer, SESSIONS, Script, Stage, get, id_of};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn plan(more: Value) -> Value {
    let mut plan = json!({
        "title": "Portfolio review", "startsAt": "2025-11-20T16:00:00+01:00", "minutes": 45, "timeZone": "Europe/Berlin",
    });
    plan.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    plan
}

async fn scripts(stage: &mut Stage) -> (Script, Script) {
    (
        Script::of(&mut stage.maya).await,
        Script::of(&mut stage.tom).await,
    )
}

async fn planned(stage: &mut Stage, script: &Script) -> String {
    let tom = id_of(&mut stage.tom).await;
    script
        .make(&plan(json!({ "meeting": "mentoring", "with": [tom] })))
        .await
}

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, answer.code())
}

fn refusal(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn what_is_planned_stands_among_the_sessions_of_all_who_are_named() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    let id = planned(&mut stage, &maya).await;
    let listed = tom.get(SESSIONS).await;
    assert_eq!(listed.status, 200, "{}", listed.body);
    let listed = listed.json();
    assert_eq!((&listed["live"], &listed["past"]), (&json!([]), &json!([])));
    assert_eq!(listed["nextBefore"], Value::Null);
    let session = &listed["upcoming"][0];
    assert_eq!(session["id"], id.as_str());
    assert_eq!(session["startsAt"], "2025-11-20T15:00:00Z");
    assert_eq!(session["minutes"], 45);
    assert_eq!(session["timeZone"], "Europe/Berlin");
    assert_eq!(session["state"], "scheduled");
    assert_eq!(session["guests"], false);
    assert_eq!(session["others"][0]["name"], "Maya");
    assert_eq!(session["others"][0]["part"], "mentor");
    let link = session["link"].as_str().unwrap();
    assert_eq!(link, format!("http://{}/join/{id}", stage.app.address));
    let read = tom.get(&format!("{SESSIONS}/{id}")).await.json();
    assert_eq!(&read["session"], session);
}

#[tokio::test]
async fn without_a_time_a_session_begins_at_once() {
    let mut stage = Stage::set().await;
    let (maya, _) = scripts(&mut stage).await;
    let made = maya
        .post(
            SESSIONS,
            &json!({ "title": "Office hour", "kind": "audio" }),
        )
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let session = &made.json()["session"];
    assert_eq!(session["state"], "live");
    assert_eq!(session["beganAt"], "2025-11-20T12:00:00Z");
    assert_eq!(
        (&session["kind"], &session["guests"]),
        (&json!("audio"), &json!(true))
    );
    assert_eq!(session["startsAt"], Value::Null);
    assert_eq!(
        (&session["preset"], &session["door"]),
        (&json!("conversation"), &json!("open"))
    );
    let rules = json!({ "preset": "presentation", "door": "lobby" });
    let ruled = maya.post(SESSIONS, &rules).await.json();
    assert_eq!(ruled["session"]["preset"], "presentation");
    assert_eq!(ruled["session"]["door"], "lobby");
    for (field, value) in [("preset", "interview"), ("door", "lobby")] {
        let answer = maya.post(SESSIONS, &plan(json!({ field: value }))).await;
        assert_eq!(refused(&answer), refusal(422, "time_refused"));
        assert_eq!(answer.json()["details"]["field"], field);
    }
    for field in ["minutes", "with", "weekly", "timeZone", "meeting", "guests"] {
        let value = match field {
            "minutes" => json!(30),
            "with" => json!([]),
            "timeZone" => json!("UTC"),
            "meeting" => json!("open"),
            _ => json!(true),
        };
        let answer = maya.post(SESSIONS, &json!({ field: value })).await;
        assert_eq!(refused(&answer), refusal(422, "time_refused"));
        assert_eq!(answer.json()["details"]["field"], field);
    }
}

#[tokio::test]
async fn what_cannot_be_planned_is_refused() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    for (more, code) in [
        (
            json!({ "startsAt": "2025-11-20T11:59:00Z" }),
            "time_refused",
        ),
        (
            json!({ "startsAt": "2028-11-20T12:00:00Z" }),
            "time_refused",
        ),
        (
            json!({ "startsAt": "2025-11-20T15:00:30Z" }),
            "time_refused",
        ),
        (
            json!({ "startsAt": "2026-10-25T01:30:00Z" }),
            "time_refused",
        ),
        (json!({ "timeZone": "Europe/Atlantis" }), "time_refused"),
        (
            json!({ "minutes": limits::APPOINTMENT_MINUTES.start() - 1 }),
            "time_refused",
        ),
        (
            json!({ "minutes": limits::APPOINTMENT_MINUTES.end() + 1 }),
            "time_refused",
        ),
        (
            json!({ "with": ["019a9f0c-6c00-7c6f-8a51-0d6f3b8d2a12"] }),
            "people_refused",
        ),
        (json!({ "timeZone": "no zone" }), "bad_request"),
    ] {
        let answer = maya.post(SESSIONS, &plan(more.clone())).await;
        assert_eq!(refused(&answer), refusal(422, code), "{more}");
    }
    let interview = tom
        .post(SESSIONS, &plan(json!({ "meeting": "interview" })))
        .await;
    assert_eq!(refused(&interview), refusal(422, "people_refused"));
    for minutes in [
        limits::APPOINTMENT_MINUTES.start(),
        limits::APPOINTMENT_MINUTES.end(),
    ] {
        maya.make(&plan(json!({ "minutes": minutes }))).await;
    }
}

#[tokio::test]
async fn a_change_leaves_what_it_does_not_name() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    let id = planned(&mut stage, &maya).await;
    let path = format!("{SESSIONS}/{id}");
    let before = maya.get(&path).await.json()["session"].clone();
    let changed = tom
        .patch(&path, &json!({ "startsAt": "2025-11-21T15:00:00Z" }))
        .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let after = maya.get(&path).await.json()["session"].clone();
    let mut expected = before;
    expected["startsAt"] = json!("2025-11-21T15:00:00Z");
    assert_eq!(after, expected);
    let alone = maya
        .patch(
            &path,
            &json!({ "with": [], "title": "Alone", "minutes": 30 }),
        )
        .await
        .json();
    assert_eq!(alone["session"]["others"], json!([]));
    assert_eq!(alone["session"]["title"], "Alone");
    assert_eq!(tom.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_change_reaches_those_that_follow_when_it_says_so() {
    let mut stage = Stage::set().await;
    let (maya, _) = scripts(&mut stage).await;
    let id = maya.make(&plan(json!({ "weekly": true }))).await;
    let path = format!("{SESSIONS}/{id}");
    let one = maya
        .patch(&path, &json!({ "minutes": 30, "weekly": false }))
        .await
        .json();
    assert_eq!(one["session"]["weekly"], true, "{one}");
    let all = maya
        .patch(
            &path,
            &json!({ "weekly": false, "reach": "all_that_follow" }),
        )
        .await;
    assert_eq!(all.json()["session"]["weekly"], false, "{}", all.body);
}

#[tokio::test]
async fn what_is_called_off_says_why_and_changes_no_more() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    let id = planned(&mut stage, &maya).await;
    let path = format!("{SESSIONS}/{id}");
    let answer = tom
        .post(&format!("{path}/cancel"), &json!({ "reason": "I am ill." }))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let session = maya.get(&path).await.json()["session"].clone();
    assert_eq!(session["state"], "cancelled");
    assert_eq!(session["cancelReason"], "I am ill.");
    assert_eq!(session["endedAt"], "2025-11-20T12:00:00Z");
    let code = json!({ "sessionId": id });
    for answer in [
        maya.post(&format!("{path}/cancel"), &json!({})).await,
        maya.patch(&path, &json!({ "minutes": 30 })).await,
        maya.post(&format!("{SESSIONS}/generate-live-code"), &code)
            .await,
        maya.post(&format!("{path}/join"), &json!({})).await,
    ] {
        assert_eq!(refused(&answer), refusal(410, "session_ended"));
    }
}

#[tokio::test]
async fn what_has_begun_is_neither_changed_nor_called_off() {
    let mut stage = Stage::set().await;
    let (maya, _) = scripts(&mut stage).await;
    let id = planned(&mut stage, &maya).await;
    let path = format!("{SESSIONS}/{id}");
    let early = maya.post(&format!("{path}/join"), &json!({})).await;
    assert_eq!(refused(&early), refusal(409, "session_not_begun"));
    let code = json!({ "sessionId": id });
    assert_eq!(
        maya.post(&format!("{SESSIONS}/generate-live-code"), &code)
            .await
            .status,
        200
    );
    for answer in [
        maya.post(&format!("{path}/cancel"), &json!({})).await,
        maya.patch(&path, &json!({ "minutes": 30 })).await,
    ] {
        assert_eq!(refused(&answer), refusal(409, "session_begun"));
    }
}

#[tokio::test]
async fn a_session_of_others_is_as_good_as_none() {
    let mut stage = Stage::set().await;
    let (maya, _) = scripts(&mut stage).await;
    let admin = Script::of(&mut stage.admin).await;
    let theirs = planned(&mut stage, &maya).await;
    let none = "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34".to_owned();
    let mut told = Vec::new();
    for id in [theirs, none] {
        let path = format!("{SESSIONS}/{id}");
        let answers = [
            admin.get(&path).await,
            admin.patch(&path, &json!({ "minutes": 30 })).await,
            admin.post(&format!("{path}/cancel"), &json!({})).await,
            admin
                .post(
                    &format!("{SESSIONS}/generate-live-code"),
                    &json!({ "sessionId": id }),
                )
                .await,
        ];
        told.push(answers.map(|answer| (answer.status, answer.body)));
    }
    assert!(told[0].iter().all(|(status, _)| *status == 404), "{told:?}");
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn who_only_joined_sees_a_session_and_does_not_steer_it() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    let id = maya.make(&json!({})).await;
    let path = format!("{SESSIONS}/{id}");
    assert_eq!(tom.get(&path).await.status, 404);
    assert_eq!(
        tom.post(&format!("{path}/join"), &json!({})).await.status,
        200
    );
    assert_eq!(tom.get(&path).await.status, 200);
    let code = json!({ "sessionId": id });
    let answer = tom
        .post(&format!("{SESSIONS}/generate-live-code"), &code)
        .await;
    assert_eq!(refused(&answer), refusal(403, "not_allowed"));
}

#[tokio::test]
async fn a_code_leads_to_its_session_however_it_is_typed_until_the_next_one() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    let id = planned(&mut stage, &maya).await;
    let generate = format!("{SESSIONS}/generate-live-code");
    let asked = json!({ "sessionId": id });
    let first = maya.post(&generate, &asked).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let first = first.json();
    assert_eq!(first["sessionId"], id.as_str());
    assert_eq!(first["expiresAt"], "2025-11-20T13:00:00Z");
    let address = stage.app.address;
    let find = async |code: &str| {
        let code = code.replace(' ', "%20");
        get(address, &format!("{SESSIONS}/validate-live-code/{code}")).await
    };
    let code = first["code"].as_str().unwrap();
    let sloppy = code
        .to_lowercase()
        .replace('-', " ")
        .replace('0', "o")
        .replace('1', "l");
    for typed in [code, &sloppy] {
        let found = find(typed).await;
        assert_eq!(found.status, 200, "{}", found.body);
        let found = found.json();
        assert_eq!(found["sessionId"], id.as_str());
        assert_eq!(found["link"], first["link"]);
        assert_eq!(found["expiresAt"], first["expiresAt"]);
        assert_eq!(found.as_object().unwrap().len(), 3);
    }
    let second = tom.post(&generate, &asked).await.json();
    let second = second["code"].as_str().unwrap();
    let taken_back = find(code).await;
    let wrong = find("00000000").await;
    let no_code = find(&id).await;
    stage.app.clock.advance(HOUR);
    let over = find(second).await;
    for answer in [&taken_back, &wrong, &no_code, &over] {
        assert_eq!(refused(answer), refusal(404, "session_not_found"));
        assert_eq!(answer.body, over.body);
    }
}

#[tokio::test]
async fn a_code_of_a_session_that_is_over_leads_nowhere() {
    let mut stage = Stage::set().await;
    let (maya, _) = scripts(&mut stage).await;
    let id = planned(&mut stage, &maya).await;
    let made = maya
        .post(
            &format!("{SESSIONS}/generate-live-code"),
            &json!({ "sessionId": id }),
        )
        .await
        .json();
    stage.maya.join(id.parse().unwrap(), "").await;
    assert_eq!(stage.maya.end(id.parse().unwrap()).await.status, 200);
    let code = made["code"].as_str().unwrap();
    let answer = get(
        stage.app.address,
        &format!("{SESSIONS}/validate-live-code/{code}"),
    )
    .await;
    assert_eq!(refused(&answer), refusal(404, "session_not_found"));
}

#[tokio::test]
async fn a_seat_opens_the_socket_and_replaces_the_ticket_before() {
    let mut stage = Stage::set().await;
    let (maya, tom) = scripts(&mut stage).await;
    let id = maya.make(&json!({ "title": "Office hour" })).await;
    let path = format!("{SESSIONS}/{id}/join");
    let answer = tom.post(&path, &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let seat = answer.json();
    assert_eq!(seat["name"], "Tom");
    assert_eq!(seat["role"], "collaborator");
    assert_eq!(seat["expiresAt"], "2025-11-20T20:00:00Z");
    let socket = seat["socket"].as_str().unwrap();
    let (server, socket_path) = socket
        .strip_prefix("ws://")
        .unwrap()
        .split_once('/')
        .unwrap();
    assert_eq!(server, stage.app.address.to_string());
    let cookie = seat["cookie"].as_str().unwrap();
    assert!(answer.header("set-cookie").unwrap().starts_with(cookie));
    let socket_path = format!("/{socket_path}");
    let mut peer = Peer::open(stage.app.address, &socket_path, cookie, None)
        .await
        .unwrap();
    peer.hello(1, None).await;
    assert_eq!(json!(peer.entered().await.me.id), seat["participantId"]);

    let again = tom.post(&path, &json!({})).await.json();
    assert_eq!(again["participantId"], seat["participantId"]);
    assert_ne!(again["cookie"], seat["cookie"]);
    let host = maya.post(&path, &json!({})).await.json();
    assert_eq!(host["role"], "host");
}

#[tokio::test]
async fn the_past_comes_in_pages_with_nothing_twice_and_nothing_left_out() {
    let mut stage = Stage::set().await;
    let (maya, _) = scripts(&mut stage).await;
    let pages = limits::SESSIONS_PAGE as usize;
    for _ in 0..=pages {
        let id = create_and_end(&stage, &mut stage.maya.clone()).await;
        assert!(!id.is_empty());
        stage
            .app
            .clock
            .advance(Duration::from_millis(6_001) + Duration::from_micros(7));
    }
    let first = maya.get(SESSIONS).await.json();
    let past = first["past"].as_array().unwrap();
    assert_eq!(past.len(), pages);
    let before = first["nextBefore"].as_str().unwrap();
    assert_eq!(before, past[pages - 1]["endedAt"]);
    let second = maya
        .get(&format!("{SESSIONS}?before={before}"))
        .await
        .json();
    assert_eq!(second["past"].as_array().unwrap().len(), 1);
    assert_eq!(second["nextBefore"], Value::Null);
    assert_ne!(second["past"][0]["id"], past[pages - 1]["id"]);
}

async fn create_and_end(stage: &Stage, browser: &mut Browser) -> String {
    let id = browser.create("Over", "").await;
    let ended = browser.end(id).await;
    assert_eq!(ended.status, 200, "{} {}", stage.app.address, ended.body);
    id.to_string()
}
