//! What hosts decide for everybody: length, end, chat, door and hands; how a session begins, and how many one may begin.

use std::time::Duration;

use visavis::{
    domain::{door::Door, ids::SessionId, limits, session::EndReason},
    protocol::{
        client_message::{ClientMessage, Reaction},
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{ServerMessage, Termination},
    },
};

use crate::support::{Browser, TestApp, local_ref};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_session_is_made_longer_only_as_far_as_its_rules_go_and_lives_that_long() {
    let app = TestApp::with(|config| config.max_session = SECOND * 600).await;
    let mut pair = app.pair().await;
    for left in (0..limits::EXTENSIONS).rev() {
        pair.mentor.command(HostCommand::Extend {}).await;
        let (_, _, rules) = pair.learner.session_changed().await;
        assert_eq!(rules.extension.left, left);
        pair.mentor.session_changed().await;
    }
    pair.mentor.command(HostCommand::Extend {}).await;
    pair.mentor.refused_with(ErrorCode::NotExtendable).await;
    let whole = SECOND * 600 + limits::EXTENSION * limits::EXTENSIONS;
    app.pass_and_expire(whole - SECOND).await;
    assert_eq!(pair.learner.settled().await, []);
    app.pass_and_expire(SECOND).await;
    assert_eq!(pair.learner.terminated().await, Termination::TimeLimit);
}

#[tokio::test]
async fn a_host_ends_the_session_by_their_socket() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor.command(HostCommand::End {}).await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        assert_eq!(peer.terminated().await, Termination::EndedByHost);
        peer.closed_with(CloseCode::SessionEnded).await;
    }
    let view = pair.learner_browser.view(pair.id).await;
    assert_eq!(view["reason"], serde_json::json!(EndReason::EndedByHost));
}

#[tokio::test]
async fn a_host_pauses_the_chat_removes_messages_and_makes_announcements() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.chat(local_ref(1), "hello").await;
    let message = pair.mentor.message().await;
    pair.learner.message().await;
    let announce = HostCommand::Announce {
        message_id: message.id,
        announcement: true,
    };
    pair.mentor.command(announce).await;
    assert!(pair.learner.message().await.announcement);
    assert!(pair.mentor.message().await.announcement);
    let remove = HostCommand::RemoveMessage {
        message_id: message.id,
    };
    pair.mentor.command(remove.clone()).await;
    let gone = pair.learner.message().await;
    assert!(gone.deleted_at.is_some() && !gone.announcement);
    assert_eq!((gone.seq, gone.body.as_str()), (message.seq, "[deleted]"));
    pair.mentor.message().await;
    // A message of another session is none of theirs.
    let mut other = app.pair().await;
    other.mentor.command(remove).await;
    other.mentor.refused_with(ErrorCode::MessageNotFound).await;

    pair.mentor
        .command(HostCommand::PauseChat { paused: true })
        .await;
    assert!(pair.learner.session_changed().await.2.chat_paused);
    pair.mentor.session_changed().await;
    pair.learner.chat(local_ref(2), "hello?").await;
    let refused = pair.learner.refused().await;
    assert_eq!(refused.code, ErrorCode::ChatPaused);
    assert_eq!(refused.local_ref, Some(local_ref(2)));
    let answer = pair
        .learner_browser
        .write(pair.id, local_ref(3), "by another way")
        .await;
    assert_eq!(answer.code(), "chat_paused");
    pair.mentor.chat(local_ref(4), "one thing first").await;
    assert_eq!(
        pair.learner.message().await.body.as_str(),
        "one thing first"
    );
}

#[tokio::test]
async fn a_locked_session_lets_nobody_new_in_and_everybody_back() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetDoor { door: Door::Locked })
        .await;
    assert_eq!(pair.learner.session_changed().await.2.door, Door::Locked);
    let mut stranger = app.browser();
    assert_eq!(stranger.view(pair.id).await["why"], "locked");
    assert_eq!(
        stranger.join(pair.id, "Stranger").await.code(),
        "session_locked"
    );
    pair.learner.say(ClientMessage::Leave {}).await;
    pair.learner.closed_with(CloseCode::Normal).await;
    app.pass(limits::SEAT_GRACE * 2).await;
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(5, None).await;
    assert_eq!(back.entered().await.rules.door, Door::Locked);
}

