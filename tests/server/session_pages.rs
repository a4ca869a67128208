//! The pages of sessions, as the server draws them: by whose clock, for whom, and what becomes of a form.

use std::time::Duration;

use crate::support::{Browser, Stage, form};

const MINUTE: Duration = Duration::from_secs(60);

/// Somebody moves to another time zone.
async fn live_in(browser: &mut Browser, zone: &str) {
    let name = browser.account().await["name"].as_str().unwrap().to_owned();
    let profile = format!("name={name}&time_zone={zone}&language=en");
    let answer = browser.call("change_profile", &profile).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn everybody_reads_the_list_by_their_own_clock() {
    let mut stage = Stage::set().await;
    live_in(&mut stage.tom, "Asia/Kathmandu").await;
    let id = stage.arrange("starts=2025-11-20T18:30").await;
    let page = stage.maya.get("/sessions").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Today, 18:30"), "{}", page.body);
    assert!(page.body.contains("1 hour"));
    let page = stage.tom.get("/sessions").await;
    assert!(page.body.contains("Tomorrow, 00:15"), "{}", page.body);
    let page = stage.tom.get(&format!("/sessions/{id}")).await;
    assert!(page.body.contains("Tomorrow, 00:15"), "{}", page.body);
}

#[tokio::test]
async fn how_soon_it_is_follows_the_clock() {
    let mut stage = Stage::set().await;
    stage.arrange("").await;
    stage.app.clock.advance(160 * MINUTE);
    let page = stage.maya.get("/sessions").await;
    assert!(page.body.contains("in 20 minutes"), "{}", page.body);
    stage.app.clock.advance(25 * MINUTE);
    let page = stage.maya.get("/sessions").await;
    assert!(page.body.contains("5 minutes late"), "{}", page.body);
}

#[tokio::test]
async fn no_form_to_change_a_session_leaves_out_people_who_could_not_be_asked_for() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let refused = loop {
        let answer = stage.maya.call("my_people", "").await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!(refused.code(), "too_fast");
    let wait = refused.json()["retryAfter"].as_u64().expect("it says when");
    // Enough for one question: the session is known, the people are not.
    stage.app.clock.advance(Duration::from_millis(wait));
    let page = stage.maya.get(&format!("/sessions/{id}/edit")).await;
    assert_eq!(page.status, 429);
    assert!(!page.body.contains("change_session"), "{}", page.body);
}

#[tokio::test]
async fn a_page_that_is_opened_too_often_says_so_by_its_status() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    while stage.maya.call("my_people", "").await.status == 200 {}
    for path in [
        format!("/join/{id}"),
        format!("/sessions/{id}"),
        format!("/sessions/{id}/edit"),
        format!("/sessions/{id}/start"),
        format!("/sessions/{id}/cancel"),
        "/sessions".to_owned(),
        "/sessions/new".to_owned(),
        "/account".to_owned(),
    ] {
        assert_eq!(stage.maya.get(&path).await.status, 429, "{path}");
    }
    assert_eq!(stage.admin.get("/admin").await.status, 429);
    assert_eq!(stage.app.browser().get("/signup").await.status, 429);
}

#[tokio::test]
async fn a_guest_signs_in_first_and_comes_back() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let mut guest = stage.app.browser();
    for path in [
        "/sessions",
        "/sessions/new",
        &format!("/sessions/{id}/edit"),
    ] {
        let answer = guest
            .send("GET", path, &[("Accept", "text/html,*/*")], "")
            .await;
        assert_eq!(answer.status, 302, "{path}");
        let wanted = format!("/signin?next={}", path.replace('/', "%2F"));
        assert_eq!(answer.header("location"), Some(wanted.as_str()));
    }
}

#[tokio::test]
async fn what_belongs_to_others_is_not_there_and_what_is_settled_stays() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    for page in ["", "/edit", "/cancel", "/start"] {
        let path = format!("/sessions/{id}{page}");
        assert_eq!(stage.admin.get(&path).await.status, 404, "{path}");
        assert_eq!(stage.tom.get(&path).await.status, 200, "{path}");
    }
    stage.start(id).await;
    for page in ["/edit", "/cancel"] {
        let path = format!("/sessions/{id}{page}");
        assert_eq!(stage.tom.get(&path).await.status, 409, "{path}");
    }
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed() {
    let mut stage = Stage::set().await;
    let past = form("starts=2025-11-19T15:00&guests=true&minutes=45");
    let answer = stage
        .maya
        .submit("schedule_session", "/sessions/new", &past)
        .await;
    assert_eq!(answer.status, 302);
    let back = answer.header("location").unwrap().to_owned();
    let page = stage.maya.get(back.split('#').next().unwrap()).await;
    assert!(page.body.contains("Choose a time to come"), "{}", page.body);
    assert!(page.body.contains("Portfolio review"));
    assert!(page.body.contains("2025-11-19T15:00"));
    let id = stage.arrange("").await;
    let answer = stage
        .tom
        .submit("cancel_session", "/", &format!("id={id}&reason=ill"))
        .await;
    assert_eq!(answer.header("location"), Some("/sessions"));
    let page = stage.maya.get(&format!("/sessions/{id}")).await;
    assert!(
        page.body.contains("It was called off: ill"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn without_the_program_a_session_is_begun_and_its_code_shown_once() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let page = format!("/sessions/{id}/start");
    let led = stage
        .maya
        .submit("start_live", &page, &format!("id={id}"))
        .await;
    assert_eq!(led.header("location"), Some(page.as_str()));
    let shown = stage.maya.get(&page).await;
    let spelt = shown.body.split_once("aria-label=\"Code: ").unwrap().1;
    let code: String = spelt
        .chars()
        .take_while(|letter| *letter != '"')
        .filter(|letter| !letter.is_whitespace())
        .collect();
    assert_eq!(code.len(), 8, "{code}");
    let again = stage.maya.get(&page).await;
    assert!(!again.body.contains("aria-label=\"Code: "));
    let mut guest = stage.app.browser();
    let found = guest.call("find_session", &format!("input={code}")).await;
    assert_eq!(found.json()["id"], id.to_string(), "{}", found.body);

    // Whose session it is not is told on the page, and gets none.
    let led = stage
        .admin
        .submit("start_live", &page, &format!("id={id}"))
        .await;
    let refused = format!("{page}?form=start&why=not_allowed");
    assert_eq!(led.header("location"), Some(refused.as_str()));
    assert_eq!(stage.admin.get(&refused).await.status, 404);
}

#[tokio::test]
async fn a_guest_who_may_begin_nothing_is_told_before_the_form() {
    let mut stage = Stage::set().await;
    let mut guest = stage.app.browser();
    let page = guest.get("/new").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("create_session"));
    stage
        .admin
        .call("change_site_settings", "sign_up=by_invitation")
        .await;
    let page = guest.get("/new").await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("Sign in to begin a session"));
    assert!(page.body.contains("/signin?next=%2Fnew"));
    assert!(!page.body.contains("create_session"));
    assert_eq!(stage.tom.get("/new").await.status, 200);
}

#[tokio::test]
async fn the_link_of_what_is_to_be_names_all_and_says_when_by_the_readers_clock() {
    let mut stage = Stage::set().await;
    live_in(&mut stage.tom, "Asia/Kathmandu").await;
    let id = stage.arrange("").await;
    let path = format!("/join/{id}");
    let page = stage.app.browser().get(&path).await;
    for part in [
        "Maya planned this session with Tom.",
        "It begins: Today, 15:00, by the clock in UTC.",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let page = stage.tom.get(&path).await;
    assert!(page.body.contains("It begins: Today, 20:45."));
}
