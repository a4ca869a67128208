//! Appointments: who may make them, what they look like to each, and how they repeat.

use std::time::Duration;

use serde_json::json;
use visavis::domain::{ids::SessionId, limits};

use crate::support::{Browser, Stage, TODAY, arrange, form, id_of, list, sessions, times};

const HOUR: Duration = Duration::from_secs(60 * 60);
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

async fn refused(browser: &mut Browser, more: &str) -> String {
    browser.call("schedule_session", &form(more)).await.code()
}

async fn change(browser: &mut Browser, id: SessionId, more: &str) -> crate::support::Answer {
    browser
        .call("change_session", &form(&format!("id={id}&{more}")))
        .await
}

async fn cancel(browser: &mut Browser, id: SessionId, more: &str) -> crate::support::Answer {
    browser
        .call("cancel_session", &format!("id={id}&{more}"))
        .await
}

fn id_in(card: &serde_json::Value) -> SessionId {
    serde_json::from_value(card["id"].clone()).unwrap()
}

#[tokio::test]
async fn an_appointment_stands_in_the_lists_of_its_people_and_of_nobody_else() {
    let mut stage = Stage::set().await;
    stage.arrange("guests=true").await;
    for (browser, other, part) in [
        (&mut stage.maya, "Tom", "learner"),
        (&mut stage.tom, "Maya", "mentor"),
    ] {
        let upcoming = list(browser, "upcoming").await;
        assert_eq!(upcoming.len(), 1);
        let card = &upcoming[0];
        assert_eq!(card["title"], "Portfolio review");
        assert_eq!(card["meeting"], "mentoring");
        assert_eq!(card["guests"], true);
        assert_eq!(card["state"]["state"], "scheduled");
        assert_eq!(card["plan"]["minutes"], 60);
        assert_eq!(card["plan"]["weekly"], false);
        assert_eq!(card["others"].as_array().unwrap().len(), 1);
        assert_eq!(card["others"][0]["name"], other);
        assert_eq!(card["others"][0]["part"], part);
    }
    let of_admin = sessions(&mut stage.admin).await;
    assert_eq!(of_admin["upcoming"], json!([]));
    let stranger = stage.app.browser().call("my_sessions", "").await;
    assert_eq!(stranger.code(), "not_signed_in");
}

#[tokio::test]
async fn a_plain_form_makes_an_appointment_too() {
    let mut stage = Stage::set().await;
    let answer = stage
        .maya
        .submit("schedule_session", "/sessions", &form("weekly=true"))
        .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, Some("/sessions"))
    );
    assert_eq!(list(&mut stage.maya, "upcoming").await.len(), 1);
}

#[tokio::test]
async fn only_whoever_is_signed_in_arranges_something() {
    let stage = Stage::set().await;
    assert_eq!(refused(&mut stage.app.browser(), "").await, "not_signed_in");
}

#[tokio::test]
async fn nothing_is_arranged_or_begun_by_another_site() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let asked = format!("id={id}");
    let (new, moved) = (form(""), form(&asked));
    for (function, body) in [
        ("schedule_session", &new),
        ("change_session", &moved),
        ("cancel_session", &asked),
        ("start_live", &asked),
        ("calendar_feed", &asked),
    ] {
        let path = format!("/api/{function}");
        for headers in [
            [("Origin", "https://evil.example")],
            [("Sec-Fetch-Site", "cross-site")],
        ] {
            let answer = stage.maya.send("POST", &path, &headers, body).await;
            assert_eq!(answer.status, 403, "{function}");
        }
        let silent = stage.maya.send("POST", &path, &[], body).await;
        assert_eq!(
            silent.status, 403,
            "{function} without a word of where it comes from"
        );
        assert_ne!(stage.maya.get(&format!("{path}?{body}")).await.status, 200);
    }
    let upcoming = list(&mut stage.tom, "upcoming").await;
    assert_eq!(upcoming.len(), 1);
    assert_eq!(upcoming[0]["title"], "Portfolio review");
}

