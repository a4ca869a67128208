//! Who cannot come in as they want to: hosts see it live, nobody else does, and it is forgotten with the trouble.

use std::time::Duration;

use visavis::{
    domain::{
        door::Door,
        ids::{ParticipantId, SessionId},
        limits,
        role::Role,
    },
    protocol::{
        client_message::ClientMessage,
        guest_trouble::{AtDoor, GuestTrouble, TroubleOf, TroubleWhy},
        host_command::HostCommand,
        server_message::{ServerMessage, WaitingUser},
    },
};

use crate::support::{Answer, Browser, Pair, Peer, TestApp};

const BLOCKED: GuestTrouble = GuestTrouble {
    of: TroubleOf::Camera,
    why: TroubleWhy::BlockedBySystem,
};

async fn say(peer: &mut Peer, trouble: Option<GuestTrouble>) {
    peer.say(ClientMessage::Trouble { trouble }).await;
}

/// The page of somebody on the session's page, as the browser's program says it.
async fn tell(browser: &mut Browser, id: SessionId, page: u32, what: &str) -> Answer {
    let body = match what.split_once(' ') {
        Some((of, why)) => format!("id={id}&page={page}&trouble={of}_{why}"),
        None => format!("id={id}&page={page}"),
    };
    browser.call("tell_trouble", &body).await
}

/// Those before the door, as the mentor is told next.
async fn at_door(peer: &mut Peer) -> Vec<AtDoor> {
    peer.until(|message| match message {
        ServerMessage::AtDoor { people } => Some(people),
        _ => None,
    })
    .await
}

/// What is said of the one who waits, as the mentor is told next.
async fn said(peer: &mut Peer) -> Option<GuestTrouble> {
    let waiting: Vec<WaitingUser> = peer.waiting().await;
    waiting[0].trouble
}

/// A session with a lobby, in front of which Tom waits.
async fn waiting(app: &TestApp) -> (Pair, Browser, Peer, ParticipantId) {
    let mut pair = app.pair().await;
    let door = Door::Lobby;
    pair.mentor.command(HostCommand::SetDoor { door }).await;
    pair.mentor.session_changed().await;
    pair.learner.session_changed().await;
    let (browser, mut tom) = app.enter(pair.id, "Tom", 3).await;
    let id = tom.knocking().await.user_id;
    assert_eq!(said(&mut pair.mentor).await, None);
    (pair, browser, tom, id)
}

#[tokio::test]
async fn a_host_sees_the_trouble_of_who_waits_until_it_is_over_and_nobody_else_does() {
    let app = TestApp::start().await;
    let (mut pair, browser, mut tom, user_id) = waiting(&app).await;
    say(&mut tom, Some(BLOCKED)).await;
    assert_eq!(said(&mut pair.mentor).await, Some(BLOCKED));
    // Said again it is no news.
    say(&mut tom, Some(BLOCKED)).await;
    tom.settled().await;
    assert_eq!(pair.mentor.settled().await, []);
    assert_eq!(pair.learner.settled().await, []);
    say(&mut tom, None).await;
    assert_eq!(said(&mut pair.mentor).await, None);

    // It goes with the socket, and comes back with the page that says it.
    say(&mut tom, Some(BLOCKED)).await;
    assert_eq!(said(&mut pair.mentor).await, Some(BLOCKED));
    tom.vanish();
    assert_eq!(said(&mut pair.mentor).await, None);
    let mut tom = browser.open(pair.id).await;
    tom.hello(3, None).await;
    tom.knocking().await;
    assert_eq!(said(&mut pair.mentor).await, None);
    say(&mut tom, Some(BLOCKED)).await;
    assert_eq!(said(&mut pair.mentor).await, Some(BLOCKED));
    pair.mentor.command(HostCommand::Admit { user_id }).await;
    tom.entered().await;
    pair.mentor.joined().await;
    assert_eq!(pair.mentor.waiting().await, []);
}

