//! The door: knocking, being let in or not, and a line that survives whatever happens to sockets and the server.

use std::time::Duration;

use visavis::{
    domain::{door::Door, limits, preset::Preset},
    protocol::{
        client_message::ClientMessage,
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{ServerMessage, Termination},
    },
};

use crate::support::{Browser, Pair, Peer, TestApp, list};

const SECOND: Duration = Duration::from_secs(1);

/// A session whose host opens to whoever knocks.
async fn with_lobby(app: &TestApp) -> Pair {
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetDoor { door: Door::Lobby })
        .await;
    pair.mentor.session_changed().await;
    pair.learner.session_changed().await;
    pair
}

/// Somebody who knocks, and what they and the host hear of it.
async fn knock(app: &TestApp, pair: &mut Pair, name: &str, instance: u32) -> (Browser, Peer) {
    let (browser, mut peer) = app.enter(pair.id, name, instance).await;
    let knocking = peer.knocking().await;
    assert_eq!((knocking.name.as_str(), knocking.held), (name, None));
    let waiting = pair.mentor.waiting().await;
    assert_eq!(waiting.last().unwrap().id, knocking.user_id);
    (browser, peer)
}

#[tokio::test]
async fn whoever_knocks_is_let_in_on_the_same_socket() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let mut browser = app.browser();
    assert_eq!(browser.view(pair.id).await["knocks"], true);
    let (_, mut tom) = knock(&app, &mut pair, "Tom", 3).await;
    // The others inside know nothing of it.
    assert_eq!(pair.learner.settled().await, []);
    // Before they are let in they reach nobody.
    tom.signal(pair.mentor_id, 1, 1).await;
    tom.refused_with(ErrorCode::NotAdmitted).await;
    tom.command(HostCommand::AdmitAll {}).await;
    tom.refused_with(ErrorCode::NotAdmitted).await;
    let user_id = knocker(&mut pair).await;
    pair.mentor
        .command(HostCommand::Hold {
            user_id,
            message: " Five more\nminutes ".to_owned(),
        })
        .await;
    let held = tom.knocking().await.held.unwrap();
    assert_eq!(held.as_str(), "Five more minutes");
    assert_eq!(pair.mentor.waiting().await[0].held, Some(held));
    pair.mentor.command(HostCommand::Admit { user_id }).await;
    let info = tom.entered().await;
    assert_eq!((info.me.id, info.users.len()), (user_id, 2));
    assert_eq!(pair.learner.joined().await.id, user_id);
    assert_eq!(pair.mentor.joined().await.id, user_id);
    assert_eq!(pair.mentor.waiting().await, []);
    // From now on they are of it.
    tom.vanish();
    pair.mentor.presence().await;
}

/// Who waits first, as the host is told anew when they come back.
async fn knocker(pair: &mut Pair) -> visavis::domain::ids::ParticipantId {
    let mut again = pair.mentor_browser.open(pair.id).await;
    again.hello(1, None).await;
    again.entered().await;
    pair.mentor.closed_with(CloseCode::Replaced).await;
    pair.mentor = again;
    pair.mentor.waiting().await[0].id
}

#[tokio::test]
async fn whoever_is_not_let_in_hears_so_and_does_not_knock_again() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let (mut browser, mut tom) = knock(&app, &mut pair, "Tom", 3).await;
    let user_id = knocker(&mut pair).await;
    pair.mentor.command(HostCommand::Deny { user_id }).await;
    assert_eq!(tom.terminated().await, Termination::Denied);
    tom.closed_with(CloseCode::NotAdmitted).await;
    assert_eq!(pair.mentor.waiting().await, []);
    let mut again = browser.open(pair.id).await;
    again.try_hello(3).await;
    again.closed_with(CloseCode::NotAdmitted).await;
    assert_eq!(browser.join(pair.id, "Tim").await.code(), "not_admitted");
    assert_eq!(browser.view(pair.id).await["why"], "denied");
    let id = pair.id;
    let app = app.restart(SECOND).await;
    let mut again = browser.at(app.address).open(id).await;
    again.try_hello(3).await;
    again.closed_with(CloseCode::NotAdmitted).await;
}

