//! Somebody who does not read: cut off, told so, and nobody waits for them.

use std::time::Duration;

use visavis::{
    domain::{ids::Instance, limits},
    protocol::{
        client_message::ClientMessage,
        error_code::CloseCode,
        server_message::ServerMessage,
        signal::{IceCandidate, Signal},
    },
};

use crate::support::TestApp;

/// Nearly as large as a frame may be.
const LONG: usize = 60_000;

#[tokio::test]
async fn somebody_who_does_not_read_is_cut_off_and_may_come_back() {
    let app = TestApp::start().await;
    let mut pair = app.pair().await;
    let candidate = IceCandidate {
        candidate: "a".repeat(LONG),
        sdp_mid: None,
        sdp_m_line_index: None,
        username_fragment: None,
    };
    let signal = Signal::Candidate { candidate };
    let message = ClientMessage::Signal {
        to: pair.learner_id,
        to_instance: Instance(2),
        signal,
    };
    let mut lost = false;
    // The sockets' own buffers hold some megabytes before the outbox begins to fill.
    'sending: for _ in 0..40 {
        for _ in 0..limits::FRAMES_PER_SOCKET.burst / 4 {
            pair.mentor.say(message.clone()).await;
        }
        for heard in pair.mentor.settled().await {
            if let ServerMessage::Presence {
                user_id, connected, ..
            } = heard
            {
                assert_eq!((user_id, connected), (pair.learner_id, false));
                lost = true;
                break 'sending;
            }
        }
        app.clock.advance(limits::FRAMES_PER_SOCKET.per);
    }
    assert!(lost, "the outbox has no end");
    let code = pair.learner.closed().await;
    // A connection that is stuck may not even let the close frame through.
    assert!(
        [CloseCode::SlowReader.as_u16(), 1006].contains(&code),
        "{code}"
    );

    app.clock.advance(Duration::from_secs(1));
    let mut back = pair.learner_browser.open(pair.id).await;
    back.hello(2, None).await;
    assert_eq!(back.entered().await.me.id, pair.learner_id);
    assert_eq!(pair.mentor.presence().await, (pair.learner_id, 2, true));
}
