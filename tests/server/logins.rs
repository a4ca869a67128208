//! Where somebody is signed in: how a login begins, lasts, is listed and ends.

use std::time::Duration;

use visavis::domain::limits;

use crate::support::{Browser, PASSWORD, TestApp, request};

const MADE_UP: &str = "abababababababababababababababababababababababababababababababab";

async fn logins(browser: &mut Browser) -> Vec<serde_json::Value> {
    let answer = browser.call("my_logins", "").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json().as_array().unwrap().clone()
}

#[tokio::test]
async fn a_login_that_somebody_planted_is_never_taken_up() {
    let app = TestApp::start().await;
    app.admin().await;
    let mut victim = app.browser();
    victim.plant("visavis_login", MADE_UP);
    assert!(victim.account().await.is_null());
    victim.sign_in("Ada", PASSWORD).await;
    assert_ne!(victim.login(), Some(MADE_UP));
    assert_eq!(victim.account().await["name"], "Ada");
    let mut attacker = app.browser();
    attacker.plant("visavis_login", MADE_UP);
    assert!(attacker.account().await.is_null());
}

#[tokio::test]
async fn signing_in_again_ends_the_login_that_the_browser_had() {
    let app = TestApp::start().await;
    let mut browser = app.admin().await;
    let mut before = browser.clone();
    assert_eq!(before.account().await["name"], "Ada");
    browser.sign_in("Ada", PASSWORD).await;
    assert!(before.account().await.is_null());
    assert_eq!(logins(&mut browser).await.len(), 1);
    // Also when a wrong password came in between, which ends nothing.
    browser.sign_in("Ada", "a+loud+goose").await;
    assert_eq!(browser.account().await["name"], "Ada");
}

#[tokio::test]
async fn a_login_lasts_thirty_days_after_its_last_use() {
    let app = TestApp::start().await;
    let mut browser = app.admin().await;
    let almost = limits::LOGIN_LIFE - Duration::from_secs(1);
    for _ in 0..3 {
        app.clock.advance(almost);
        let answer = browser.call("my_account", "").await;
        assert_eq!(answer.json()["name"], "Ada");
        let cookie = answer.header("set-cookie").expect("the cookie lasts too");
        assert!(cookie.contains("Max-Age=2592000"), "{cookie}");
    }
    app.clock.advance(limits::LOGIN_LIFE);
    assert!(browser.account().await.is_null());
}

#[tokio::test]
async fn a_use_is_noted_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let mut browser = app.admin().await;
    let begun = logins(&mut browser).await[0]["lastUsedAt"].clone();
    app.clock.advance(Duration::from_secs(59));
    let answer = browser.call("my_logins", "").await;
    assert_eq!(answer.header("set-cookie"), None);
    assert_eq!(answer.json()[0]["lastUsedAt"], begun);
    app.clock.advance(Duration::from_secs(1));
    let answer = browser.call("my_logins", "").await;
    assert!(answer.header("set-cookie").is_some());
    let noted = answer.json()[0]["lastUsedAt"].as_i64();
    assert_eq!(noted, begun.as_i64().map(|begun| begun + 60_000));
}

#[tokio::test]
async fn devices_are_listed_and_ended_one_by_one() {
    let app = TestApp::start().await;
    let mut here = app.admin().await;
    let mut phone = app.browser();
    let origin = format!("http://{}", app.address);
    let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1";
    let headers = [
        ("Accept", "application/json"),
        ("Origin", origin.as_str()),
        ("User-Agent", agent),
    ];
    let form = format!("email=ada@example.org&password={PASSWORD}");
    app.clock.advance(Duration::from_secs(1));
    phone.send("POST", "/api/sign_in", &headers, &form).await;

    let listed = logins(&mut here).await;
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (&listed[0]["browser"], &listed[0]["system"]),
        (&"Safari".into(), &"iPhone".into())
    );
    assert_eq!(
        (&listed[0]["here"], &listed[1]["here"]),
        (&false.into(), &true.into())
    );
    let id = listed[0]["id"].as_str().unwrap();
    let mut tom = app.invited(&mut here, "Tom", "mentor").await;
    tom.call("end_login", &format!("id={id}")).await;
    assert_eq!(phone.account().await["name"], "Ada", "it is none of Tom's");
    here.call("end_login", &format!("id={id}")).await;
    assert!(phone.account().await.is_null());
    assert_eq!(logins(&mut here).await.len(), 1);

    let id = listed[1]["id"].as_str().unwrap();
    let answer = here.call("end_login", &format!("id={id}")).await;
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert!(here.account().await.is_null());
}

