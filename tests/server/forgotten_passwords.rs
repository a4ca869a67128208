//! A forgotten password: the link that an admin makes, what it is good for, and for how long.

use std::time::Duration;

use visavis::domain::limits;

use crate::support::{Answer, Browser, PASSWORD, TestApp, id_of};

const NEW: &str = "four+yellow+pears";
const MADE_UP: &str = "abababababababababababababababababababababababababababababababab";

/// Makes a link for whoever is signed in at `whose`; gives what stands in it.
async fn link(admin: &mut Browser, whose: &mut Browser) -> String {
    let form = format!("id={}", id_of(whose).await);
    let answer = admin.call("make_password_link", &form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let link = answer.json()["link"].as_str().unwrap().to_owned();
    link.split_once("/password?reset=").unwrap().1.to_owned()
}

async fn choose(browser: &mut Browser, reset: &str, new: &str) -> Answer {
    let form = format!("reset={reset}&new={new}");
    browser.call("reset_password", &form).await
}

/// An app with its admin, and somebody who may forget their password.
async fn case() -> (TestApp, Browser, Browser) {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let maya = app.invited(&mut admin, "Maya", "mentor").await;
    (app, admin, maya)
}

#[tokio::test]
async fn who_has_the_link_chooses_a_password_and_is_signed_in_there_alone() {
    let (app, mut admin, mut maya) = case().await;
    let reset = link(&mut admin, &mut maya).await;
    let mut phone = app.browser();
    let view = phone
        .call("view_password_link", &format!("reset={reset}"))
        .await
        .json();
    assert_eq!(
        (&view["name"], &view["email"]),
        (&"Maya".into(), &"maya@example.org".into())
    );
    assert_eq!(choose(&mut phone, &reset, NEW).await.status, 200);
    assert_eq!(phone.account().await["name"], "Maya");
    assert!(maya.account().await.is_null(), "all other logins are over");
    assert_eq!(
        maya.sign_in("Maya", PASSWORD).await.code(),
        "wrong_login",
        "the old password is over"
    );
    assert_eq!(maya.sign_in("Maya", NEW).await.status, 200);
    assert_eq!(admin.account().await["name"], "Ada", "nobody else is out");
}

#[tokio::test]
async fn a_link_is_good_once_and_a_refused_password_leaves_it_good() {
    let (app, mut admin, mut maya) = case().await;
    let reset = link(&mut admin, &mut maya).await;
    let mut phone = app.browser();
    for refused in ["short", "maya@example.org"] {
        let answer = choose(&mut phone, &reset, refused).await;
        assert_eq!(answer.code(), "password_refused");
    }
    assert!(
        !maya.account().await.is_null(),
        "nothing has happened so far"
    );
    assert_eq!(choose(&mut phone, &reset, NEW).await.status, 200);
    let mut other = app.browser();
    let again = choose(&mut other, &reset, "six+green+apples").await;
    assert_eq!(again.code(), "password_link_invalid");
    assert_eq!(other.login(), None);
    assert_eq!(phone.account().await["name"], "Maya");
}

#[tokio::test]
async fn a_link_is_over_after_a_day_and_when_there_is_a_newer_one() {
    let (app, mut admin, mut maya) = case().await;
    let first = link(&mut admin, &mut maya).await;
    let second = link(&mut admin, &mut maya).await;
    let mut phone = app.browser();
    assert_eq!(
        choose(&mut phone, &first, NEW).await.code(),
        "password_link_invalid"
    );
    app.clock
        .advance(limits::PASSWORD_RESET_LIFE - Duration::from_secs(1));
    let view = format!("reset={second}");
    assert_eq!(phone.call("view_password_link", &view).await.status, 200);
    app.clock.advance(Duration::from_secs(1));
    for refused in [
        phone.call("view_password_link", &view).await,
        choose(&mut phone, &second, NEW).await,
    ] {
        assert_eq!(refused.code(), "password_link_invalid");
    }
    assert!(app.services().purge_accounts().await.unwrap() >= 1);
}

#[tokio::test]
async fn a_disabled_account_gets_no_link_and_what_it_had_stays_over() {
    let (app, mut admin, mut maya) = case().await;
    let id = id_of(&mut maya).await;
    let reset = link(&mut admin, &mut maya).await;
    for change in ["disable", "enable"] {
        let form = format!("id={id}&change={change}");
        assert_eq!(admin.call("change_person", &form).await.status, 200);
        let refused = choose(&mut app.browser(), &reset, NEW).await;
        assert_eq!(refused.code(), "password_link_invalid", "after {change}");
        let made = admin.call("make_password_link", &format!("id={id}")).await;
        assert_eq!(made.status == 200, change == "enable", "{}", made.body);
        if change == "disable" {
            assert_eq!(made.code(), "account_disabled");
        }
    }
}

#[tokio::test]
async fn who_remembers_and_changes_the_password_ends_the_link() {
    let (app, mut admin, mut maya) = case().await;
    let reset = link(&mut admin, &mut maya).await;
    let form = format!("present={PASSWORD}&new={NEW}");
    assert_eq!(maya.call("change_password", &form).await.status, 200);
    let refused = choose(&mut app.browser(), &reset, "six+green+apples").await;
    assert_eq!(refused.code(), "password_link_invalid");
}

#[tokio::test]
async fn only_an_admin_makes_links() {
    let (app, mut admin, mut maya) = case().await;
    let form = format!("id={}", id_of(&mut admin).await);
    let refused = maya.call("make_password_link", &form).await;
    assert_eq!(refused.code(), "not_allowed");
    let refused = app.browser().call("make_password_link", &form).await;
    assert_eq!(refused.code(), "not_signed_in");
    let nobody = "id=00000000-0000-0000-0000-000000000000";
    let refused = admin.call("make_password_link", nobody).await;
    assert_eq!(refused.code(), "account_not_found");
}

#[tokio::test]
async fn guesses_are_limited_and_a_guess_ends_nothing() {
    let (app, mut admin, mut maya) = case().await;
    let reset = link(&mut admin, &mut maya).await;
    let mut guesser = app.browser();
    let mut refused = String::new();
    for number in 0..20 {
        let form = format!("reset={number:064x}&new={NEW}");
        refused = guesser.call("reset_password", &form).await.code();
        if refused == "too_fast" {
            break;
        }
        assert_eq!(refused, "password_link_invalid");
    }
    assert_eq!(refused, "too_fast");
    let view = guesser
        .call("view_password_link", &format!("reset={MADE_UP}"))
        .await;
    assert_eq!(view.code(), "too_fast");
    app.clock.advance(Duration::from_secs(60));
    assert_eq!(choose(&mut guesser, &reset, NEW).await.status, 200);
}

#[tokio::test]
async fn a_login_that_somebody_planted_is_never_taken_up_by_a_link() {
    let (app, mut admin, mut maya) = case().await;
    let reset = link(&mut admin, &mut maya).await;
    let mut victim = app.browser();
    victim.plant("visavis_login", MADE_UP);
    choose(&mut victim, &reset, NEW).await;
    assert_ne!(victim.login(), Some(MADE_UP));
    assert_eq!(victim.account().await["name"], "Maya");
    let mut attacker = app.browser();
    attacker.plant("visavis_login", MADE_UP);
    assert!(attacker.account().await.is_null());

    // Whoever was signed in in this browser is not any more, not even with the cookie that they had.
    let reset = link(&mut admin, &mut victim).await;
    let mut shared = admin.clone();
    choose(&mut shared, &reset, "six+green+apples").await;
    assert_eq!(shared.account().await["name"], "Maya");
    assert!(admin.account().await.is_null());
}

#[tokio::test]
async fn a_plain_form_shows_the_link_once_and_never_in_an_address() {
    let (app, mut admin, mut maya) = case().await;
    let form = format!("id={}", id_of(&mut maya).await);
    let led = admin.submit("make_password_link", "/admin", &form).await;
    assert_eq!(
        (led.status, led.header("location")),
        (302, Some("/admin?done=people#people"))
    );
    let open = async |browser: &mut Browser, path: &str| {
        browser
            .send("GET", path, &[("Accept", "text/html,*/*")], "")
            .await
    };
    let page = open(&mut admin, "/admin?done=people").await;
    assert!(page.body.contains("Send Maya this link"));
    let link = page.body.split_once("/password?reset=").unwrap().1;
    let reset = link[..64].to_owned();
    let again = open(&mut admin, "/admin?done=people").await;
    assert!(
        !again.body.contains(&reset),
        "a page that is loaded again has it no more"
    );

    let mut phone = app.browser();
    let path = format!("/password?reset={reset}");
    let page = open(&mut phone, &path).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("For the account of Maya"));
    let form = format!("reset={reset}&new=short");
    let back = phone.submit("reset_password", &path, &form).await;
    let refused = format!("/password?form=reset&why=password_refused&reset={reset}");
    assert_eq!(back.header("location"), Some(refused.as_str()));
    let page = open(&mut phone, &refused).await;
    assert!(page.body.contains("Choose 10 to 128 characters"));
    let form = format!("reset={reset}&new={NEW}");
    let led = phone.submit("reset_password", &path, &form).await;
    assert_eq!(
        led.header("location"),
        Some("/account?done=password#password")
    );
    assert_eq!(phone.account().await["name"], "Maya");
    let over = open(&mut app.browser(), &path).await;
    assert_eq!(over.status, 404);
    assert!(over.body.contains("This link doesn’t work any more"));
}

#[tokio::test]
async fn only_a_hash_of_the_link_is_stored() {
    let (app, mut admin, mut maya) = case().await;
    let reset = link(&mut admin, &mut maya).await;
    let folder = app.stop().await;
    let bytes = std::fs::read(folder.path().join("visavis.db")).unwrap();
    let secret: Vec<u8> = (0..64)
        .step_by(2)
        .map(|at| u8::from_str_radix(&reset[at..at + 2], 16).unwrap())
        .collect();
    for needle in [reset.as_bytes(), &secret] {
        assert!(!bytes.windows(needle.len()).any(|window| window == needle));
    }
}
