//! How a call begins to be waited for, and how it ends.

use super::*;

#[test]
fn the_end_of_the_session_ends_the_call() {
    let mut page = Page::with_connected(MAYA);
    let end = ServerMessage::SessionTerminated {
        reason: Termination::TimeLimit,
    };
    assert_eq!(page.hear(end, at(11)), [Effect::End]);
    assert_eq!(page.state.phase, Phase::Ended(EndReason::TimeLimit));
}

#[test]
fn whoever_knocks_waits_until_the_room_answers() {
    let mut page = Page::default();
    let knocking = Knocking {
        title: Title::default(),
        user_id: id(ME),
        name: DisplayName::guest(1),
        since: at(0),
        server_time: at(10),
        total_users: 2,
        host_inside: true,
        held: None,
    };
    page.state.phase = Phase::Entering;
    page.hear(ServerMessage::Knocking(knocking.clone()), at(10));
    assert_eq!(page.state.phase, Phase::Knocking);
    assert_eq!(page.state.knocking, Some(knocking));
    page.enter(info(Vec::new(), false));
    assert_eq!(
        (page.state.phase, page.state.knocking),
        (Phase::Inside, None)
    );
}

#[test]
fn whoever_was_put_out_sees_that_and_no_end_of_the_session() {
    for (reason, phase) in [
        (Termination::Removed, Phase::Removed),
        (Termination::Denied, Phase::Denied),
    ] {
        let mut page = Page::with_connected(MAYA);
        let effects = page.hear(ServerMessage::SessionTerminated { reason }, at(20));
        assert_eq!((page.state.phase, effects), (phase, vec![Effect::End]));
    }
}
