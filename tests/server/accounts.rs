//! Signing up, signing in, and changing what is one's own.

use std::{fs, time::Duration};

use visavis::domain::limits;

use crate::support::{Answer, Browser, PASSWORD, TestApp, get, request};

const OTHER: &str = "a+loud+goose";

/// What somebody sees of an answer: everything but its number.
fn seen(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let told = |(name, _): &&(String, String)| {
        !["x-request-id", "date", "content-security-policy"].contains(&name.as_str())
    };
    let headers = answer.headers.iter().filter(told).cloned().collect();
    (answer.status, headers, answer.body.clone())
}

async fn set(admin: &mut Browser, settings: &str) {
    let answer = admin.call("change_site_settings", settings).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test]
async fn the_first_looks_after_the_server_and_the_next_need_an_invitation() {
    let app = TestApp::start().await;
    let mut stranger = app.browser();
    let offer = stranger.call("view_sign_up", "").await;
    assert_eq!(offer.json()["state"], "first");
    let mut admin = app.admin().await;
    assert_eq!(admin.account().await["name"], "Ada");
    assert_eq!(admin.account().await["email"], "ada@example.org");
    assert!(stranger.account().await.is_null());
    assert_eq!(stranger.sign_up("Tom", "").await.code(), "sign_up_closed");
    let offer = stranger.call("view_sign_up", "").await;
    assert_eq!(offer.json()["state"], "by_invitation");
    app.invited(&mut admin, "Tom", "mentor").await;
}

#[tokio::test]
async fn of_two_who_come_first_together_one_looks_after_the_server() {
    let app = TestApp::start().await;
    let (mut one, mut two) = (app.browser(), app.browser());
    let answers = tokio::join!(one.sign_up("Ada", ""), two.sign_up("Tom", ""));
    let mut statuses = [answers.0.status, answers.1.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && statuses[1] >= 400, "{statuses:?}");
    let accounts = app.services().storage.list_accounts().await.unwrap();
    assert_eq!(accounts.len(), 1);
    assert!(accounts[0].is_active_admin());
}

#[tokio::test]
async fn where_everybody_may_sign_up_newcomers_are_learners() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    set(&mut admin, "sign_up=open&guests_may_begin=true").await;
    let mut browser = app.browser();
    let offer = browser.call("view_sign_up", "").await;
    assert_eq!(offer.json()["state"], "open");
    // Nobody gets a role by asking for it.
    let answer = browser.sign_up("Tom", "&role=admin").await;
    assert_eq!(answer.json()["role"], "learner", "{}", answer.body);
    app.invited(&mut admin, "Maya", "mentor").await;
}

#[tokio::test]
async fn where_signing_up_is_closed_no_invitation_helps() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let made = admin.call("invite_person", "role=mentor").await;
    let link = made.json()["link"].as_str().unwrap().to_owned();
    let more = format!("&invitation={}", link.split_once('=').unwrap().1);
    set(&mut admin, "sign_up=closed").await;
    let mut browser = app.browser();
    assert_eq!(browser.sign_up("Tom", &more).await.code(), "sign_up_closed");
    let offer = browser.call("view_sign_up", &more[1..]).await;
    assert_eq!(offer.json()["state"], "closed");
    let refused = admin.call("invite_person", "role=mentor").await;
    assert_eq!(refused.code(), "sign_up_closed");
}

#[tokio::test]
async fn what_cannot_be_an_account_is_refused_by_name_and_nothing_is_left_of_it() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for (form, code) in [
        (
            "email=maya&name=Maya&password=a+quiet+heron",
            "email_malformed",
        ),
        ("email=a@b&name=+&password=a+quiet+heron", "name_empty"),
        ("email=a@b&name=Maya&password=short", "password_refused"),
        (
            "email=maya.l.k@b&name=Maya&password=Maya.L.K@b",
            "password_refused",
        ),
        ("email=a@b&name=Maya", "bad_request"),
    ] {
        let answer = browser.call("sign_up", form).await;
        assert_eq!(answer.code(), code, "{form}");
        assert_eq!(answer.header("set-cookie"), None);
    }
    assert!(
        app.services()
            .storage
            .list_accounts()
            .await
            .unwrap()
            .is_empty()
    );
    let mut admin = app.admin().await;
    set(&mut admin, "sign_up=open").await;
    let taken = "email=+ADA@Example.org&name=Ada&password=a+quiet+heron";
    assert_eq!(browser.call("sign_up", taken).await.code(), "email_taken");
}

