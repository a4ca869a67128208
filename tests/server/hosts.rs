//! What hosts do, over a real socket: it counts from the next message on, for everybody, and after a restart.

use std::time::Duration;

use uuid::Uuid;
use visavis::{
    domain::{
        door::Door,
        ids::{LocalRef, ParticipantId, SessionId},
        limits,
        preset::Preset,
        role::{Grant, Role},
        session::EndReason,
    },
    protocol::{
        client_message::{ClientMessage, MediaState, Reaction},
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{LeaveReason, ServerMessage, Termination},
        signal::Signal,
    },
};

use crate::support::{Browser, Peer, RECEIVING, SCREEN, SENDING, Stage, TestApp};

const SECOND: Duration = Duration::from_secs(1);

fn local_ref(number: u128) -> LocalRef {
    LocalRef::from_uuid(Uuid::from_u128(number))
}

async fn offer(peer: &mut Peer, to: ParticipantId, instance: u32, sdp: &str) {
    let signal = Signal::Offer {
        offer_id: 1,
        sdp: sdp.to_owned(),
    };
    peer.say_to(to, instance, signal).await;
}

#[tokio::test]
async fn whoever_is_muted_is_seen_so_and_their_next_description_that_sends_is_refused() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    offer(&mut pair.learner, pair.mentor_id, 1, SENDING).await;
    assert!(matches!(
        pair.mentor.hear().await,
        ServerMessage::Signal { .. }
    ));
    let mute = |allowed| HostCommand::SetGrant {
        user_id: pair.learner_id,
        grant: Grant::PublishAudio,
        allowed,
    };
    pair.mentor.command(mute(false)).await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        let (who, _, grants) = peer.changed().await;
        assert_eq!((who, grants.publish_audio), (pair.learner_id, false));
        assert!(grants.publish_video && grants.chat);
    }
    let off = MediaState {
        audio: false,
        video: true,
        screen: false,
    };
    assert_eq!(
        pair.mentor.hear().await,
        ServerMessage::MediaState {
            from: pair.learner_id,
            media: off
        }
    );
    offer(&mut pair.learner, pair.mentor_id, 1, SENDING).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    offer(&mut pair.learner, pair.mentor_id, 1, "no description").await;
    pair.learner.refused_with(ErrorCode::BadRequest).await;
    // To say that it is on does not make it so.
    let media = MediaState {
        audio: true,
        video: true,
        screen: false,
    };
    pair.learner.say(ClientMessage::MediaState { media }).await;
    assert_eq!(pair.learner.settled().await, []);
    assert_eq!(pair.mentor.settled().await, []);
    offer(&mut pair.learner, pair.mentor_id, 1, RECEIVING).await;
    assert!(matches!(
        pair.mentor.hear().await,
        ServerMessage::Signal { .. }
    ));
    pair.mentor.command(mute(true)).await;
    assert!(pair.learner.changed().await.2.publish_audio);
    offer(&mut pair.learner, pair.mentor_id, 1, SENDING).await;
    assert!(pair.mentor.changed().await.2.publish_audio);
    assert!(matches!(
        pair.mentor.hear().await,
        ServerMessage::Signal { .. }
    ));
}

#[tokio::test]
async fn a_screen_is_relayed_and_told_of_only_as_long_as_its_grant_is_there() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let on = MediaState {
        audio: true,
        video: true,
        screen: true,
    };
    pair.learner
        .say(ClientMessage::MediaState { media: on })
        .await;
    let from = pair.learner_id;
    let told = |media| ServerMessage::MediaState { from, media };
    assert_eq!(pair.mentor.hear().await, told(on));
    offer(&mut pair.learner, pair.mentor_id, 1, SCREEN).await;
    assert!(matches!(
        pair.mentor.hear().await,
        ServerMessage::Signal { .. }
    ));
    let share = |allowed| HostCommand::SetGrant {
        user_id: from,
        grant: Grant::ShareScreen,
        allowed,
    };
    pair.mentor.command(share(false)).await;
    for peer in [&mut pair.mentor, &mut pair.learner] {
        let (who, _, grants) = peer.changed().await;
        assert_eq!((who, grants.share_screen), (from, false));
        assert!(grants.publish_audio && grants.publish_video);
    }
    let off = MediaState {
        screen: false,
        ..on
    };
    assert_eq!(pair.mentor.hear().await, told(off));
    offer(&mut pair.learner, pair.mentor_id, 1, SCREEN).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    // The camera goes on, and to say that a screen is shared does not make it so.
    offer(&mut pair.learner, pair.mentor_id, 1, SENDING).await;
    assert!(matches!(
        pair.mentor.hear().await,
        ServerMessage::Signal { .. }
    ));
    pair.learner
        .say(ClientMessage::MediaState { media: on })
        .await;
    assert_eq!(pair.learner.settled().await, []);
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn whoever_comes_later_is_told_of_a_screen_that_is_shared_already() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let media = MediaState {
        screen: true,
        ..MediaState::default()
    };
    pair.mentor.say(ClientMessage::MediaState { media }).await;
    pair.learner.hear().await;
    let (_, mut late) = app.enter(pair.id, "Observer", 3).await;
    let users = late.entered().await.users;
    let shared: Vec<bool> = users.iter().map(|user| user.media.screen).collect();
    assert_eq!(shared, [true, false]);
}