#[tokio::test]
async fn signing_out_ends_the_login_itself_and_not_only_its_cookie() {
    let app = TestApp::start().await;
    let mut browser = app.admin().await;
    let mut copy = browser.clone();
    browser.call("sign_out", "").await;
    assert_eq!(browser.login(), None);
    assert!(copy.account().await.is_null());
    assert_eq!(browser.call("sign_out", "").await.status, 200, "once more");
}

#[tokio::test]
async fn signing_out_everywhere_leaves_nobody_but_others() {
    let app = TestApp::start().await;
    let mut here = app.admin().await;
    let mut tom = app.invited(&mut here, "Tom", "mentor").await;
    let mut there = app.browser();
    there.sign_in("Ada", PASSWORD).await;
    here.call("sign_out_everywhere", "").await;
    assert_eq!(here.login(), None);
    assert!(here.account().await.is_null() && there.account().await.is_null());
    assert_eq!(tom.account().await["name"], "Tom");
    let again = here.call("sign_out_everywhere", "").await;
    assert_eq!(again.code(), "not_signed_in");
}

#[tokio::test]
async fn too_many_devices_push_out_the_one_used_longest_ago() {
    let app = TestApp::start().await;
    let mut first = app.admin().await;
    for _ in 0..limits::LOGINS_PER_ACCOUNT {
        app.clock.advance(Duration::from_secs(60));
        app.browser().sign_in("Ada", PASSWORD).await;
    }
    assert!(first.account().await.is_null());
}

#[tokio::test]
async fn who_is_signed_in_stays_so_over_a_restart() {
    let app = TestApp::start().await;
    let browser = app.admin().await;
    let app = app.restart(Duration::from_secs(1)).await;
    assert_eq!(browser.at(app.address).account().await["name"], "Ada");
}

#[tokio::test]
async fn by_https_a_login_is_bound_to_the_host() {
    let app = TestApp::behind_proxy().await;
    app.admin().await;
    let https = [("X-Forwarded-Proto", "https"), ("Host", "meet.example")];
    let form = format!("email=ada@example.org&password={PASSWORD}");
    let answer = request(app.address, "POST", "/api/sign_in", &https, &form).await;
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-visavis_login="), "{cookie}");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    let pair = cookie.split(';').next().unwrap();
    let origin = ("Origin", "https://meet.example");
    let ask = async |cookie: &str| {
        let headers = [&https[..], &[origin, ("Cookie", cookie)]].concat();
        request(app.address, "POST", "/api/my_account", &headers, "").await
    };
    assert_eq!(ask(pair).await.json()["name"], "Ada");
    let plain = ask(pair.trim_start_matches("__Host-")).await;
    assert!(
        plain.json().is_null(),
        "a neighbour could have set that one"
    );
}

#[tokio::test]
async fn what_is_over_is_deleted_in_time() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    admin
        .call("make_token", "name=Script&scopes[]=sessions:read&days=1")
        .await;
    admin.call("invite_person", "role=mentor").await;
    assert_eq!(app.services().purge_accounts().await, Ok(0));
    app.clock.advance(limits::LOGIN_LIFE);
    assert_eq!(app.services().purge_accounts().await, Ok(3));
    assert_eq!(app.services().purge_accounts().await, Ok(0));
}

#[tokio::test]
async fn who_signs_out_leaves_no_ticket_of_theirs_behind_and_those_of_a_guest_stay() {
    for function in ["sign_out", "sign_out_everywhere"] {
        let app = TestApp::start().await;
        let (as_guest, _host) = app.create().await;
        let mut browser = app.browser();
        browser.join(as_guest, "Ada").await;
        browser.sign_up("Ada", "").await;
        let own = browser.create("Reading club", "").await;
        let seat = |view: serde_json::Value| view["seat"].is_object();
        assert!(seat(browser.view(own).await) && seat(browser.view(as_guest).await));
        assert_eq!(browser.call(function, "").await.status, 200);
        assert!(!seat(browser.view(own).await), "{function}");
        assert!(seat(browser.view(as_guest).await), "{function}");
    }
}