#[tokio::test]
async fn an_appointment_is_at_a_time_to_come_and_not_too_long() {
    let mut stage = Stage::set().await;
    for wrong in [
        format!("starts={TODAY}T11:59"),
        "starts=2029-01-01T10:00".to_owned(),
        "starts=2026-02-30T10:00".to_owned(),
        "starts=tomorrow".to_owned(),
        "minutes=4".to_owned(),
        "minutes=481".to_owned(),
        "time_zone=Europe/Atlantis".to_owned(),
        // Noon in Kathmandu is long past when it is noon in UTC.
        format!("starts={TODAY}T12:00&time_zone=Asia/Kathmandu"),
    ] {
        assert_eq!(
            refused(&mut stage.maya, &wrong).await,
            "time_refused",
            "{wrong}"
        );
    }
    arrange(&mut stage.maya, &format!("starts={TODAY}T12:00")).await;
}

#[tokio::test]
async fn an_interview_is_between_an_admin_and_a_mentor() {
    let mut stage = Stage::set().await;
    let (maya, tom) = (id_of(&mut stage.maya).await, id_of(&mut stage.tom).await);
    for (browser, with) in [
        (&mut stage.admin, format!("with[]={tom}")),
        (&mut stage.tom, format!("with[]={maya}")),
    ] {
        let more = format!("meeting=interview&{with}");
        assert_eq!(refused(browser, &more).await, "people_refused");
    }
    assert_eq!(
        refused(&mut stage.admin, "meeting=interview").await,
        "people_refused"
    );
    arrange(
        &mut stage.admin,
        &format!("meeting=interview&with[]={maya}"),
    )
    .await;
    let card = &list(&mut stage.maya, "upcoming").await[0];
    assert_eq!(card["others"][0]["part"], "interviewer");
}

#[tokio::test]
async fn nobody_is_asked_who_cannot_come() {
    let mut stage = Stage::set().await;
    let tom = id_of(&mut stage.tom).await;
    let unknown = "019aa1b2-0000-7000-8000-000000000001";
    assert_eq!(
        refused(&mut stage.maya, &format!("with[]={unknown}")).await,
        "people_refused"
    );
    let people = stage.maya.call("my_people", "").await.json();
    let names: Vec<&str> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Ada", "Tom"]);
    stage
        .admin
        .call("change_person", &format!("id={tom}&change=disable"))
        .await;
    assert_eq!(
        refused(&mut stage.maya, &format!("with[]={tom}")).await,
        "people_refused"
    );
    let people = stage.maya.call("my_people", "").await.json();
    assert_eq!(people.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn before_it_begins_its_page_says_when_and_nobody_goes_in() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("guests=true").await;
    let view = stage.maya.view(id).await;
    assert_eq!(view["state"], "scheduled");
    assert_eq!(view["hostName"], "Maya");
    assert_eq!(view["mayStart"], true);
    let mut stranger = stage.app.browser();
    assert_eq!(stranger.view(id).await["mayStart"], false);
    assert_eq!(stranger.join(id, "Guest").await.code(), "session_not_begun");
    assert_eq!(
        stage.maya.join(id, "").await.code(),
        "session_not_begun",
        "not even its maker"
    );
    let link = format!("input=http://meet.example/join/{id}");
    assert_eq!(stranger.call("find_session", &link).await.status, 200);
    assert_eq!(stranger.get(&format!("/join/{id}")).await.status, 200);
}

#[tokio::test]
async fn an_appointment_is_changed_by_its_people() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let maya = id_of(&mut stage.maya).await;
    let moved = format!("with[]={maya}&title=Talk&starts={TODAY}T16:30&minutes=30");
    assert_eq!(
        change(&mut stage.admin, id, &moved).await.code(),
        "not_allowed"
    );
    assert_eq!(change(&mut stage.tom, id, &moved).await.status, 200);
    let card = &list(&mut stage.maya, "upcoming").await[0];
    assert_eq!(
        (&card["title"], &card["plan"]["minutes"]),
        (&json!("Talk"), &json!(30))
    );
    assert_eq!(
        times(&mut stage.maya, "upcoming").await,
        [format!("{TODAY}T16:30")]
    );

    // Whoever made it stays in it; whoever is named no more is out of it.
    assert_eq!(change(&mut stage.maya, id, "").await.status, 200);
    assert_eq!(sessions(&mut stage.tom).await["upcoming"], json!([]));
    assert_eq!(
        change(&mut stage.tom, id, &moved).await.code(),
        "not_allowed"
    );
    stage.start(id).await;
    assert_eq!(
        change(&mut stage.maya, id, "").await.code(),
        "session_begun"
    );
    assert_eq!(
        cancel(&mut stage.maya, id, "").await.code(),
        "session_begun"
    );
}