#[tokio::test]
async fn hands_keep_their_order_and_a_host_takes_them_down() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner
        .say(ClientMessage::RaiseHand { raised: true })
        .await;
    let hand = |message| match message {
        ServerMessage::UserChanged { hand, .. } => Some(hand),
        _ => None,
    };
    let first = pair.mentor.until(hand).await.unwrap();
    app.clock.advance(SECOND);
    pair.mentor
        .say(ClientMessage::RaiseHand { raised: true })
        .await;
    assert!(pair.mentor.until(hand).await.unwrap() > first);
    // Raised again it stays where it is.
    pair.learner
        .say(ClientMessage::RaiseHand { raised: true })
        .await;
    pair.learner.settled().await;
    let (_, mut third) = app.enter(pair.id, "Third", 3).await;
    let info = third.entered().await;
    assert_eq!(info.users[1].hand, Some(first));
    pair.mentor
        .command(HostCommand::LowerHand {
            user_id: pair.learner_id,
        })
        .await;
    assert_eq!(third.until(hand).await, None);
}

#[tokio::test]
async fn small_signs_reach_everybody_and_not_too_many_of_them() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let sign = ClientMessage::React {
        reaction: Reaction::Clap,
    };
    for _ in 0..limits::GESTURES_PER_PARTICIPANT.burst {
        pair.learner.say(sign.clone()).await;
        for peer in [&mut pair.mentor, &mut pair.learner] {
            assert_eq!(
                peer.hear().await,
                ServerMessage::Reaction {
                    from: pair.learner_id,
                    reaction: Reaction::Clap
                }
            );
        }
    }
    pair.learner.say(sign).await;
    pair.learner.refused_with(ErrorCode::TooFast).await;
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_new_session_begins_with_the_preset_that_was_chosen() {
    let app = TestApp::start().await;
    let mut browser: Browser = app.browser();
    let answer = browser
        .call(
            "create_session",
            "title=&name=Host&kind=video&preset=presentation",
        )
        .await;
    let id: SessionId = serde_json::from_str(&answer.body).unwrap();
    let mut visitor = app.browser();
    let view = visitor.view(id).await;
    assert_eq!(view["grants"]["publishVideo"], false);
    assert_eq!(view["knocks"], false);
}

#[tokio::test]
async fn guests_of_one_address_begin_only_so_many_sessions_and_people_with_an_account_more() {
    let app = TestApp::start().await;
    let (first, mut mentor) = app.create().await;
    app.create().await;
    let mut third = app.browser();
    let body = "title=&name=&kind=video";
    let answer = third.call("create_session", body).await;
    assert_eq!(answer.code(), "too_many_sessions");
    let mut admin = app.admin().await;
    for _ in 0..3 {
        assert_eq!(admin.call("create_session", body).await.status, 200);
    }
    assert_eq!(mentor.end(first).await.status, 200);
    assert_eq!(third.call("create_session", body).await.status, 200);
    let answer = third.call("create_session", body).await;
    assert_eq!(answer.code(), "too_many_sessions");
}

#[tokio::test]
async fn one_account_begins_only_so_many_sessions_and_another_is_not_in_its_way() {
    let app = TestApp::start().await;
    let mut admin = app.admin().await;
    let mut other = app.invited(&mut admin, "Maya", "mentor").await;
    let body = "title=&name=&kind=video";
    let mut last = None;
    for _ in 0..limits::LIVE_SESSIONS_PER_ACCOUNT {
        last = Some(admin.create("", "").await);
    }
    let answer = admin.call("create_session", body).await;
    assert_eq!(answer.code(), "too_many_sessions");
    assert_eq!(other.call("create_session", body).await.status, 200);
    assert_eq!(admin.end(last.unwrap()).await.status, 200);
    assert_eq!(admin.call("create_session", body).await.status, 200);
}
