//! Partners without an account: how they are asked in, what their link is good for, and what they have then.

use std::time::Duration;

use crate::support::{Answer, Browser, PASSWORD, Stage, arrange, form, list};

const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Opens a page, as a browser does that is asked for one.
async fn open(browser: &mut Browser, path: &str) -> Answer {
    browser
        .send("GET", path, &[("Accept", "text/html,*/*")], "")
        .await
}

/// What stands in the link of `text`.
fn secret(text: &str) -> String {
    let secret = text.split_once("/signup?invitation=").unwrap().1;
    secret[..64].to_owned()
}

/// Maya asks Noor into the session `id`; gives what stands in the link.
async fn ask(maya: &mut Browser, id: impl std::fmt::Display, more: &str) -> String {
    let form = format!("id={id}&name=Noor{more}");
    let answer = maya.call("invite_partner", &form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    secret(answer.json()["link"].as_str().unwrap())
}

/// The names of those who are invited to the first of the upcoming sessions.
async fn invited(browser: &mut Browser) -> Vec<String> {
    let upcoming = list(browser, "upcoming").await;
    serde_json::from_value(upcoming[0]["invited"].clone()).unwrap()
}

fn others(card: &serde_json::Value) -> Vec<&str> {
    let others = card["others"].as_array().unwrap().iter();
    others.map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_partner_is_planned_with_and_has_the_session_once_they_sign_up() {
    let mut stage = Stage::set().await;
    let planned = form("newcomer=Noor");
    let led = stage
        .maya
        .submit("schedule_session", "/sessions/new", &planned)
        .await;
    let page = led.header("location").unwrap().to_owned();
    assert!(page.starts_with("/sessions/"), "{page}");
    let shown = open(&mut stage.maya, &page).await;
    assert!(shown.body.contains("Send Noor this link"));
    let secret = secret(&shown.body);
    let again = open(&mut stage.maya, &page).await;
    assert!(!again.body.contains(&secret), "it is shown once");
    assert!(again.body.contains("Noor"), "and who is invited stays");
    assert_eq!(invited(&mut stage.maya).await, ["Noor"]);
    let list_page = open(&mut stage.maya, "/sessions").await;
    assert!(list_page.body.contains("with Noor (invited)"));

    let mut noor = stage.app.browser();
    let path = format!("/signup?invitation={secret}");
    let offer = open(&mut noor, &path).await;
    for part in [
        "Maya invites you to “Portfolio review”",
        "It begins: Today, 15:00, by the clock in UTC.",
        "value=\"Noor\"",
    ] {
        assert!(offer.body.contains(part), "{part}");
    }
    let who = format!("email=noor@example.org&name=Noor&password={PASSWORD}&invitation={secret}");
    let led = noor.submit("sign_up", &path, &who).await;
    assert_eq!(led.header("location"), Some(page.as_str()));
    assert_eq!(noor.account().await["role"], "learner");
    let upcoming = list(&mut noor, "upcoming").await;
    assert_eq!(others(&upcoming[0]), ["Maya"]);
    assert_eq!(invited(&mut stage.maya).await, Vec::<String>::new());
    let upcoming = list(&mut stage.maya, "upcoming").await;
    assert_eq!(others(&upcoming[0]), ["Noor"]);
    let late = stage
        .app
        .browser()
        .sign_up("Eve", &format!("&invitation={secret}"))
        .await;
    assert_eq!(late.code(), "invitation_invalid", "it is good once");
}

#[tokio::test]
async fn a_partner_has_what_follows_every_week_and_what_is_live_already() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("weekly=true").await;
    let secret = ask(&mut stage.maya, id, "").await;
    stage.start(id).await;
    assert_eq!(
        invited(&mut stage.maya).await,
        ["Noor"],
        "the next week says it too"
    );
    let mut noor = stage.app.browser();
    let more = format!("&invitation={secret}");
    assert_eq!(noor.sign_up("Noor", &more).await.status, 200);
    assert_eq!(list(&mut noor, "live").await.len(), 1);
    assert_eq!(list(&mut noor, "upcoming").await.len(), 1);
    // And what is made later.
    stage.app.pass_and_expire(WEEK + WEEK / 2).await;
    assert_eq!(list(&mut noor, "upcoming").await.len(), 1);
}

#[tokio::test]
async fn who_has_an_account_takes_part_by_the_link_and_whose_appointment_it_is_leaves_it_good() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    let secret = ask(&mut stage.maya, id, "").await;
    let path = format!("/signup?invitation={secret}");
    let form = format!("invitation={secret}");
    let mine = stage.maya.call("accept_invitation", &form).await;
    assert_eq!(mine.status, 200, "{}", mine.body);
    assert_eq!(invited(&mut stage.maya).await, ["Noor"]);

    let page = open(&mut stage.tom, &path).await;
    assert!(page.body.contains("Take part as Tom"));
    assert!(list(&mut stage.tom, "upcoming").await.is_empty());
    let led = stage.tom.submit("accept_invitation", &path, &form).await;
    let own = format!("/sessions/{id}");
    assert_eq!(led.header("location"), Some(own.as_str()));
    let upcoming = list(&mut stage.tom, "upcoming").await;
    assert_eq!(others(&upcoming[0]), ["Maya"]);
    let refused = stage.admin.call("accept_invitation", &form).await;
    assert_eq!(refused.code(), "invitation_invalid");
    let stranger = stage.app.browser().call("accept_invitation", &form).await;
    assert_eq!(stranger.code(), "not_signed_in");
}

