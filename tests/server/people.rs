//! Looking after people: invitations, roles, and the way out.

use std::time::Duration;

use visavis::domain::{access_token::Scope, limits};

use crate::support::{Browser, PASSWORD, TestApp};

async fn invite(admin: &mut Browser, form: &str) -> (String, String) {
    let answer = admin.call("invite_person", form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let made = answer.json();
    let link = made["link"].as_str().unwrap();
    let secret = link.split_once("/signup?invitation=").unwrap().1;
    let id = made["invitation"]["id"].as_str().unwrap();
    (id.to_owned(), format!("&invitation={secret}"))
}

async fn id_of(browser: &mut Browser) -> String {
    browser.account().await["id"].as_str().unwrap().to_owned()
}

async fn change(admin: &mut Browser, id: &str, change: &str) -> serde_json::Value {
    let form = format!("id={id}&change={change}");
    admin.call("change_person", &form).await.json()
}

#[tokio::test]
async fn only_an_admin_looks_after_people_and_settings() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut mentor = app.invited(&mut admin, "Maya", "mentor").await;
    let mut learner = app.invited(&mut admin, "Tom", "learner").await;
    let own = id_of(&mut mentor).await;
    for (function, form) in [
        ("list_people", String::new()),
        ("invite_person", "role=admin".to_owned()),
        ("withdraw_invitation", format!("id={own}")),
        ("change_person", format!("id={own}&change=make_admin")),
        ("site_settings", String::new()),
        ("change_site_settings", "sign_up=open".to_owned()),
        ("open_sessions", String::new()),
        ("close_session", format!("id={own}")),
    ] {
        for browser in [&mut mentor, &mut learner] {
            assert_eq!(browser.call(function, &form).await.code(), "not_allowed");
        }
        let stranger = app.browser().call(function, &form).await;
        assert_eq!(stranger.code(), "not_signed_in", "{function}");
    }
    assert_eq!(mentor.account().await["role"], "mentor");
}

#[tokio::test]
async fn people_and_invitations_are_listed() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    app.invited(&mut admin, "Maya", "mentor").await;
    invite(&mut admin, "role=learner&email=Tom@Example.org").await;
    let listed = admin.call("list_people", "").await.json();
    let names: Vec<&str> = listed["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|person| person["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Ada", "Maya"]);
    assert_eq!(listed["people"][1]["active"], true);
    let invitations = listed["invitations"].as_array().unwrap();
    assert_eq!(invitations.len(), 1, "a used one is gone");
    assert_eq!(invitations[0]["email"], "tom@example.org");
    assert_eq!(invitations[0]["role"], "learner");
}

#[tokio::test]
async fn an_invitation_is_good_once() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (_, link) = invite(&mut admin, "role=mentor").await;
    let mut tom = app.browser();
    let offer = tom.call("view_sign_up", &link[1..]).await.json();
    assert_eq!(
        (&offer["state"], &offer["role"]),
        (&"invited".into(), &"mentor".into())
    );
    assert_eq!(offer["by"], "Ada");
    // What goes wrong for another reason does not use it up.
    let taken = app.browser().sign_up("Ada", &link).await;
    assert_eq!(taken.code(), "email_taken");
    assert_eq!(tom.sign_up("Tom", &link).await.json()["role"], "mentor");
    let mut late = app.browser();
    assert_eq!(
        late.sign_up("Late", &link).await.code(),
        "invitation_invalid"
    );
    let offer = late.call("view_sign_up", &link[1..]).await.json();
    assert_eq!(offer["state"], "not_invited");
    let nonsense = late.sign_up("Late", "&invitation=nonsense").await;
    assert_eq!(nonsense.code(), "invitation_invalid");
}

#[tokio::test]
async fn an_invitation_for_one_address_is_for_no_other() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (_, link) = invite(&mut admin, "role=learner&email=tom@example.org").await;
    let other = app.browser().sign_up("Eve", &link).await;
    assert_eq!(other.code(), "invitation_invalid");
    let tom = app.browser().sign_up("Tom", &link).await;
    assert_eq!(tom.json()["role"], "learner", "{}", tom.body);
    let form = "role=learner&email=TOM@example.org";
    let again = admin.call("invite_person", form).await;
    assert_eq!(again.code(), "email_taken");
    let wrong = admin.call("invite_person", "role=learner&email=tom").await;
    assert_eq!(wrong.code(), "email_malformed");
}