#[tokio::test]
async fn an_appointment_is_called_off_with_a_reason() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    assert_eq!(cancel(&mut stage.admin, id, "").await.code(), "not_allowed");
    assert_eq!(
        cancel(&mut stage.tom, id, "reason=I+am+ill%0A")
            .await
            .status,
        200
    );
    let card = &list(&mut stage.maya, "past").await[0];
    assert_eq!(card["state"]["state"], "cancelled");
    assert_eq!(card["state"]["reason"], "I am ill");
    let mut stranger = stage.app.browser();
    assert_eq!(stranger.view(id).await["state"], "cancelled");
    assert_eq!(stranger.get(&format!("/join/{id}")).await.status, 410);
    let link = format!("input={id}");
    assert_eq!(
        stranger.call("find_session", &link).await.code(),
        "session_not_found"
    );
    let start = stage.maya.call("start_live", &format!("id={id}")).await;
    assert_eq!(start.code(), "session_ended");
    assert_eq!(cancel(&mut stage.tom, id, "").await.code(), "session_ended");
}

#[tokio::test]
async fn what_nobody_begins_is_missed_twelve_hours_after_its_end() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    // It ends at 16:00, and it is noon.
    stage
        .app
        .pass_and_expire(16 * HOUR - Duration::from_secs(1))
        .await;
    assert_eq!(list(&mut stage.maya, "upcoming").await.len(), 1);
    stage.app.pass_and_expire(Duration::from_secs(1)).await;
    let card = &list(&mut stage.maya, "past").await[0];
    assert_eq!(card["state"]["reason"], "missed");
    assert!(card["state"]["beganAt"].is_null());
    let start = stage.maya.call("start_live", &format!("id={id}")).await;
    assert_eq!(start.code(), "session_ended");
    let view = stage.maya.view(id).await;
    assert_eq!(
        (&view["reason"], &view["summary"]),
        (&json!("missed"), &json!(null))
    );
}

#[tokio::test]
async fn the_longest_life_counts_from_the_beginning_and_not_from_the_making() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.app.pass_and_expire(10 * HOUR).await;
    stage.start(id).await;
    let mut maya = stage.maya.clone();
    maya.join(id, "").await;
    let mut peer = maya.open(id).await;
    peer.hello(1, None).await;
    let info = peer.entered().await;
    assert_eq!(info.expires_at, info.started_at.plus(limits::MAX_SESSION));
    stage
        .app
        .pass_and_expire(limits::MAX_SESSION - Duration::from_secs(1))
        .await;
    assert_eq!(stage.maya.view(id).await["state"], "open");
    stage.app.pass_and_expire(Duration::from_secs(1)).await;
    let view = stage.maya.view(id).await;
    assert_eq!(view["reason"], "time_limit");
    assert_eq!(view["summary"]["minutes"], 8 * 60);
}

#[tokio::test]
async fn what_repeats_has_its_next_one_as_soon_as_one_begins_ends_or_is_called_off() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("weekly=true").await;
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-11-20T15:00"]
    );
    stage.start(id).await;
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-11-27T15:00"]
    );
    let next = list(&mut stage.tom, "upcoming").await;
    assert_eq!(next[0]["others"][0]["name"], "Maya");
    assert_eq!(next[0]["plan"]["weekly"], true);
    assert_ne!(id_in(&next[0]), id);
    // Its end makes no second one.
    stage.maya.join(id, "").await;
    stage.maya.end(id).await;
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-11-27T15:00"]
    );

    let next = id_in(&next[0]);
    cancel(&mut stage.tom, next, "reach=this_one").await;
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-12-04T15:00"]
    );

    // One whose time goes by is followed at its end, long before it counts as missed.
    stage.app.pass_and_expire(2 * WEEK + 4 * HOUR).await;
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-12-04T15:00", "2025-12-11T15:00"]
    );
    stage.app.pass_and_expire(12 * HOUR).await;
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-12-11T15:00"]
    );
}