#[tokio::test]
async fn who_has_an_account_takes_part_by_the_link_also_where_nobody_signs_up_any_more() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    let secret = ask(&mut stage.maya, id, "").await;
    let settings = "sign_up=closed&guests_may_begin=true";
    stage.admin.call("change_site_settings", settings).await;
    let path = format!("/signup?invitation={secret}");
    let mut stranger = stage.app.browser();
    let closed = open(&mut stranger, &path).await;
    assert_eq!(closed.status, 403);
    assert!(!closed.body.contains("Take part"));

    let page = open(&mut stage.tom, &path).await;
    assert!(page.body.contains("Take part as Tom"), "{}", page.body);
    let form = format!("invitation={secret}");
    let led = stage.tom.submit("accept_invitation", &path, &form).await;
    let own = format!("/sessions/{id}");
    assert_eq!(led.header("location"), Some(own.as_str()));
    // Used up, it says so, and leads nobody who is signed in away without a word.
    let over = open(&mut stage.tom, &path).await;
    assert_eq!(over.status, 403);
    assert!(over.body.contains("This invitation doesn’t work any more"));
}

#[tokio::test]
async fn a_link_is_made_anew_and_taken_back() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    let first = ask(&mut stage.maya, id, "").await;
    let story = stage.maya.call("my_session", &format!("id={id}")).await;
    let invitation = story.json()["invited"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = format!("id={id}&invitation={invitation}");
    for function in ["renew_partner_link", "withdraw_partner"] {
        let stranger = stage.admin.call(function, &form).await;
        assert_eq!(stranger.code(), "not_allowed", "{function}");
    }
    let renewed = stage.maya.call("renew_partner_link", &form).await.json();
    let second = secret(renewed["link"].as_str().unwrap());
    let view = async |browser: &mut Browser, secret: &str| {
        let form = format!("invitation={secret}");
        browser.call("view_sign_up", &form).await.json()["state"].clone()
    };
    let mut noor = stage.app.browser();
    assert_eq!(view(&mut noor, &first).await, "not_invited");
    assert_eq!(view(&mut noor, &second).await, "invited");

    let led = stage
        .maya
        .submit("withdraw_partner", &format!("/sessions/{id}"), &form)
        .await;
    let back = format!("/sessions/{id}?done=invite#invite");
    assert_eq!(led.header("location"), Some(back.as_str()));
    assert_eq!(view(&mut noor, &second).await, "not_invited");
    assert_eq!(invited(&mut stage.maya).await, Vec::<String>::new());
    let again = stage.maya.call("renew_partner_link", &form).await;
    assert_eq!(again.code(), "invitation_invalid");
}

#[tokio::test]
async fn a_link_lasts_until_the_appointment_is_over_and_a_week_at_least() {
    let mut stage = Stage::set().await;
    let far = arrange(&mut stage.maya, "starts=2025-12-20T15:00").await;
    let near = arrange(&mut stage.maya, "").await;
    let (far, near) = (
        ask(&mut stage.maya, far, "").await,
        ask(&mut stage.maya, near, "").await,
    );
    stage
        .app
        .pass_and_expire(WEEK - Duration::from_secs(1))
        .await;
    let mut noor = stage.app.browser();
    let view = async |browser: &mut Browser, secret: &str| {
        let form = format!("invitation={secret}");
        browser.call("view_sign_up", &form).await.json()["state"].clone()
    };
    assert_eq!(view(&mut noor, &near).await, "invited");
    stage.app.clock.advance(Duration::from_secs(1));
    assert_eq!(view(&mut noor, &near).await, "not_invited");
    assert_eq!(view(&mut noor, &far).await, "invited");
}

#[tokio::test]
async fn who_comes_too_late_has_an_account_and_no_session() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    let secret = ask(&mut stage.maya, id, "").await;
    let form = format!("id={id}");
    assert_eq!(stage.maya.call("cancel_session", &form).await.status, 200);
    let taken = format!("invitation={secret}");
    let refused = stage.tom.call("accept_invitation", &taken).await;
    assert_eq!(refused.code(), "session_ended");
    let mut noor = stage.app.browser();
    let page = open(&mut noor, &format!("/signup?{taken}")).await;
    assert!(page.body.contains("It is over, or was called off."));
    assert_eq!(noor.sign_up("Noor", &format!("&{taken}")).await.status, 200);
    assert!(list(&mut noor, "upcoming").await.is_empty());
}