#[tokio::test]
async fn what_a_host_took_is_still_taken_after_a_restart() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetRole {
            user_id: pair.learner_id,
            role: Role::Viewer,
        })
        .await;
    pair.learner.changed().await;
    pair.mentor
        .command(HostCommand::SetGrant {
            user_id: pair.learner_id,
            grant: Grant::Chat,
            allowed: false,
        })
        .await;
    pair.learner
        .until(|message| {
            matches!(message, ServerMessage::UserChanged { grants, .. } if !grants.chat)
                .then_some(())
        })
        .await;
    pair.mentor
        .command(HostCommand::Rename {
            title: " Part\ntwo ".to_owned(),
        })
        .await;
    assert_eq!(pair.learner.session_changed().await.0.as_str(), "Part two");
    let (id, learner) = (pair.id, pair.learner_browser.clone());
    let app = app.restart(SECOND).await;
    let mut back = learner.at(app.address).open(id).await;
    back.hello(2, None).await;
    let info = back.entered().await;
    assert_eq!(info.title.as_str(), "Part two");
    assert_eq!(info.me.role, Role::Viewer);
    assert!(!info.me.grants.chat && !info.me.grants.publish_audio);
    assert_eq!(info.me.media, MediaState::default());
}

#[tokio::test]
async fn a_preset_counts_for_everybody_at_once() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetPreset {
            preset: Preset::Presentation,
        })
        .await;
    let (_, _, rules) = pair.learner.session_changed().await;
    assert_eq!(rules.preset, Some(Preset::Presentation));
    let (who, role, grants) = pair.learner.changed().await;
    assert_eq!((who, role), (pair.learner_id, Role::Collaborator));
    assert!(!grants.publishes() && grants.chat);
    offer(&mut pair.learner, pair.mentor_id, 1, SENDING).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    // Whoever comes later is told the same.
    let (_, mut third) = app.enter(pair.id, "Third", 3).await;
    assert!(!third.entered().await.me.grants.publishes());
    // One person may speak all the same.
    pair.mentor
        .command(HostCommand::SetGrant {
            user_id: pair.learner_id,
            grant: Grant::PublishAudio,
            allowed: true,
        })
        .await;
    let grants = pair
        .learner
        .until(|message| match message {
            ServerMessage::UserChanged { grants, .. } => Some(grants),
            _ => None,
        })
        .await;
    assert!(grants.publish_audio && !grants.publish_video);
}

#[tokio::test]
async fn whoever_was_put_out_does_not_come_back_by_any_way() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::Remove {
            user_id: pair.learner_id,
            ban: false,
        })
        .await;
    assert_eq!(pair.learner.terminated().await, Termination::Removed);
    pair.learner.closed_with(CloseCode::Removed).await;
    assert_eq!(
        pair.mentor.left().await,
        (pair.learner_id, LeaveReason::Removed)
    );
    let learner = &mut pair.learner_browser;
    let mut again = learner.open(pair.id).await;
    again.try_hello(2).await;
    again.closed_with(CloseCode::Removed).await;
    assert_eq!(
        learner.join(pair.id, "Another name").await.code(),
        "removed"
    );
    assert_eq!(learner.view(pair.id).await["state"], "shut");
    assert_eq!(learner.view(pair.id).await["why"], "removed");
    let answer = learner.write(pair.id, local_ref(1), "hello").await;
    assert_eq!(answer.code(), "removed");
    let answer = learner
        .call("chat_history", &format!("id={}", pair.id))
        .await;
    assert_eq!(answer.code(), "removed");
    assert_eq!(pair.mentor.settled().await, []);

    let (id, learner) = (pair.id, pair.learner_browser.clone());
    let app = app.restart(SECOND).await;
    let mut again = learner.at(app.address).open(id).await;
    again.try_hello(2).await;
    again.closed_with(CloseCode::Removed).await;
}

