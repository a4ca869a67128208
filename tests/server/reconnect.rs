//! Lost is not left: seats that are kept, pages that are loaded anew, second tabs, restarts of the server.

use std::time::Duration;

use visavis::{
    domain::limits,
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::CloseCode,
        server_message::{LeaveReason, ServerMessage},
    },
};

use crate::support::{TestApp, local_ref};

const MOMENT: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_lost_socket_is_told_as_lost_and_its_return_as_a_return() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.vanish();
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(2, Some(0)).await;
    let info = back.entered().await;
    assert!(info.resumed);
    assert_eq!(
        (info.me.id, info.me.name.as_str()),
        (pair.learner_id, "Learner")
    );
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, true));
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_seat_that_is_not_taken_up_again_in_time_is_free() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.vanish();
    pair.mentor.presence().await;
    app.pass(limits::SEAT_GRACE - Duration::from_secs(1)).await;
    assert_eq!(pair.mentor.settled().await, []);
    app.pass(Duration::from_secs(1)).await;
    assert_eq!(
        pair.mentor.left().await,
        (pair.learner_id, LeaveReason::Lost)
    );
    // The ticket is still good: the same person comes in anew.
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(2, None).await;
    let info = back.entered().await;
    assert_eq!((info.me.id, info.resumed), (pair.learner_id, false));
    assert_eq!(pair.mentor.joined().await.id, pair.learner_id);
}

#[tokio::test]
async fn a_reload_keeps_id_name_and_place_without_a_ghost() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let (_, mut third) = app.enter(pair.id, "Third", 3).await;
    third.entered().await;
    pair.mentor.joined().await;
    pair.learner.vanish();
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, false));
    let mut reloaded = pair.learner_browser.open(pair.id).await;
    reloaded.hello(20, None).await;
    let info = reloaded.entered().await;
    assert!(!info.resumed);
    assert_eq!(info.me.id, pair.learner_id);
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 20, true));
    assert_eq!(pair.mentor.settled().await, []);
    let view = app.browser().view(pair.id).await;
    let names: Vec<&str> = view["inside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|seat| seat["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Mentor", "Learner", "Third"]);
}

#[tokio::test]
async fn a_second_tab_with_the_same_ticket_replaces_the_first() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let mut tab = pair.learner_browser.open(pair.id).await;
    tab.hello(3, None).await;
    assert_eq!(tab.entered().await.me.id, pair.learner_id);
    pair.learner.closed_with(CloseCode::Replaced).await;
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 3, true));
    // The end of the first tab's socket is no loss of the second's.
    tab.chat(local_ref(1), "still here").await;
    assert_eq!(tab.message().await.body.as_str(), "still here");
    assert_eq!(pair.mentor.message().await.seq, 1);
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn signals_for_a_lost_socket_wait_for_its_return() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.vanish();
    pair.mentor.presence().await;
    pair.mentor.signal(pair.learner_id, 2, 1).await;
    pair.mentor.signal(pair.learner_id, 2, 2).await;
    pair.mentor.settled().await;
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(2, Some(0)).await;
    assert!(back.entered().await.resumed);
    for _ in 0..2 {
        assert!(
            matches!(back.hear().await, ServerMessage::Signal { from, .. } if from == pair.mentor_id)
        );
    }
}

#[tokio::test]
async fn signals_for_a_page_that_was_loaded_anew_are_not_kept() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.vanish();
    pair.mentor.presence().await;
    pair.mentor.signal(pair.learner_id, 2, 1).await;
    pair.mentor.settled().await;
    let mut reloaded = pair.learner_browser.open(pair.id).await;
    reloaded.hello(30, None).await;
    assert!(!reloaded.entered().await.resumed);
    assert_eq!(reloaded.settled().await, []);
}

#[tokio::test]
async fn whoever_comes_back_gets_the_messages_that_they_missed() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.chat(local_ref(1), "one").await;
    let seen = pair.learner.message().await.seq;
    pair.mentor.message().await;
    pair.learner.vanish();
    pair.mentor.presence().await;
    pair.mentor.chat(local_ref(2), "two").await;
    pair.mentor.message().await;
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(2, Some(seen)).await;
    let info = back.entered().await;
    let bodies: Vec<&str> = info
        .chat
        .iter()
        .map(|message| message.body.as_str())
        .collect();
    assert_eq!((bodies, info.more_chat), (vec!["two"], false));
}

#[tokio::test]
async fn a_restart_closes_sockets_with_a_code_that_says_come_back() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let mut silent = pair.learner_browser.open(pair.id).await;
    let _app = app.restart(MOMENT).await;
    pair.mentor.closed_with(CloseCode::ServiceRestart).await;
    pair.learner.closed_with(CloseCode::ServiceRestart).await;
    silent.closed_with(CloseCode::ServiceRestart).await;
}

#[tokio::test]
async fn after_a_restart_everybody_sits_where_they_sat_and_nobody_comes_or_goes() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let muted = MediaState {
        audio: false,
        video: true,
        screen: false,
    };
    pair.learner
        .say(ClientMessage::MediaState { media: muted })
        .await;
    pair.mentor.hear().await;
    pair.mentor.chat(local_ref(1), "before").await;
    let seq = pair.mentor.message().await.seq;

    let app = app.restart(MOMENT).await;
    let mut mentor = pair.mentor_browser.at(app.address).open(pair.id).await;
    mentor.hello(1, Some(seq)).await;
    let info = mentor.entered().await;
    assert!(info.resumed, "the same life of the page");
    assert_eq!(info.chat, []);
    assert_eq!(info.users.len(), 1);
    let learner = &info.users[0];
    assert_eq!(
        (learner.id, learner.connected, learner.media),
        (pair.learner_id, false, muted)
    );

    let mut back = pair.learner_browser.at(app.address).open(pair.id).await;
    back.hello(2, None).await;
    let info = back.entered().await;
    assert!(info.resumed);
    assert_eq!(info.chat.len(), 1);
    assert!(info.users[0].connected);
    assert_eq!(mentor.presence().await, (pair.learner_id, 2, true));
    assert_eq!(mentor.settled().await, []);

    // And the chat counts on.
    back.chat(local_ref(2), "after").await;
    assert_eq!(mentor.message().await.seq, seq + 1);
}

#[tokio::test]
async fn whoever_does_not_come_back_after_a_restart_is_gone_after_the_grace() {
    let app = TestApp::start().await;
    let pair = app.pair().await;
    let app = app.restart(Duration::from_secs(3_600)).await;
    let mut mentor = pair.mentor_browser.at(app.address).open(pair.id).await;
    mentor.hello(1, None).await;
    assert_eq!(mentor.entered().await.users.len(), 1);
    app.pass(limits::SEAT_GRACE).await;
    assert_eq!(mentor.left().await, (pair.learner_id, LeaveReason::Lost));
}

#[tokio::test]
async fn a_page_that_was_loaded_anew_during_a_restart_is_known_as_that() {
    let app = TestApp::start().await;
    let pair = app.pair().await;
    let app = app.restart(MOMENT).await;
    let mut mentor = pair.mentor_browser.at(app.address).open(pair.id).await;
    mentor.hello(1, None).await;
    mentor.entered().await;
    let mut reloaded = pair.learner_browser.at(app.address).open(pair.id).await;
    reloaded.hello(200, None).await;
    let info = reloaded.entered().await;
    assert!(!info.resumed);
    assert_eq!(info.me.id, pair.learner_id);
    assert_eq!(mentor.presence().await, (pair.learner_id, 200, true));
}