#[tokio::test]
async fn an_invitation_ends_by_itself_and_can_be_taken_back() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (id, back) = invite(&mut admin, "role=learner").await;
    let (_, old) = invite(&mut admin, "role=learner").await;
    admin.call("withdraw_invitation", &format!("id={id}")).await;
    let refused = app.browser().sign_up("Tom", &back).await;
    assert_eq!(refused.code(), "invitation_invalid");
    app.clock.advance(limits::INVITATION_LIFE);
    let refused = app.browser().sign_up("Tom", &old).await;
    assert_eq!(refused.code(), "invitation_invalid");
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once_everywhere() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut maya = app.invited(&mut admin, "Maya", "mentor").await;
    let mut phone = app.browser();
    phone.sign_in("Maya", PASSWORD).await;
    let made = maya
        .call("make_token", "name=Script&scopes[]=sessions:read&days=7")
        .await;
    let token = made.json()["secret"].as_str().unwrap().to_owned();
    let id = id_of(&mut maya).await;

    assert_eq!(change(&mut admin, &id, "disable").await["active"], false);
    assert!(maya.account().await.is_null() && phone.account().await.is_null());
    let program = app.services().authorize_token(&token, Scope::SessionsRead);
    assert!(program.await.is_err());
    // Who knows the password learns why; who does not learns nothing.
    assert_eq!(
        phone.sign_in("Maya", PASSWORD).await.code(),
        "account_disabled"
    );
    assert_eq!(
        phone.sign_in("Maya", "a+loud+goose").await.code(),
        "wrong_login"
    );

    assert_eq!(change(&mut admin, &id, "enable").await["active"], true);
    assert!(maya.account().await.is_null(), "what ended stays ended");
    assert_eq!(phone.sign_in("Maya", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn a_new_role_counts_at_once() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut maya = app.invited(&mut admin, "Maya", "learner").await;
    let id = id_of(&mut maya).await;
    for role in ["mentor", "admin", "learner"] {
        let changed = change(&mut admin, &id, &format!("make_{role}")).await;
        assert_eq!(changed["role"], role);
        assert_eq!(maya.account().await["role"], role);
        let people = maya.call("list_people", "").await;
        assert_eq!(people.status == 200, role == "admin");
    }
}

#[tokio::test]
async fn all_logins_of_somebody_can_be_ended_and_they_may_come_again() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut maya = app.invited(&mut admin, "Maya", "mentor").await;
    let id = id_of(&mut maya).await;
    change(&mut admin, &id, "end_logins").await;
    assert!(maya.account().await.is_null());
    assert_eq!(maya.sign_in("Maya", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn there_is_always_somebody_who_looks_after_the_server() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let own = id_of(&mut admin).await;
    for attempt in ["disable", "make_mentor", "make_learner"] {
        let refused = change(&mut admin, &own, attempt).await;
        assert_eq!(refused["code"], "last_admin", "{attempt}");
    }
    assert_eq!(admin.account().await["role"], "admin");
    let mut maya = app.invited(&mut admin, "Maya", "admin").await;
    change(&mut maya, &own, "disable").await;
    assert!(admin.account().await.is_null());
    let id = id_of(&mut maya).await;
    let refused = change(&mut maya, &id, "make_mentor").await;
    assert_eq!(
        refused["code"], "last_admin",
        "a disabled one does not count"
    );
    let nobody = "00000000-0000-0000-0000-000000000000";
    let refused = change(&mut maya, nobody, "disable").await;
    assert_eq!(refused["code"], "account_not_found");
}

#[tokio::test]
async fn what_an_admin_changes_meanwhile_is_not_lost_by_a_new_name() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut maya = app.invited(&mut admin, "Maya", "learner").await;
    let id = id_of(&mut maya).await;
    change(&mut admin, &id, "make_mentor").await;
    app.clock.advance(Duration::from_secs(1));
    let profile = "name=Maya+L&time_zone=UTC&language=en";
    let changed = maya.call("change_profile", profile).await.json();
    assert_eq!(
        (&changed["name"], &changed["role"]),
        (&"Maya L".into(), &"mentor".into())
    );
}
