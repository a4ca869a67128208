//! Grants that hosts give and take: they count from the next message on, and after a restart.

use std::time::Duration;

use uuid::Uuid;
use visavis::{
    domain::{
        ids::ParticipantId,
        preset::Preset,
        role::{Grant, Role},
    },
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{LeaveReason, ServerMessage},
        signal::Signal,
    },
};

use crate::support::{Peer, RECEIVING, SCREEN, SENDING, TestApp};

const SECOND: Duration = Duration::from_secs(1);

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
