//! Pointing and drawing on shared screens: who is told, who may, how fast, and what whoever comes later gets.

use visavis::{
    domain::{ids::ParticipantId, limits, role::Grant},
    protocol::{
        annotation::{InkLine, Mark, Spot},
        client_message::{ClientMessage, MediaState},
        error_code::ErrorCode,
        host_command::HostCommand,
        server_message::ServerMessage,
    },
};

use crate::support::{Pair, Peer, TestApp, local_ref};

fn spot(x: u16) -> Spot {
    Spot::try_from([x, x]).unwrap()
}

fn point(x: u16) -> Mark {
    Mark::Point { at: spot(x) }
}

fn staying(line: u32, points: Vec<Spot>) -> Mark {
    Mark::Draw {
        line,
        points,
        stays: true,
    }
}

async fn annotate(peer: &mut Peer, screen: ParticipantId, mark: Mark) {
    peer.say(ClientMessage::Annotate { screen, mark }).await;
}

async fn share(peer: &mut Peer, on: bool) {
    let media = MediaState {
        screen: on,
        ..MediaState::default()
    };
    peer.say(ClientMessage::MediaState { media }).await;
}

/// A mentor who shares their screen, and a learner who knows it.
async fn sharing(app: &TestApp) -> Pair {
    let mut pair = app.pair().await;
    share(&mut pair.mentor, true).await;
    assert!(matches!(
        pair.learner.hear().await,
        ServerMessage::MediaState { .. }
    ));
    pair
}

#[tokio::test]
async fn a_mark_goes_to_everybody_else_and_only_while_the_screen_is_shared() {
    let app = TestApp::start().await;
    let mut pair = sharing(&app).await;
    let (from, screen) = (pair.learner_id, pair.mentor_id);
    annotate(&mut pair.learner, screen, point(5_000)).await;
    let mark = point(5_000);
    assert_eq!(
        pair.mentor.hear().await,
        ServerMessage::Annotated { from, screen, mark }
    );
    assert_eq!(pair.learner.settled().await, []);
    share(&mut pair.mentor, false).await;
    pair.learner.hear().await;
    annotate(&mut pair.learner, screen, point(1)).await;
    annotate(&mut pair.mentor, from, point(1)).await;
    assert_eq!(pair.learner.settled().await, []);
    assert_eq!(pair.mentor.settled().await, []);
}

#[tokio::test]
async fn who_lost_the_grant_makes_no_mark_and_the_sharer_cleans_their_screen_all_the_same() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    share(&mut pair.learner, true).await;
    pair.mentor.hear().await;
    let (learner, screen) = (pair.learner_id, pair.learner_id);
    pair.mentor
        .command(HostCommand::SetGrant {
            user_id: learner,
            grant: Grant::Annotate,
            allowed: false,
        })
        .await;
    assert!(!pair.learner.changed().await.2.annotate);
    assert!(!pair.mentor.changed().await.2.annotate);
    annotate(&mut pair.learner, screen, point(1)).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    assert_eq!(pair.mentor.settled().await, []);
    annotate(&mut pair.learner, screen, Mark::ClearAll {}).await;
    let mark = Mark::ClearAll {};
    assert_eq!(
        pair.mentor.hear().await,
        ServerMessage::Annotated {
            from: learner,
            screen,
            mark
        }
    );
}

#[tokio::test]
async fn only_the_sharer_and_hosts_take_away_what_others_drew() {
    let app = TestApp::start().await;
    let mut pair = sharing(&app).await;
    let screen = pair.mentor_id;
    annotate(&mut pair.learner, screen, Mark::ClearAll {}).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
    annotate(&mut pair.mentor, screen, Mark::ClearAll {}).await;
    assert!(matches!(
        pair.learner.hear().await,
        ServerMessage::Annotated { .. }
    ));
}

#[tokio::test]
async fn marks_that_come_too_fast_are_dropped_without_a_word_and_nothing_else_is_slowed_down() {
    let app = TestApp::start().await;
    let mut pair = sharing(&app).await;
    let burst = limits::MARKS_PER_SOCKET.burst;
    // The clock stands still: whatever is beyond the burst is too fast.
    for x in 0..200 {
        annotate(&mut pair.learner, pair.mentor_id, point(x)).await;
    }
    let body = "still here";
    pair.learner.chat(local_ref(1), body).await;
    let mut marks = 0;
    let said = loop {
        match pair.mentor.hear().await {
            ServerMessage::Annotated { .. } => marks += 1,
            ServerMessage::Chat { message } => break message.body.as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((said.as_str(), marks), (body, burst));
    assert!(matches!(
        pair.learner.hear().await,
        ServerMessage::Chat { .. }
    ));
}

#[tokio::test]
async fn whoever_comes_later_gets_the_lines_that_stay_and_no_others() {
    let app = TestApp::start().await;
    let mut pair = sharing(&app).await;
    let screen = pair.mentor_id;
    let fades = Mark::Draw {
        line: 1,
        points: vec![spot(1)],
        stays: false,
    };
    for mark in [
        fades,
        staying(2, vec![spot(2)]),
        staying(2, vec![spot(3)]),
        point(4),
    ] {
        annotate(&mut pair.learner, screen, mark).await;
    }
    for _ in 0..4 {
        pair.mentor.hear().await;
    }
    let (_, mut late) = app.enter(pair.id, "Observer", 3).await;
    late.entered().await;
    let line = InkLine {
        screen,
        from: pair.learner_id,
        line: 2,
        points: vec![spot(2), spot(3)],
    };
    let lines = vec![line];
    assert_eq!(late.hear().await, ServerMessage::Ink { lines });
    share(&mut pair.mentor, false).await;
    late.hear().await;
    share(&mut pair.mentor, true).await;
    late.hear().await;
    let (_, mut last) = app.enter(pair.id, "Last", 4).await;
    last.entered().await;
    assert_eq!(last.settled().await, []);
}

#[tokio::test]
async fn what_stays_is_bounded_and_so_is_one_mark() {
    let app = TestApp::start().await;
    let mut pair = sharing(&app).await;
    let screen = pair.mentor_id;
    let many = |count: usize| vec![spot(7); count];
    annotate(
        &mut pair.learner,
        screen,
        staying(0, many(limits::POINTS_PER_MARK + 1)),
    )
    .await;
    pair.learner.refused_with(ErrorCode::BadRequest).await;
    let lines = u32::try_from(limits::STAYING_POINTS / limits::POINTS_PER_MARK + 5).unwrap();
    for line in 0..lines {
        app.pass(limits::MARK_EVERY * 2).await;
        let mark = staying(line, many(limits::POINTS_PER_MARK));
        annotate(&mut pair.learner, screen, mark).await;
        pair.mentor.hear().await;
    }
    let (_, mut late) = app.enter(pair.id, "Observer", 3).await;
    late.entered().await;
    let ServerMessage::Ink { lines: kept } = late.hear().await else {
        panic!("no ink");
    };
    let points: usize = kept.iter().map(|line| line.points.len()).sum();
    assert!(points <= limits::STAYING_POINTS, "{points}");
    assert_eq!(kept.last().map(|line| line.line), Some(lines - 1));
}
