//! The pages of accounts, as a browser without JavaScript gets them: what stands on them, whom they let in, and how
//! their forms are answered.

use crate::support::{Answer, Browser, PASSWORD, TestApp};

fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, 302, "{}", answer.body);
    answer.header("location").unwrap()
}

/// Opens a page, as a browser does that is asked for one.
async fn open(browser: &mut Browser, path: &str) -> Answer {
    browser
        .send("GET", path, &[("Accept", "text/html,*/*")], "")
        .await
}

#[tokio::test]
async fn a_refused_form_leads_back_with_why_and_what_was_typed_but_no_password() {
    let app = TestApp::start().await;
    app.admin().await;
    let mut browser = app.browser();
    let form = "email=ada%2Bx@example.org&password=a+loud+heron&next=%2Fnew";
    let back = browser.submit("sign_in", "/signin", form).await;
    assert_eq!(
        location(&back),
        "/signin?form=sign-in&why=wrong_login&email=ada%2Bx%40example.org&next=%2Fnew"
    );
    assert_eq!(back.header("set-cookie"), None);
    let page = open(&mut browser, location(&back)).await;
    assert_eq!(page.status, 200);
    for part in ["ada+x@example.org", "don’t fit together", "autofocus"] {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(!page.body.contains("loud"));

    let form = format!("email=maya&name=Maya+L&password={PASSWORD}&invitation=abc");
    let back = browser.submit("sign_up", "/signup", &form).await;
    assert_eq!(
        location(&back),
        "/signup?form=sign-up&why=email_malformed&email=maya&name=Maya%20L&invitation=abc"
    );
}

#[tokio::test]
async fn who_has_signed_in_is_led_to_pages_of_this_server_only() {
    let app = TestApp::start().await;
    app.admin().await;
    for (next, led) in [
        ("%2Faccount", "/account"),
        ("", "/"),
        ("https%3A%2F%2Fexample.org", "/"),
        ("%2F%2Fexample.org", "/"),
        ("%2F%5Cexample.org", "/"),
        ("%2Fa%0D%0ASet-Cookie%3A+a%3Db", "/"),
    ] {
        let mut browser = app.browser();
        let form = format!("email=ada@example.org&password={PASSWORD}&next={next}");
        let answer = browser.submit("sign_in", "/signin", &form).await;
        assert_eq!(location(&answer), led, "{next}");
        let page = open(&mut browser, &format!("/signin?next={next}")).await;
        assert_eq!(location(&page), led, "{next}, signed in already");
    }
}

#[tokio::test]
async fn a_page_says_who_is_signed_in_and_is_for_whom_it_is() {
    let app = TestApp::start().await;
    let mut guest = app.browser();
    let mut admin = app.admin().await;
    assert!(open(&mut admin, "/").await.body.contains("Account of Ada"));
    assert!(!open(&mut guest, "/").await.body.contains("Account of"));
    for page in ["/account", "/admin"] {
        let led = format!("/signin?next=%2F{}", &page[1..]);
        assert_eq!(location(&open(&mut guest, page).await), led);
        let own = open(&mut admin, page).await;
        assert_eq!(own.status, 200);
        assert!(own.body.contains("ada@example.org"));
    }

    admin
        .call("change_site_settings", "sign_up=open&guests_may_begin=true")
        .await;
    assert_eq!(guest.sign_up("Tom", "").await.status, 200);
    let refused = open(&mut guest, "/admin").await;
    assert_eq!(refused.status, 403);
    assert!(!refused.body.contains("ada@example.org"));
}

#[tokio::test]
async fn forms_of_an_account_and_of_an_admin_say_on_their_page_what_became_of_them() {
    let app = TestApp::start().await;
    let mut ada = app.admin().await;
    let id = ada.account().await["id"].as_str().unwrap().to_owned();
    for (function, page, form, led) in [
        (
            "change_profile",
            "/account",
            "name=Ada+L&time_zone=Europe/Lisbon&language=en".to_owned(),
            "/account?done=profile#profile",
        ),
        (
            "change_profile",
            "/account",
            "name=+&time_zone=UTC&language=en".to_owned(),
            "/account?form=profile&why=name_empty",
        ),
        (
            "change_password",
            "/account",
            "present=a+loud+heron&new=four+yellow+pears".to_owned(),
            "/account?form=password&why=wrong_password",
        ),
        (
            "change_password",
            "/account",
            format!("present={PASSWORD}&new=four+yellow+pears"),
            "/account?done=password#password",
        ),
        (
            "change_person",
            "/admin",
            format!("id={id}&change=disable"),
            "/admin?form=people&why=last_admin",
        ),
        (
            "change_site_settings",
            "/admin",
            "sign_up=closed".to_owned(),
            "/admin?done=settings#settings",
        ),
    ] {
        let answer = ada.submit(function, page, &form).await;
        assert_eq!(location(&answer), led);
        assert_eq!(open(&mut ada, led).await.status, 200, "{led}");
    }
    assert_eq!(ada.account().await["name"], "Ada L");
}

#[tokio::test]
async fn time_zones_to_choose_from_are_places_and_universal_time() {
    let app = TestApp::start().await;
    let zones = app.browser().call("list_time_zones", "").await.json();
    let zones = zones.as_array().unwrap();
    assert_eq!(zones[0], "UTC");
    assert!(zones.iter().any(|zone| zone == "Europe/Lisbon"));
    assert!(
        !zones
            .iter()
            .any(|zone| zone == "US/Pacific" || zone == "EST")
    );
}

#[tokio::test]
async fn every_page_says_who_is_signed_in_that_about_the_api_too() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    for path in ["/", "/api", "/new", "/shared-session"] {
        let page = open(&mut admin, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains("action=\"/api/sign_out\""), "{path}");
    }
}
