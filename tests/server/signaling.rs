//! The socket of a room as a browser sees it: coming in, signals, presence, chat, going.

use std::time::Duration;

use uuid::Uuid;
use visavis::{
    domain::{
        ids::{Instance, ParticipantId, SessionId},
        limits,
    },
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::{CloseCode, ErrorCode},
        server_message::{LeaveReason, ServerMessage, Termination},
        signal::Signal,
    },
};

use crate::support::{SENDING, TestApp, local_ref};

#[tokio::test]
async fn whoever_comes_in_is_told_of_the_others_and_the_others_of_them() {
    let app = TestApp::start().await;
    let (id, mentor) = app.create().await;
    let mut mentor = mentor.open(id).await;
    mentor.hello(11, None).await;
    let info = mentor.entered().await;
    assert_eq!(info.session_id, id);
    assert_eq!(info.title.as_str(), "Portfolio review");
    assert_eq!(
        (info.users.len(), info.resumed, info.me.instance),
        (0, false, Instance(11))
    );
    assert!(info.me.grants.moderate);

    let (_, mut learner) = app.enter(id, "Learner", 22).await;
    let info = learner.entered().await;
    assert_eq!(info.users.len(), 1);
    assert_eq!(info.users[0].name.as_str(), "Mentor");
    assert!(!info.me.grants.moderate);
    let joined = mentor.joined().await;
    assert_eq!(
        (joined.name.as_str(), joined.instance),
        ("Learner", Instance(22))
    );
}

#[tokio::test]
async fn a_signal_reaches_its_receiver_with_the_sender_stamped_on_it() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.signal(pair.mentor_id, 1, 7).await;
    let ServerMessage::Signal {
        from,
        from_instance,
        signal,
    } = pair.mentor.hear().await
    else {
        panic!("no signal");
    };
    assert_eq!((from, from_instance), (pair.learner_id, Instance(2)));
    assert_eq!(
        signal,
        Signal::Offer {
            offer_id: 7,
            sdp: SENDING.to_owned()
        }
    );
}

#[tokio::test]
async fn a_signal_for_an_earlier_life_of_a_page_is_dropped() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.signal(pair.mentor_id, 99, 1).await;
    pair.learner.settled().await;
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_signal_to_somebody_who_is_not_in_the_room_is_refused() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let other = app.pair().await;
    for stranger in [
        ParticipantId::from_uuid(Uuid::nil()),
        other.mentor_id,
        pair.learner_id,
    ] {
        pair.learner.signal(stranger, 1, 1).await;
        pair.learner.refused_with(ErrorCode::UnknownReceiver).await;
    }
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn microphone_and_camera_are_told_to_the_others_as_far_as_the_role_goes() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let media = MediaState {
        audio: false,
        video: true,
        screen: false,
    };
    pair.learner.say(ClientMessage::MediaState { media }).await;
    assert_eq!(
        pair.mentor.hear().await,
        ServerMessage::MediaState {
            from: pair.learner_id,
            media
        }
    );
    // Said again, it is no news.
    pair.learner.say(ClientMessage::MediaState { media }).await;
    pair.learner.settled().await;
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_message_is_echoed_to_everybody_and_numbered_without_a_gap() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.chat(local_ref(1), "Hello").await;
    pair.learner.chat(local_ref(2), "  \u{7}world\r\n ").await;
    for peer in [&mut pair.learner, &mut pair.mentor] {
        let first = peer.message().await;
        let second = peer.message().await;
        assert_eq!((first.seq, first.body.as_str()), (1, "Hello"));
        assert_eq!((second.seq, second.body.as_str()), (2, "world"));
        assert_eq!(
            (first.author_id, first.author_name.as_str()),
            (pair.learner_id, "Learner")
        );
        assert_eq!(first.local_ref, local_ref(1));
    }
}

#[tokio::test]
async fn a_message_sent_twice_is_stored_once_and_its_author_gets_the_receipt_again() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.chat(local_ref(1), "Hello").await;
    let first = pair.learner.message().await;
    pair.learner.chat(local_ref(1), "Hello").await;
    assert_eq!(pair.learner.message().await, first);
    let by_function = pair
        .learner_browser
        .write(pair.id, local_ref(1), "Hello")
        .await;
    assert_eq!(by_function.json()["seq"], 1);
    pair.mentor
        .chat(
            local_ref(1),
            "The same name from another author is another message",
        )
        .await;
    assert_eq!(pair.mentor.message().await, first);
    assert_eq!(pair.mentor.message().await.seq, 2);
}

#[tokio::test]
async fn a_message_by_the_function_reaches_the_room() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let answer = pair
        .learner_browser
        .write(pair.id, local_ref(5), "From+the+outbox")
        .await;
    assert_eq!(answer.json()["body"], "From the outbox");
    assert_eq!(pair.mentor.message().await.body.as_str(), "From the outbox");
    assert_eq!(pair.learner.message().await.local_ref, local_ref(5));
}

#[tokio::test]
async fn empty_and_overlong_messages_are_refused_by_name() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.chat(local_ref(1), " \n ").await;
    let refused = pair.learner.refused().await;
    assert_eq!(
        (refused.code, refused.local_ref),
        (ErrorCode::ChatEmpty, Some(local_ref(1)))
    );
    pair.learner
        .chat(local_ref(2), &"a".repeat(limits::CHAT_CHARS + 1))
        .await;
    pair.learner.refused_with(ErrorCode::ChatTooLong).await;
    pair.learner
        .chat(local_ref(3), &"😀".repeat(limits::CHAT_CHARS))
        .await;
    assert_eq!(pair.learner.message().await.seq, 1);
}

