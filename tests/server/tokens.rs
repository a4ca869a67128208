//! Personal access tokens: what they open, for how long, and who can see them.

use std::time::Duration;

use visavis::{
    domain::{access_token::Scope, limits},
    protocol::error_code::ErrorCode,
    server::service::ServiceError,
};

use crate::support::{Browser, TestApp};

const READ: &str = "name=Calendar+script&scopes[]=sessions:read&days=7";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn make(browser: &mut Browser, form: &str) -> (String, String) {
    let answer = browser.call("make_token", form).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let made = answer.json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (text(&made["token"]["id"]), text(&made["secret"]))
}

async fn tokens(browser: &mut Browser) -> Vec<serde_json::Value> {
    let listed = browser.call("my_tokens", "").await.json();
    listed.as_array().unwrap().clone()
}

/// The name of who is let in, or the word of the refusal.
async fn try_token(app: &TestApp, secret: &str, scope: Scope) -> Result<String, ErrorCode> {
    app.services()
        .authorize_token(secret, scope)
        .await
        .map(|account| account.name.to_string())
        .map_err(|error: ServiceError| error.code())
}

#[tokio::test]
async fn a_token_opens_what_it_was_made_for_and_nothing_else() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (_, read) = make(&mut admin, READ).await;
    let both = "name=Both&scopes%5B%5D=sessions:write&scopes%5B%5D=sessions:read&days=1";
    let (_, both) = make(&mut admin, both).await;
    let try_it = async |secret, scope| try_token(&app, secret, scope).await;
    assert_eq!(
        try_it(&read, Scope::SessionsRead).await,
        Ok("Ada".to_owned())
    );
    assert_eq!(
        try_it(&read, Scope::SessionsWrite).await,
        Err(ErrorCode::NotAllowed)
    );
    assert_eq!(
        try_it(&both, Scope::SessionsRead).await,
        Ok("Ada".to_owned())
    );
    assert_eq!(
        try_it(&both, Scope::SessionsWrite).await,
        Ok("Ada".to_owned())
    );
    let login = admin.login().unwrap();
    for wrong in ["", "nonsense", login, &format!("visavis_pat_{login}")] {
        let refused = try_it(wrong, Scope::SessionsRead).await;
        assert_eq!(refused, Err(ErrorCode::NotSignedIn), "{wrong}");
    }
}

#[tokio::test]
async fn a_token_is_shown_once_and_listed_without_its_secret() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (_, secret) = make(&mut admin, READ).await;
    let answer = admin.call("my_tokens", "").await;
    assert!(!answer.body.contains(&secret));
    let listed = tokens(&mut admin).await;
    assert_eq!(listed[0]["name"], "Calendar script");
    assert_eq!(listed[0]["scopes"], serde_json::json!(["sessions:read"]));
    assert!(listed[0]["lastUsedAt"].is_null());
}

#[tokio::test]
async fn the_last_use_of_a_token_is_noted_once_a_minute() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let (_, secret) = make(&mut admin, READ).await;
    let mut seen = Vec::new();
    for seconds in [0, 59, 1] {
        app.clock.advance(Duration::from_secs(seconds));
        try_token(&app, &secret, Scope::SessionsRead).await.unwrap();
        seen.push(tokens(&mut admin).await[0]["lastUsedAt"].as_i64().unwrap());
    }
    assert_eq!(seen[1], seen[0]);
    assert_eq!(seen[2], seen[0] + 60_000);
}

#[tokio::test]
async fn a_token_is_over_when_its_days_are_or_when_it_is_revoked() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut maya = app.invited(&mut admin, "Maya", "mentor").await;
    let (_, lasting) = make(&mut admin, READ).await;
    let (id, revoked) = make(&mut admin, READ).await;
    let form = format!("id={id}");
    maya.call("revoke_token", &form).await;
    let try_it = async |secret| try_token(&app, secret, Scope::SessionsRead).await;
    assert!(try_it(&revoked).await.is_ok(), "it is none of Maya's");
    admin.call("revoke_token", &form).await;
    assert_eq!(try_it(&revoked).await, Err(ErrorCode::NotSignedIn));
    assert!(tokens(&mut maya).await.is_empty());
    app.clock.advance(DAY * 7 - Duration::from_secs(1));
    assert!(try_it(&lasting).await.is_ok());
    app.clock.advance(Duration::from_secs(1));
    assert_eq!(try_it(&lasting).await, Err(ErrorCode::NotSignedIn));
    assert!(tokens(&mut admin).await.is_empty());
}

#[tokio::test]
async fn a_token_needs_a_name_a_scope_and_an_end() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    for (form, code) in [
        ("name=+&scopes[]=sessions:read&days=7", "name_empty"),
        ("name=A&days=7", "bad_request"),
        ("name=A&scopes[]=everything&days=7", "bad_request"),
        ("name=A&scopes[]=sessions:read&days=0", "bad_request"),
        ("name=A&scopes[]=sessions:read&days=367", "bad_request"),
    ] {
        assert_eq!(admin.call("make_token", form).await.code(), code, "{form}");
    }
    let stranger = app.browser().call("make_token", READ).await;
    assert_eq!(stranger.code(), "not_signed_in");
}

#[tokio::test]
async fn nobody_has_more_tokens_than_they_can_look_through() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    for _ in 0..limits::TOKENS_PER_ACCOUNT {
        make(&mut admin, READ).await;
    }
    let refused = admin.call("make_token", READ).await;
    assert_eq!(refused.code(), "too_many_tokens");
    app.clock.advance(DAY * 7);
    make(&mut admin, READ).await;
}