#[tokio::test]
async fn what_a_host_decides_of_somebody_who_has_just_left_counts_when_they_come_back() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.say(ClientMessage::Leave {}).await;
    pair.learner.closed_with(CloseCode::Normal).await;
    assert_eq!(
        pair.mentor.left().await,
        (pair.learner_id, LeaveReason::Left)
    );
    let user_id = pair.learner_id;
    for command in [
        HostCommand::SetGrant {
            user_id,
            grant: Grant::PublishAudio,
            allowed: false,
        },
        HostCommand::AskToMute { user_id },
        HostCommand::LowerHand { user_id },
    ] {
        pair.mentor.command(command).await;
    }
    assert_eq!(pair.mentor.settled().await, [], "nothing was refused");
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(2, None).await;
    let grants = back.entered().await.me.grants;
    assert!(!grants.publish_audio && grants.publish_video);
    pair.mentor.joined().await;

    back.say(ClientMessage::Leave {}).await;
    back.closed_with(CloseCode::Normal).await;
    pair.mentor.left().await;
    pair.mentor
        .command(HostCommand::Remove {
            user_id,
            ban: false,
        })
        .await;
    assert_eq!(pair.mentor.settled().await, [], "nothing was refused");
    let learner = &mut pair.learner_browser;
    let mut again = learner.open(pair.id).await;
    again.try_hello(3).await;
    again.closed_with(CloseCode::Removed).await;
    assert_eq!(learner.join(pair.id, "").await.code(), "removed");
    // Somebody who never was here is still nobody.
    let nobody = ParticipantId::from_uuid(Uuid::from_u128(1));
    pair.mentor
        .command(HostCommand::Remove {
            user_id: nobody,
            ban: false,
        })
        .await;
    pair.mentor.refused_with(ErrorCode::UserNotFound).await;
}

#[tokio::test]
async fn whoever_waits_for_an_answer_that_is_refused_is_told_to_make_sure() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetRole {
            user_id: pair.learner_id,
            role: Role::Viewer,
        })
        .await;
    pair.mentor.settled().await;
    pair.learner.settled().await;
    // It was made before they heard of it.
    let answer = Signal::Answer {
        offer_id: 1,
        sdp: SENDING.to_owned(),
    };
    pair.learner.say_to(pair.mentor_id, 1, answer).await;
    let refused = pair.learner.refused().await;
    assert_eq!(
        (refused.code, refused.to),
        (ErrorCode::NotAllowed, Some(pair.mentor_id))
    );
    assert_eq!(
        pair.mentor.presence().await,
        (pair.learner_id, 2, true),
        "their page makes sure that both sides agree"
    );
}

#[tokio::test]
async fn a_banned_account_stays_out_on_every_device_and_one_that_was_only_removed_knocks() {
    for ban in [true, false] {
        let mut stage = Stage::set().await;
        let id = stage.arrange("").await;
        stage.start(id).await;
        let (mut maya, mut tom) = inside(&mut stage, id).await;
        let user_id = tom.1;
        maya.command(HostCommand::Remove { user_id, ban }).await;
        tom.0.closed_with(CloseCode::Removed).await;
        assert_eq!(stage.tom.join(id, "").await.code(), "removed");
        let mut phone = stage.app.browser();
        phone.sign_in("Tom", crate::support::PASSWORD).await;
        let answer = phone.join(id, "").await;
        if ban {
            assert_eq!(answer.code(), "removed");
            assert_eq!(phone.view(id).await["why"], "removed");
        } else {
            assert_eq!(answer.status, 200, "{}", answer.body);
            let mut on_phone = phone.open(id).await;
            on_phone.hello(3, None).await;
            assert!(on_phone.knocking().await.host_inside);
            let history = phone.call("chat_history", &format!("id={id}")).await;
            assert_eq!(history.code(), "not_admitted");
        }
    }
}

#[tokio::test]
async fn after_a_guest_was_banned_guests_knock_and_people_with_an_account_do_not() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::Remove {
            user_id: pair.learner_id,
            ban: true,
        })
        .await;
    pair.learner.closed_with(CloseCode::Removed).await;
    let (_, mut guest) = app.enter(pair.id, "Somebody", 3).await;
    guest.knocking().await;
    let mut admin = app.admin().await;
    assert_eq!(admin.view(pair.id).await["knocks"], false);
    admin.join(pair.id, "").await;
    let mut ada = admin.open(pair.id).await;
    ada.hello(4, None).await;
    ada.entered().await;
}

/// Maya leads, Tom is inside; both have heard everything so far.
async fn inside(stage: &mut Stage, id: SessionId) -> (Peer, (Peer, ParticipantId)) {
    stage.maya.join(id, "").await;
    let mut maya = stage.maya.open(id).await;
    maya.hello(1, None).await;
    maya.entered().await;
    stage.tom.join(id, "").await;
    let mut tom = stage.tom.open(id).await;
    tom.hello(2, None).await;
    let tom_id = tom.entered().await.me.id;
    maya.joined().await;
    (maya, (tom, tom_id))
}

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
    let (mut maya, (mut tom, tom_id)) = inside(&mut stage, id).await;
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
    let (maya, (mut tom, tom_id)) = inside(&mut stage, id).await;
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
async fn asking_somebody_to_mute_takes_nothing_from_them() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::AskToMute {
            user_id: pair.learner_id,
        })
        .await;
    assert_eq!(
        pair.learner.hear().await,
        ServerMessage::AskedToMute {
            from: pair.mentor_id
        }
    );
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