#[tokio::test]
async fn a_plain_form_signs_up_and_in_and_out_and_leads_home() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let form = format!("email=ada@example.org&name=Ada&password={PASSWORD}");
    let home = |answer: &Answer| {
        let location = answer.header("location").map(str::to_owned);
        assert_eq!((answer.status, location.as_deref()), (302, Some("/")));
    };
    home(&browser.submit("sign_up", "/signup", &form).await);
    assert_eq!(browser.account().await["name"], "Ada");
    home(&browser.submit("sign_out", "/", "").await);
    assert!(browser.login().is_none() && browser.account().await.is_null());
    let answer = browser.submit("sign_in", "/", &form).await;
    home(&answer);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("visavis_login="), "{cookie}");
    for part in [
        "; HttpOnly",
        "; SameSite=Lax",
        "; Path=/",
        "; Max-Age=2592000",
    ] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert_eq!(browser.account().await["name"], "Ada");
}

#[tokio::test]
async fn a_wrong_password_and_somebody_unknown_look_alike_and_cost_the_same() {
    let app = TestApp::start().await;
    app.admin().await;
    let hasher = &app.services().passwords;
    let mut answers = Vec::new();
    for name in ["Ada", "Nobody", "not an address"] {
        let before = hasher.runs();
        let answer = app.browser().sign_in(name, OTHER).await;
        assert_eq!(answer.code(), "wrong_login");
        assert_eq!(hasher.runs() - before, 1, "{name}");
        answers.push(seen(&answer));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    let before = hasher.runs();
    assert_eq!(app.browser().sign_in("Ada", PASSWORD).await.status, 200);
    assert_eq!(hasher.runs() - before, 1, "a right one costs the same");
}

#[tokio::test]
async fn who_guesses_waits_whether_there_is_such_an_account_or_not() {
    let app = TestApp::start().await;
    app.admin().await;
    for name in ["Ada", "Nobody"] {
        let mut browser = app.browser();
        for _ in 0..limits::SIGN_IN_PER_NETWORK.burst {
            assert_eq!(browser.sign_in(name, OTHER).await.code(), "wrong_login");
        }
        let before = app.services().passwords.runs();
        let refused = browser.sign_in(name, PASSWORD).await;
        assert_eq!(refused.code(), "too_fast");
        assert_eq!(app.services().passwords.runs(), before, "nothing is hashed");
        let wait = refused.json()["retryAfter"].as_u64().expect("it says when");
        app.clock.advance(Duration::from_millis(wait));
        assert_ne!(browser.sign_in(name, OTHER).await.code(), "too_fast");
    }
}

#[tokio::test]
async fn who_guesses_at_an_account_does_not_lock_out_whose_it_is() {
    let app = TestApp::behind_proxy().await;
    app.admin().await;
    let sign_in = async |from: &str, password: &str| {
        let body = format!("email=ada@example.org&password={password}");
        let headers = [("X-Forwarded-For", from), ("Accept", "application/json")];
        request(app.address, "POST", "/api/sign_in", &headers, &body).await
    };
    for number in 0..limits::SIGN_IN_PER_NETWORK.burst {
        // One household in IPv6; what it says of itself besides is not believed.
        let from = format!("203.0.113.{number}, 2001:db8::{number}");
        assert_eq!(sign_in(&from, OTHER).await.code(), "wrong_login");
    }
    assert_eq!(sign_in("2001:db8::ffff", PASSWORD).await.code(), "too_fast");
    assert_eq!(sign_in("192.0.2.7", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn many_who_guess_together_are_counted_together() {
    let app = TestApp::behind_proxy().await;
    let sign_in = async |number: u32| {
        let from = format!("192.0.2.{number}");
        let headers = [("X-Forwarded-For", from.as_str())];
        let body = format!("email=ada@example.org&password={OTHER}");
        request(app.address, "POST", "/api/sign_in", &headers, &body).await
    };
    for number in 0..limits::SIGN_IN_PER_ACCOUNT.burst {
        assert_eq!(sign_in(number).await.code(), "wrong_login");
    }
    assert_eq!(sign_in(200).await.code(), "too_fast");
}

#[tokio::test]
async fn one_address_signs_in_and_up_only_so_often() {
    let app = TestApp::start().await;
    app.admin().await;
    let mut right = 0;
    let refused = loop {
        let answer = app.browser().sign_in("Ada", PASSWORD).await;
        if answer.status != 200 {
            break answer;
        }
        right += 1;
    };
    assert_eq!((right, refused.code().as_str()), (60, "too_fast"));
    let mut tried = 0;
    while app.browser().sign_up("Tom", "").await.code() == "sign_up_closed" {
        tried += 1;
    }
    assert_eq!(tried, 39, "the first was the admin's");
}

#[tokio::test]
async fn a_profile_is_changed_as_it_was_typed_and_cleaned() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let answer = browser.sign_up("Ada", "&time_zone=america/new_york").await;
    assert_eq!(answer.json()["timeZone"], "America/New_York");
    assert_eq!(answer.json()["language"], "en");
    let profile = "name=+Ada%0ALovelace&time_zone=Europe/Lisbon&language=en";
    let changed = browser.call("change_profile", profile).await.json();
    assert_eq!(changed["name"], "Ada Lovelace");
    assert_eq!(changed["timeZone"], "Europe/Lisbon");
    assert_eq!(browser.account().await, changed);
    for (form, code) in [
        ("name=&time_zone=UTC&language=en", "name_empty"),
        (
            "name=Ada&time_zone=Europe/Atlantis&language=en",
            "time_zone_unknown",
        ),
        ("name=Ada&time_zone=UTC&language=tlh", "bad_request"),
    ] {
        assert_eq!(browser.call("change_profile", form).await.code(), code);
    }
    assert_eq!(browser.account().await, changed, "nothing of it happened");
    let stranger = app.browser().call("change_profile", profile).await;
    assert_eq!(stranger.code(), "not_signed_in");
}

#[tokio::test]
async fn a_plain_form_that_changes_something_leads_back_to_its_page() {
    let app = TestApp::start().await;
    let mut browser = app.admin().await;
    let profile = "name=Ada+L&time_zone=UTC&language=en";
    let answer = browser.submit("change_profile", "/account", profile).await;
    let location = answer.header("location").unwrap();
    assert_eq!(
        (answer.status, location),
        (302, "/account?done=profile#profile")
    );
    assert_eq!(browser.account().await["name"], "Ada L");
    let form = format!("present={OTHER}&new=a+third+password");
    let answer = browser.submit("change_password", "/account", &form).await;
    let location = answer.header("location").unwrap();
    assert_eq!(location, "/account?form=password&why=wrong_password");
}

#[tokio::test]
async fn a_time_zone_that_nobody_knows_is_no_reason_to_turn_somebody_away() {
    let app = TestApp::start().await;
    let answer = app
        .browser()
        .sign_up("Ada", "&time_zone=Mars/Olympus")
        .await;
    assert_eq!(answer.json()["timeZone"], "UTC", "{}", answer.body);
}

#[tokio::test]
async fn a_new_password_ends_every_other_login() {
    let app = TestApp::start().await;
    let mut here = app.admin().await;
    let mut there = app.browser();
    there.sign_in("Ada", PASSWORD).await;
    let before = here.login().unwrap().to_owned();
    let form = format!("present={PASSWORD}&new={OTHER}");
    let answer = here.call("change_password", &form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(there.account().await.is_null());
    assert_eq!(here.account().await["name"], "Ada");
    assert_ne!(here.login(), Some(before.as_str()), "a new secret here too");
    assert_eq!(there.sign_in("Ada", PASSWORD).await.code(), "wrong_login");
    assert_eq!(there.sign_in("Ada", OTHER).await.status, 200);
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_not_to_an_easy_one() {
    let app = TestApp::start().await;
    let mut browser = app.admin().await;
    let easy = format!("present={PASSWORD}&new=ada@example.org");
    let answer = browser.call("change_password", &easy).await;
    assert_eq!(answer.code(), "password_refused");
    let mut tries = 0;
    let refused = loop {
        let form = format!("present={OTHER}&new=a+third+password");
        let code = browser.call("change_password", &form).await.code();
        if code != "wrong_password" {
            break code;
        }
        tries += 1;
    };
    assert_eq!(refused, "too_fast");
    assert!(tries < limits::SIGN_IN_PER_NETWORK.burst, "{tries}");
    let mut other = app.browser();
    app.clock.advance(limits::SIGN_IN_PER_NETWORK.per);
    assert_eq!(other.sign_in("Ada", PASSWORD).await.status, 200);
    let stranger = app.browser().call("change_password", &easy).await;
    assert_eq!(stranger.code(), "not_signed_in");
}

#[tokio::test]
async fn guests_begin_sessions_as_long_as_the_settings_let_them() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (id, _) = app.create().await;
    set(&mut admin, "sign_up=by_invitation").await;
    let settings = admin.call("site_settings", "").await.json()["settings"].clone();
    assert_eq!(settings["guestsMayBegin"], false);
    assert_eq!(settings["signUp"], "by_invitation");
    let form = "title=T&name=Guest&kind=video";
    let refused = app.browser().call("create_session", form).await;
    assert_eq!(refused.code(), "not_signed_in");
    assert_eq!(admin.call("create_session", form).await.status, 200);
    // A link that somebody has opens its session all the same.
    app.join(id, "Tom").await;
}

#[tokio::test]
async fn only_hashes_stand_in_the_database() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let made = admin
        .call("make_token", "name=Script&scopes[]=sessions:read&days=7")
        .await;
    let token = made.json()["secret"].as_str().unwrap().to_owned();
    let made = admin.call("invite_person", "role=mentor").await;
    let link = made.json()["link"].as_str().unwrap().to_owned();
    let invitation = link.split_once('=').unwrap().1.to_owned();
    let login = admin.login().unwrap().to_owned();
    let folder = app.folder.clone();
    let read = || {
        let files = ["visavis.db", "visavis.db-wal"].map(|name| folder.path().join(name));
        files
            .map(|file| fs::read(file).unwrap_or_default())
            .concat()
    };
    let mut written = read();
    app.stop().await;
    written.extend(read());
    let holds = |bytes: &[u8]| written.windows(bytes.len()).any(|window| window == bytes);
    assert!(holds(b"ada@example.org"), "the right file was read");
    assert!(holds(b"$argon2id$"));
    assert!(!holds(b"a quiet heron"));
    for secret in [
        token.trim_start_matches("visavis_pat_"),
        &invitation,
        &login,
    ] {
        assert_eq!(secret.len(), 64);
        let bytes: Vec<u8> = (0..64)
            .step_by(2)
            .map(|at| u8::from_str_radix(&secret[at..at + 2], 16).unwrap())
            .collect();
        assert!(
            !holds(secret.as_bytes()) && !holds(&bytes),
            "a secret is stored"
        );
    }
}

#[tokio::test]
async fn what_another_site_asks_in_somebodys_name_is_forbidden() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let own = format!("http://{}", app.address);
    let cookie = admin.cookie();
    let post = async |headers: &[(&str, &str)]| {
        let headers = [&[("Cookie", cookie.as_str())], headers].concat();
        let (path, body) = ("/api/change_site_settings", "sign_up=open");
        request(app.address, "POST", path, &headers, body)
            .await
            .status
    };
    assert_eq!(post(&[("Origin", "https://evil.example")]).await, 403);
    assert_eq!(post(&[("Origin", "null")]).await, 403);
    assert_eq!(post(&[("Sec-Fetch-Site", "cross-site")]).await, 403);
    assert_eq!(
        post(&[("Sec-Fetch-Site", "same-site"), ("Origin", &own)]).await,
        403
    );
    assert_eq!(post(&[]).await, 403, "a browser says where it comes from");
    let settings = app.services().storage.read_site_settings().await.unwrap();
    assert_eq!(
        settings,
        visavis::domain::site_settings::SiteSettings::default()
    );
    assert_eq!(post(&[("Origin", &own)]).await, 200);
    assert_eq!(post(&[("Sec-Fetch-Site", "same-origin")]).await, 200);
}

#[tokio::test]
async fn nobody_is_signed_in_by_another_site() {
    let app = TestApp::start().await;
    app.admin().await;
    let body = format!("email=ada@example.org&password={PASSWORD}");
    for origin in ["https://evil.example", "null"] {
        let headers = [("Origin", origin)];
        let answer = request(app.address, "POST", "/api/sign_in", &headers, &body).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (403, None));
    }
    assert_eq!(
        get(app.address, &format!("/api/sign_in?{body}"))
            .await
            .header("set-cookie"),
        None
    );
}
