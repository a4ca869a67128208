//! Hosts follow each other, so that one is always there.

use visavis::{
    domain::{limits, role::Role},
    protocol::{
        client_message::ClientMessage,
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
    },
};

use crate::support::{Stage, TestApp};

#[tokio::test]
async fn hosts_follow_each_other_and_one_is_always_there() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let leave_it = HostCommand::SetRole {
        user_id: pair.mentor_id,
        role: Role::Viewer,
    };
    pair.mentor.command(leave_it.clone()).await;
    pair.mentor.refused_with(ErrorCode::LastHost).await;
    pair.mentor
        .command(HostCommand::HandOver {
            user_id: pair.learner_id,
        })
        .await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        let (who, role, grants) = peer.changed().await;
        assert_eq!((who, role), (pair.learner_id, Role::Host));
        assert!(grants.moderate);
        let (who, role, grants) = peer.changed().await;
        assert_eq!((who, role), (pair.mentor_id, Role::Collaborator));
        assert!(!grants.moderate);
    }
    pair.mentor.command(leave_it).await;
    pair.mentor.refused_with(ErrorCode::NotAllowed).await;
    // The new host has power over who made the session, as over everybody.
    pair.learner
        .command(HostCommand::Remove {
            user_id: pair.mentor_id,
            ban: false,
        })
        .await;
    pair.mentor.closed_with(CloseCode::Removed).await;
}

#[tokio::test]
async fn hosts_do_not_put_each_other_out_but_who_made_the_session_may() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let promote = HostCommand::SetRole {
        user_id: pair.learner_id,
        role: Role::Host,
    };
    pair.mentor.command(promote).await;
    pair.learner.changed().await;
    let remove = |user_id| HostCommand::Remove {
        user_id,
        ban: false,
    };
    pair.learner.command(remove(pair.mentor_id)).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    pair.learner.command(remove(pair.learner_id)).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    pair.mentor.command(remove(pair.learner_id)).await;
    pair.learner.closed_with(CloseCode::Removed).await;
}

#[tokio::test]
async fn somebody_with_an_account_takes_over_when_the_host_has_been_gone_for_the_grace_time() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let (mut maya, (mut tom, tom_id)) = stage.inside(id).await;
    tom.say(ClientMessage::TakeOver {}).await;
    tom.refused_with(ErrorCode::NotAllowed).await;
    maya.say(ClientMessage::Leave {}).await;
    tom.left().await;
    let (_, _, rules) = tom.session_changed().await;
    let from = rules.take_over_from.unwrap();
    tom.say(ClientMessage::TakeOver {}).await;
    tom.refused_with(ErrorCode::NotAllowed).await;
    stage.app.pass(limits::SEAT_GRACE).await;
    assert_eq!(from, visavis::domain::clock::Clock::now(&stage.app.clock));
    tom.say(ClientMessage::TakeOver {}).await;
    let (who, role, grants) = tom.changed().await;
    assert_eq!((who, role), (tom_id, Role::Host));
    assert!(grants.moderate);
    assert_eq!(tom.session_changed().await.2.take_over_from, None);
    // Both are hosts when she is back.
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    let info = maya.entered().await;
    assert!(info.me.grants.moderate && info.users[0].grants.moderate);
}

#[tokio::test]
async fn whoever_may_take_over_hears_so_when_a_host_is_lost_for_the_grace_time() {
    let mut stage = Stage::set().await;
    let id = stage.arrange("").await;
    stage.start(id).await;
    let (maya, (mut tom, tom_id)) = stage.inside(id).await;
    drop(maya);
    tom.presence().await;
    stage.app.pass(limits::SEAT_GRACE).await;
    tom.left().await;
    let now = visavis::domain::clock::Clock::now(&stage.app.clock);
    let (_, _, rules) = tom.session_changed().await;
    assert_eq!(rules.take_over_from, Some(now));
    tom.say(ClientMessage::TakeOver {}).await;
    let (who, role, _) = tom.changed().await;
    assert_eq!((who, role), (tom_id, Role::Host));
}

#[tokio::test]
async fn a_guest_never_takes_over() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor.say(ClientMessage::Leave {}).await;
    pair.learner.left().await;
    app.pass(limits::SEAT_GRACE * 2).await;
    pair.learner.say(ClientMessage::TakeOver {}).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
}