#[tokio::test]
async fn mentors_and_admins_invite_and_nobody_where_signing_up_is_closed() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    let ask = format!("id={id}&name=Noor");
    assert_eq!(
        stage.tom.call("invite_partner", &ask).await.code(),
        "not_allowed",
        "a learner"
    );
    assert_eq!(
        stage.admin.call("invite_partner", &ask).await.code(),
        "not_allowed",
        "not of the appointment"
    );
    let planned = form("newcomer=Noor&meeting=open");
    let refused = stage.tom.call("schedule_session", &planned).await;
    assert_eq!(refused.code(), "not_allowed");
    assert!(
        !open(&mut stage.tom, "/sessions/new")
            .await
            .body
            .contains("form[newcomer]")
    );
    assert!(
        open(&mut stage.maya, "/sessions/new")
            .await
            .body
            .contains("form[newcomer]")
    );

    let settings = "sign_up=closed&guests_may_begin=true";
    stage.admin.call("change_site_settings", settings).await;
    assert_eq!(
        stage.maya.call("invite_partner", &ask).await.code(),
        "sign_up_closed"
    );
    let refused = stage.maya.call("schedule_session", &planned).await;
    assert_eq!(refused.code(), "sign_up_closed");
    assert!(
        !open(&mut stage.maya, "/sessions/new")
            .await
            .body
            .contains("form[newcomer]")
    );
    assert_eq!(
        list(&mut stage.maya, "upcoming").await.len(),
        1,
        "nothing was made"
    );
}

#[tokio::test]
async fn an_address_that_has_an_account_is_asked_in_at_once() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    let ask = format!("id={id}&name=Whoever&email=tom@example.org");
    let answer = stage.maya.call("invite_partner", &ask).await;
    assert!(answer.json().is_null(), "{}", answer.body);
    let upcoming = list(&mut stage.tom, "upcoming").await;
    assert_eq!(others(&upcoming[0]), ["Maya"]);
    let planned = form("newcomer_email=tom@example.org");
    let answer = stage.maya.call("schedule_session", &planned).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(list(&mut stage.tom, "upcoming").await.len(), 2);
}

#[tokio::test]
async fn a_link_for_one_address_is_for_no_other() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    let secret = ask(&mut stage.maya, id, "&email=noor@example.org").await;
    let taken = format!("invitation={secret}");
    let other = stage.tom.call("accept_invitation", &taken).await;
    assert_eq!(other.code(), "invitation_invalid");
    let more = format!("&{taken}");
    let eve = stage.app.browser().sign_up("Eve", &more).await;
    assert_eq!(eve.code(), "invitation_invalid");
    assert_eq!(stage.app.browser().sign_up("Noor", &more).await.status, 200);
}

#[tokio::test]
async fn somebody_new_in_an_interview_comes_as_a_mentor() {
    let mut stage = Stage::set().await;
    let planned = form("meeting=interview&newcomer=Noor");
    let refused = stage.maya.call("schedule_session", &planned).await;
    assert_eq!(refused.code(), "people_refused");
    let id = arrange(&mut stage.admin, "meeting=interview&newcomer=Noor").await;
    let story = stage.admin.call("my_session", &format!("id={id}")).await;
    let invitation = story.json()["invited"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let form = format!("id={id}&invitation={invitation}");
    let renewed = stage.admin.call("renew_partner_link", &form).await.json();
    let taken = format!("invitation={}", secret(renewed["link"].as_str().unwrap()));
    let learner = stage.tom.call("accept_invitation", &taken).await;
    assert_eq!(learner.code(), "people_refused");
    let mut noor = stage.app.browser();
    assert_eq!(
        noor.sign_up("Noor", &format!("&{taken}")).await.json()["role"],
        "mentor"
    );
    assert_eq!(list(&mut noor, "upcoming").await.len(), 1);
}

#[tokio::test]
async fn a_refused_form_comes_back_with_whom_it_named() {
    let mut stage = Stage::set().await;
    let planned = form("newcomer=Noor&newcomer_email=noor");
    let led = stage
        .maya
        .submit("schedule_session", "/sessions/new", &planned)
        .await;
    let back = led.header("location").unwrap().to_owned();
    assert!(back.contains("why=email_malformed"), "{back}");
    let page = open(&mut stage.maya, &back).await;
    for part in [
        "value=\"Noor\"",
        "value=\"noor\"",
        "This is not an e-mail address",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    let id = arrange(&mut stage.maya, "").await;
    let form = format!("id={id}&name=&email=");
    let own = format!("/sessions/{id}");
    let led = stage.maya.submit("invite_partner", &own, &form).await;
    let back = format!("{own}?form=invite&why=name_empty");
    assert_eq!(led.header("location"), Some(back.as_str()));
    assert!(
        open(&mut stage.maya, &back)
            .await
            .body
            .contains("A name is missing.")
    );
}

#[tokio::test]
async fn there_are_never_more_than_a_room_has_seats_for() {
    let mut stage = Stage::set().await;
    let id = arrange(&mut stage.maya, "").await;
    for _ in 0..9 {
        ask(&mut stage.maya, id, "").await;
    }
    let form = format!("id={id}&name=Noor");
    let refused = stage.maya.call("invite_partner", &form).await;
    assert_eq!(refused.code(), "people_refused");
}