#[tokio::test]
async fn weeks_that_went_by_while_the_server_was_off_are_left_out() {
    let mut stage = Stage::set().await;
    stage.arrange("weekly=true").await;
    stage.app.pass_and_expire(4 * WEEK).await;
    assert_eq!(
        times(&mut stage.maya, "upcoming").await,
        ["2025-12-18T15:00"]
    );
    assert_eq!(times(&mut stage.maya, "past").await, ["2025-11-20T15:00"]);
}

#[tokio::test]
async fn what_repeats_keeps_its_time_on_the_planners_clock_over_daylight_saving() {
    for (zone, starts, expected) in [
        (
            "Europe/Berlin",
            "2026-03-22T18:00",
            ["2026-03-22T17:00", "2026-03-29T16:00"],
        ),
        (
            "America/New_York",
            "2026-10-25T09:00",
            ["2026-10-25T13:00", "2026-11-01T14:00"],
        ),
        // In the hour that is left out the clock has gone on; a week later it shows the old time again.
        (
            "Europe/Berlin",
            "2026-03-29T02:30",
            ["2026-03-29T01:30", "2026-04-05T00:30"],
        ),
    ] {
        let mut stage = Stage::set().await;
        let more = format!("weekly=true&time_zone={zone}&starts={starts}");
        let id = stage.arrange(&more).await;
        let mut seen = times(&mut stage.tom, "upcoming").await;
        cancel(&mut stage.maya, id, "").await;
        seen.extend(times(&mut stage.tom, "upcoming").await);
        assert_eq!(seen, expected, "{zone}");
    }
}

#[tokio::test]
async fn moving_one_of_those_that_repeat_leaves_the_others_where_they_are() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("weekly=true").await;
    let tom = id_of(&mut stage.tom).await;
    let more = format!("with[]={tom}&title=Elsewhere&starts=2025-11-21T09:00&reach=this_one");
    assert_eq!(change(&mut stage.maya, id, &more).await.status, 200);
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-11-21T09:00"]
    );
    stage.start(id).await;
    let next = &list(&mut stage.tom, "upcoming").await[0];
    assert_eq!(next["title"], "Portfolio review");
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-11-27T15:00"]
    );
}

#[tokio::test]
async fn moving_all_that_follow_moves_what_stands_already_and_what_is_made_later() {
    let mut stage = Stage::set().await;
    let first = stage.arrange("weekly=true").await;
    let tom = id_of(&mut stage.tom).await;
    // Called off and made again: two stand side by side when the first is begun late.
    stage.start(first).await;
    let second = id_in(&list(&mut stage.maya, "upcoming").await[0]);
    let more = format!(
        "with[]={tom}&title=Later&starts=2025-11-28T10:00&weekly=true&reach=all_that_follow"
    );
    assert_eq!(change(&mut stage.maya, second, &more).await.status, 200);
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-11-28T10:00"]
    );
    cancel(&mut stage.maya, second, "").await;
    let third = &list(&mut stage.tom, "upcoming").await[0];
    assert_eq!(third["title"], "Later");
    assert_eq!(
        times(&mut stage.tom, "upcoming").await,
        ["2025-12-05T10:00"]
    );
}

#[tokio::test]
async fn calling_off_all_that_follow_ends_the_series() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("weekly=true").await;
    assert_eq!(
        cancel(&mut stage.maya, id, "reach=all_that_follow")
            .await
            .status,
        200
    );
    assert_eq!(sessions(&mut stage.tom).await["upcoming"], json!([]));
    stage.app.pass_and_expire(2 * WEEK).await;
    assert_eq!(sessions(&mut stage.tom).await["upcoming"], json!([]));
}

#[tokio::test]
async fn an_appointment_begins_to_repeat_and_stops_again() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let tom = id_of(&mut stage.tom).await;
    change(&mut stage.maya, id, &format!("with[]={tom}&weekly=true")).await;
    stage.start(id).await;
    let next = id_in(&list(&mut stage.tom, "upcoming").await[0]);
    let stop = format!("with[]={tom}&starts=2025-11-27T15:00&reach=all_that_follow");
    assert_eq!(change(&mut stage.maya, next, &stop).await.status, 200);
    assert_eq!(
        list(&mut stage.tom, "upcoming").await[0]["plan"]["weekly"],
        false
    );
    stage.app.pass_and_expire(3 * WEEK).await;
    assert_eq!(sessions(&mut stage.tom).await["upcoming"], json!([]));
}
