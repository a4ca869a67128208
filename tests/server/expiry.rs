//! Sessions end by themselves, and old ones are deleted: the clock is moved, nothing sleeps.

use std::time::Duration;

use visavis::{
    domain::limits,
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::CloseCode,
        server_message::Termination,
    },
};

use crate::support::{Stage, TestApp, list, local_ref};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_session_that_nobody_enters_ends() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    app.pass_and_expire(limits::EMPTY_SESSION - SECOND).await;
    assert_eq!(host.view(id).await["state"], "open");
    app.pass_and_expire(SECOND).await;
    let view = host.view(id).await;
    assert_eq!(
        (&view["state"], &view["reason"]),
        (&"ended".into(), &"inactive".into())
    );
    assert_eq!(app.browser().join(id, "Late").await.code(), "session_ended");
}

#[tokio::test]
async fn a_session_with_somebody_inside_does_not_count_as_empty() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    app.pass_and_expire(limits::EMPTY_SESSION * 2).await;
    assert_eq!(pair.mentor.settled().await, []);
    // From the last one's leaving on, it does.
    for peer in [&mut pair.mentor, &mut pair.learner] {
        peer.say(ClientMessage::Leave {}).await;
        peer.closed_with(CloseCode::Normal).await;
    }
    app.services().rooms.flush().await;
    app.pass_and_expire(limits::EMPTY_SESSION - SECOND).await;
    assert_eq!(app.browser().view(pair.id).await["state"], "open");
    app.pass_and_expire(SECOND).await;
    assert_eq!(app.browser().view(pair.id).await["state"], "ended");
}

#[tokio::test]
async fn the_longest_life_of_a_session_ends_with_everybody_in_it() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    app.pass_and_expire(limits::MAX_SESSION).await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        assert_eq!(peer.terminated().await, Termination::TimeLimit);
        peer.closed_with(CloseCode::SessionEnded).await;
    }
    let view = pair.learner_browser.view(pair.id).await;
    assert_eq!(view["reason"], "time_limit");
    assert_eq!(view["summary"]["people"], 2);
    assert_eq!(view["summary"]["minutes"], 8 * 60);
    assert!(
        app.browser().view(pair.id).await["summary"].is_null(),
        "only for those who were inside"
    );
}

#[tokio::test]
async fn the_operator_sets_how_long_sessions_last() {
    let app = TestApp::with(|config| {
        config.max_session = Duration::from_secs(600);
        config.empty_session = Duration::from_secs(60);
    })
    .await;
    let pair = app.pair().await;
    let (empty, _) = app.create().await;
    app.pass_and_expire(Duration::from_secs(60)).await;
    assert_eq!(app.browser().view(empty).await["state"], "ended");
    assert_eq!(app.browser().view(pair.id).await["state"], "open");
    app.pass_and_expire(Duration::from_secs(540)).await;
    assert_eq!(app.browser().view(pair.id).await["state"], "ended");
}

#[tokio::test]
async fn a_session_that_was_full_of_people_when_the_server_stopped_ends_when_nobody_comes_back() {
    let app = TestApp::start().await;
    let pair = app.pair().await;
    let app = app.restart(SECOND).await;
    app.pass_and_expire(limits::SEAT_GRACE).await;
    app.services().rooms.flush().await;
    app.pass_and_expire(limits::EMPTY_SESSION).await;
    assert_eq!(app.browser().view(pair.id).await["reason"], "inactive");
    assert_eq!(
        app.services()
            .storage
            .list_attended_sessions()
            .await
            .unwrap(),
        []
    );
}

#[tokio::test]
async fn an_ended_session_and_its_chat_are_kept_for_a_time_and_then_deleted() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.chat(local_ref(1), "keep this").await;
    pair.learner.message().await;
    pair.mentor_browser.end(pair.id).await;

    app.clock.advance(30 * DAY);
    assert_eq!(app.services().purge_sessions().await.unwrap(), 0);
    let page = pair.learner_browser.history(pair.id, None).await;
    assert_eq!(page["messages"][0]["body"], "keep this");

    app.clock.advance(SECOND);
    assert_eq!(app.services().purge_sessions().await.unwrap(), 1);
    assert_eq!(pair.learner_browser.view(pair.id).await["state"], "unknown");
    let answer = pair
        .learner_browser
        .call("chat_history", &format!("id={}", pair.id))
        .await;
    assert_eq!(answer.code(), "session_not_found");
}