#[tokio::test]
async fn inside_trouble_is_told_to_nobody() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    say(&mut pair.learner, Some(BLOCKED)).await;
    assert_eq!(pair.learner.settled().await, []);
    assert_eq!(pair.mentor.settled().await, []);
    // Nor by the other way: what they send is seen by all.
    let answer = tell(&mut pair.learner_browser, pair.id, 2, "camera denied").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn what_is_no_trouble_that_there_is_closes_nothing_and_is_told_to_nobody() {
    let app = TestApp::start().await;
    let (mut pair, _, mut tom, _) = waiting(&app).await;
    tom.text(r#"{"type":"trouble","trouble":"camera_<b>look here</b>"}"#)
        .await;
    tom.refused().await;
    assert_eq!(pair.mentor.settled().await, []);
    let answer = tell(&mut app.browser(), pair.id, 7, "camera whatever").await;
    assert_ne!(answer.status, 200);
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn a_stranger_on_the_page_is_told_of_without_a_name_and_forgotten_after_a_minute() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let (mut one, mut other) = (app.browser(), app.browser());
    tell(&mut one, pair.id, 7, "microphone busy").await;
    let busy = AtDoor {
        name: None,
        trouble: GuestTrouble {
            of: TroubleOf::Microphone,
            why: TroubleWhy::Busy,
        },
    };
    assert_eq!(at_door(&mut pair.mentor).await, std::slice::from_ref(&busy));
    assert_eq!(pair.learner.settled().await, []);
    tell(&mut other, pair.id, 8, "connection unreachable").await;
    let both = at_door(&mut pair.mentor).await;
    assert_eq!((both.len(), &both[0]), (2, &busy));
    // One says it again, the other does not.
    app.clock.advance(Duration::from_secs(40));
    tell(&mut one, pair.id, 7, "microphone busy").await;
    app.pass(Duration::from_secs(21)).await;
    assert_eq!(at_door(&mut pair.mentor).await, [busy]);
    tell(&mut one, pair.id, 7, "").await;
    assert_eq!(at_door(&mut pair.mentor).await, []);
    // What was never said is nothing to forget.
    tell(&mut one, pair.id, 7, "").await;
    app.pass(Duration::from_secs(61)).await;
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn the_name_is_that_of_the_seat_or_the_account_and_of_nothing_that_is_sent() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let mut ada = app.admin().await;
    let body = format!("id={}&page=4&name=Mallory&trouble=camera_denied", pair.id);
    ada.call("tell_trouble", &body).await;
    let names = |people: Vec<AtDoor>| -> Vec<Option<String>> {
        let names = people.into_iter();
        names
            .map(|person| person.name.map(|name| name.to_string()))
            .collect()
    };
    let ada_only = names(at_door(&mut pair.mentor).await);
    assert_eq!(ada_only, [Some("Ada".to_owned())]);
    // A stranger who gets a ticket and whose line does not open is the same.
    let mut tom = app.browser();
    tell(&mut tom, pair.id, 5, "microphone busy").await;
    let two = names(at_door(&mut pair.mentor).await);
    assert_eq!(two, [Some("Ada".to_owned()), None]);
    tom.join(pair.id, "Tom").await;
    tell(&mut tom, pair.id, 5, "connection unreachable").await;
    let two = names(at_door(&mut pair.mentor).await);
    assert_eq!(two, [Some("Ada".to_owned()), Some("Tom".to_owned())]);
    // Once they are in, they are not before the door.
    let mut peer = tom.open(pair.id).await;
    peer.hello(5, None).await;
    peer.entered().await;
    assert_eq!(at_door(&mut pair.mentor).await.len(), 1);
}

#[tokio::test]
async fn a_host_who_comes_later_and_one_who_is_made_one_are_told_too() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    tell(&mut app.browser(), pair.id, 7, "camera denied").await;
    at_door(&mut pair.mentor).await;
    let mut again = pair.mentor_browser.open(pair.id).await;
    again.hello(9, None).await;
    again.entered().await;
    assert_eq!(at_door(&mut again).await.len(), 1);
    again
        .command(HostCommand::SetRole {
            user_id: pair.learner_id,
            role: Role::Host,
        })
        .await;
    assert_eq!(at_door(&mut pair.learner).await.len(), 1);
}

#[tokio::test]
async fn there_is_room_for_a_few_and_a_network_says_it_only_so_often() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let mut browser = app.browser();
    for page in 0..limits::TROUBLED_PEOPLE + 5 {
        let page = u32::try_from(page).unwrap();
        tell(&mut browser, pair.id, page, "camera denied").await;
    }
    let mut last = 0;
    for message in pair.mentor.settled().await {
        if let ServerMessage::AtDoor { people } = message {
            last = people.len();
        }
    }
    assert_eq!(last, limits::TROUBLED_PEOPLE);
    let refused = loop {
        let answer = tell(&mut browser, pair.id, 0, "camera denied").await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!(refused.code(), "too_fast");
}

#[tokio::test]
async fn a_host_who_comes_in_within_the_minute_is_told_and_a_session_that_is_over_keeps_nothing() {
    let app = TestApp::start().await;
    let (id, mut host) = app.create().await;
    tell(&mut app.browser(), id, 7, "camera denied").await;
    let mut peer = host.open(id).await;
    peer.hello(1, None).await;
    peer.entered().await;
    assert_eq!(at_door(&mut peer).await.len(), 1);
    host.end(id).await;
    let answer = tell(&mut app.browser(), id, 7, "camera denied").await;
    assert_eq!(answer.code(), "session_ended");
}