#[tokio::test]
async fn whoever_writes_too_fast_is_told_when_to_try_again() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let burst = u128::from(limits::CHAT_PER_PARTICIPANT.burst);
    for number in 0..burst {
        pair.learner.chat(local_ref(number), "quick").await;
        pair.learner.message().await;
    }
    pair.learner.chat(local_ref(burst), "too quick").await;
    let refused = pair.learner.refused().await;
    assert_eq!(
        (refused.code, refused.local_ref),
        (ErrorCode::TooFast, Some(local_ref(burst)))
    );
    // The others are not slowed down by it.
    pair.mentor.chat(local_ref(1), "calm").await;
    assert_eq!(pair.learner.message().await.body.as_str(), "calm");
    let wait = Duration::from_millis(refused.retry_after.expect("it says when"));
    app.clock.advance(wait);
    pair.learner.chat(local_ref(burst), "in time").await;
    assert_eq!(pair.learner.message().await.body.as_str(), "in time");
}

#[tokio::test]
async fn all_together_cannot_write_faster_than_the_session_allows() {
    let app = TestApp::start().await;
    let (id, _) = app.create().await;
    let mut peers = Vec::new();
    for number in 0..5 {
        let (_, mut peer) = app.enter(id, &format!("P{number}"), number).await;
        peer.entered().await;
        peers.push(peer);
    }
    let mut stored = 0;
    'writing: for number in 0_u128.. {
        for peer in &mut peers {
            peer.settled().await;
            peer.chat(local_ref(number), "hello").await;
            match peer.hear().await {
                ServerMessage::Chat { .. } => stored += 1,
                ServerMessage::Error(refused) => {
                    assert_eq!(refused.code, ErrorCode::TooFast);
                    break 'writing;
                }
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(stored, limits::CHAT_PER_SESSION.burst);
}

#[tokio::test]
async fn leaving_frees_the_seat_at_once() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.learner.say(ClientMessage::Leave {}).await;
    pair.learner.closed_with(CloseCode::Normal).await;
    assert_eq!(
        pair.mentor.left().await,
        (pair.learner_id, LeaveReason::Left)
    );
    let view = app.browser().view(pair.id).await;
    assert_eq!(view["inside"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_host_ends_the_session_for_everyone() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    assert_eq!(
        pair.learner_browser.end(pair.id).await.code(),
        "not_allowed"
    );
    assert_eq!(pair.mentor_browser.end(pair.id).await.status, 200);
    for peer in [&mut pair.learner, &mut pair.mentor] {
        assert_eq!(peer.terminated().await, Termination::EndedByHost);
        peer.closed_with(CloseCode::SessionEnded).await;
    }
    assert_eq!(
        pair.mentor_browser.end(pair.id).await.code(),
        "session_ended"
    );
}

#[tokio::test]
async fn a_socket_that_may_not_come_in_is_told_why_by_its_close_code() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    let stranger = app.browser();
    stranger
        .open(id)
        .await
        .closed_with(CloseCode::NotJoined)
        .await;
    let unknown = SessionId::from_uuid(Uuid::from_u128(7));
    host.open(unknown)
        .await
        .closed_with(CloseCode::NotJoined)
        .await;
    let malformed = host.try_open("/ws/sessions/nonsense", None).await;
    malformed.unwrap().closed_with(CloseCode::NotJoined).await;
    host.end(id).await;
    host.open(id)
        .await
        .closed_with(CloseCode::SessionEnded)
        .await;
}

#[tokio::test]
async fn a_ticket_of_one_session_opens_no_other() {
    let app = TestApp::start().await;
    let (_, host) = app.create().await;
    let (other, _) = app.create().await;
    let (name, value) = host
        .cookie()
        .split_once('=')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    assert!(name.starts_with("visavis_"));
    // The very same secret under the other session's name.
    let forged = format!("visavis_{}={value}", other.as_uuid().simple());
    let path = format!("/ws/sessions/{other}");
    let peer = crate::support::Peer::open(app.address, &path, &forged, None).await;
    peer.unwrap().closed_with(CloseCode::NotJoined).await;
}

#[tokio::test]
async fn a_full_session_has_no_seat_for_one_more_until_somebody_goes() {
    let app = TestApp::start().await;
    let (id, host) = app.create().await;
    let mut peers = vec![host.open(id).await];
    peers[0].hello(0, None).await;
    peers[0].entered().await;
    for number in 1..limits::MAX_PARTICIPANTS {
        let (_, mut peer) = app.enter(id, "", number).await;
        peer.entered().await;
        peers.push(peer);
    }
    let mut late = app.browser();
    assert_eq!(late.view(id).await["state"], "full");
    assert_eq!(late.join(id, "Late").await.code(), "session_full");
    peers[5].say(ClientMessage::Leave {}).await;
    peers[5].closed_with(CloseCode::Normal).await;
    assert_eq!(late.view(id).await["state"], "open");
    assert_eq!(late.join(id, "Late").await.status, 200);
}