#[tokio::test]
async fn a_live_session_is_never_deleted() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    app.clock.advance(100 * DAY);
    assert_eq!(app.services().purge_sessions().await.unwrap(), 0);
    // Whether or not its time was noticed meanwhile, the row is there.
    assert_ne!(host.view(id).await["state"], "unknown");
}

#[tokio::test]
async fn an_admin_keeps_what_is_over_for_less_time() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let form = format!("id={id}");
    assert_eq!(stage.admin.call("close_session", &form).await.status, 200);
    let settings = "sign_up=open&retention_days=7";
    let changed = stage.admin.call("change_site_settings", settings).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    stage.app.clock.advance(7 * DAY);
    assert_eq!(stage.app.services().purge_sessions().await.unwrap(), 0);
    stage.app.clock.advance(SECOND);
    assert_eq!(stage.app.services().purge_sessions().await.unwrap(), 1);
    assert_eq!(list(&mut stage.maya, "past").await.len(), 0);
}

#[tokio::test]
async fn a_retention_that_is_no_number_changes_nothing() {
    let mut stage = Stage::set().await;
    for days in ["0", "-3", "soon"] {
        let settings = format!("sign_up=open&retention_days={days}");
        let answer = stage.admin.call("change_site_settings", &settings).await;
        assert_eq!(answer.code(), "bad_request", "{days}");
    }
    let view = stage.admin.call("site_settings", "").await.json();
    assert_eq!(view["settings"]["signUp"], "by_invitation");
    assert_eq!(view["mostRetentionDays"], 30);
}

/// Two people inside who send nothing.
async fn in_silence(app: &TestApp) -> crate::support::Pair {
    let mut pair = app.pair().await;
    let media = MediaState::default();
    for peer in [&mut pair.mentor, &mut pair.learner] {
        peer.say(ClientMessage::MediaState { media }).await;
        peer.settled().await;
    }
    pair.mentor.settled().await;
    pair
}

#[tokio::test]
async fn a_session_in_which_nobody_does_anything_ends() {
    let app = TestApp::start().await;
    let mut pair = in_silence(&app).await;
    app.pass_and_expire(limits::EMPTY_SESSION - SECOND).await;
    assert_eq!(pair.mentor.settled().await, []);
    // A page that only keeps its line alive does nothing.
    app.pass_and_expire(SECOND).await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        assert_eq!(peer.terminated().await, Termination::Inactive);
        peer.closed_with(CloseCode::SessionEnded).await;
    }
}

#[tokio::test]
async fn somebody_who_does_something_keeps_a_silent_session_alive() {
    let app = TestApp::start().await;
    let mut pair = in_silence(&app).await;
    for _ in 0..3 {
        app.pass_and_expire(limits::EMPTY_SESSION - SECOND).await;
        pair.learner.say(ClientMessage::UserActivity {}).await;
        pair.learner.settled().await;
    }
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_conversation_is_never_idle() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    app.pass_and_expire(limits::EMPTY_SESSION * 3).await;
    assert_eq!(pair.mentor.settled().await, []);
    // From when the last one turned off what they sent, it is counted.
    let media = MediaState::default();
    for peer in [&mut pair.mentor, &mut pair.learner] {
        peer.say(ClientMessage::MediaState { media }).await;
        peer.settled().await;
    }
    pair.mentor.settled().await;
    app.pass_and_expire(limits::EMPTY_SESSION - SECOND).await;
    assert_eq!(pair.mentor.settled().await, []);
    app.pass_and_expire(SECOND).await;
    assert_eq!(pair.mentor.terminated().await, Termination::Inactive);
}

#[tokio::test]
async fn a_server_that_stops_for_good_ends_its_sessions_and_says_so() {
    let app = TestApp::with(|config| config.end_sessions_on_stop = true).await;
    let mut pair = app.pair().await;
    let (id, learner) = (pair.id, pair.learner_browser.clone());
    let app = app.restart(SECOND).await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        assert_eq!(peer.terminated().await, Termination::ServerShutdown);
        peer.closed_with(CloseCode::SessionEnded).await;
    }
    let view = learner.at(app.address).view(id).await;
    assert_eq!(
        (&view["state"], &view["reason"]),
        (&"ended".into(), &"server_shutdown".into())
    );
}