#[tokio::test]
async fn a_place_in_the_line_survives_a_reload_a_second_tab_and_a_restart() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let (mut browser, mut tom) = knock(&app, &mut pair, "Tom", 3).await;
    app.clock.advance(SECOND);
    let (_, mut ann) = knock(&app, &mut pair, "Ann", 4).await;
    // A reload joins again by the same ticket.
    assert_eq!(browser.join(pair.id, "Tom").await.status, 200);
    let mut second = browser.open(pair.id).await;
    second.hello(5, None).await;
    let knocking = second.knocking().await;
    tom.closed_with(CloseCode::Replaced).await;
    let names = |users: Vec<visavis::protocol::server_message::WaitingUser>| {
        users
            .iter()
            .map(|user| user.name.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(pair.mentor.waiting().await), ["Tom", "Ann"]);
    assert_eq!(ann.settled().await, []);

    let (id, mentor) = (pair.id, pair.mentor_browser.clone());
    let app = app.restart(SECOND).await;
    let mut back = browser.at(app.address).open(id).await;
    back.hello(5, None).await;
    let again = back.knocking().await;
    assert_eq!(
        (again.user_id, again.since),
        (knocking.user_id, knocking.since)
    );
    let mut mentor = mentor.at(app.address).open(id).await;
    mentor.hello(1, None).await;
    assert_eq!(mentor.entered().await.rules.door, Door::Lobby);
    assert_eq!(names(mentor.waiting().await), ["Tom"]);
    mentor.command(HostCommand::AdmitAll {}).await;
    back.until(|message| matches!(message, ServerMessage::SessionInfo(_)).then_some(()))
        .await;
}

#[tokio::test]
async fn whoever_was_let_in_while_their_socket_was_away_comes_in_by_themselves() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let (browser, tom) = knock(&app, &mut pair, "Tom", 3).await;
    tom.vanish();
    let gone = pair.mentor.waiting().await;
    assert!(!gone[0].connected);
    pair.mentor
        .command(HostCommand::Admit {
            user_id: gone[0].id,
        })
        .await;
    assert_eq!(pair.mentor.waiting().await, []);
    let mut back = browser.open(pair.id).await;
    back.hello(3, None).await;
    back.entered().await;
}

#[tokio::test]
async fn an_opened_door_lets_everybody_in_and_a_full_room_only_as_many_as_it_seats() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let mut peers = Vec::new();
    for number in 0..limits::MAX_PARTICIPANTS {
        let (browser, mut peer) = app.enter(pair.id, &format!("P{number}"), number + 10).await;
        peer.knocking().await;
        peers.push((browser, peer));
    }
    pair.mentor.settled().await;
    pair.mentor
        .command(HostCommand::SetDoor { door: Door::Open })
        .await;
    let seats = limits::MAX_PARTICIPANTS as usize - 2;
    for (_, peer) in &mut peers[..seats] {
        peer.until(|message| matches!(message, ServerMessage::SessionInfo(_)).then_some(()))
            .await;
    }
    let last = pair
        .mentor
        .until(|message| match message {
            ServerMessage::Waiting { users } if users.len() == 2 => Some(users[0].id),
            _ => None,
        })
        .await;
    pair.mentor
        .command(HostCommand::Admit { user_id: last })
        .await;
    pair.mentor.refused_with(ErrorCode::SessionFull).await;
}

#[tokio::test]
async fn those_who_wait_see_who_is_inside_and_hear_the_end() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let (_, mut tom) = knock(&app, &mut pair, "Tom", 3).await;
    pair.learner.say(ClientMessage::Leave {}).await;
    assert_eq!(tom.knocking().await.total_users, 1);
    pair.mentor.say(ClientMessage::Leave {}).await;
    let alone = tom.knocking().await;
    assert_eq!((alone.total_users, alone.host_inside), (0, false));
    pair.mentor_browser.end(pair.id).await;
    assert_eq!(tom.terminated().await, Termination::EndedByHost);
    tom.closed_with(CloseCode::SessionEnded).await;
}

#[tokio::test]
async fn whoever_waited_and_left_is_not_waited_for() {
    let app = TestApp::start().await;
    let mut pair = with_lobby(&app).await;
    let (_, mut tom) = knock(&app, &mut pair, "Tom", 3).await;
    tom.say(ClientMessage::Leave {}).await;
    tom.closed_with(CloseCode::Normal).await;
    assert_eq!(pair.mentor.waiting().await, []);
    let (_, ann) = knock(&app, &mut pair, "Ann", 4).await;
    ann.vanish();
    assert!(!pair.mentor.waiting().await[0].connected);
    app.pass(limits::SEAT_GRACE).await;
    assert_eq!(pair.mentor.waiting().await, []);
}

#[tokio::test]
async fn before_an_interview_everybody_knocks_and_guests_need_an_account() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    pair.mentor
        .command(HostCommand::SetPreset {
            preset: Preset::Interview,
        })
        .await;
    assert_eq!(pair.learner.session_changed().await.2.door, Door::Lobby);
    let mut guest = app.browser();
    assert_eq!(guest.view(pair.id).await["isWelcome"], false);
    assert_eq!(guest.join(pair.id, "Guest").await.code(), "not_signed_in");
    let mut admin = app.admin().await;
    assert_eq!(admin.join(pair.id, "").await.status, 200);
    let mut ada = admin.open(pair.id).await;
    ada.hello(4, None).await;
    let user_id = ada.knocking().await.user_id;
    // It is none of hers before she is in.
    assert_eq!(list(&mut admin, "live").await.len(), 0);
    pair.mentor.command(HostCommand::Admit { user_id }).await;
    ada.entered().await;
    app.services().rooms.flush().await;
    assert_eq!(list(&mut admin, "live").await.len(), 1);
}
