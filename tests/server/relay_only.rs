//! Sessions in which nobody learns anybody's network address.

use visavis::{
    domain::{preset::Preset, rules::RuleSet},
    protocol::{
        error_code::ErrorCode,
        host_command::HostCommand,
        server_message::ServerMessage,
        signal::{IceCandidate, Signal},
    },
};

use crate::support::{Browser, Pair, Peer, SENDING, TestApp};

const HOST: &str = "candidate:1 1 udp 1 192.168.1.5 50000 typ host";
const RELAY: &str = "candidate:2 1 udp 1 203.0.113.7 50001 typ relay raddr 0.0.0.0 rport 0";

async fn begin(browser: &mut Browser) -> crate::support::Answer {
    let form = "title=T&name=Host&kind=video&more[relay_only]=yes&more[minutes]=&more[seats]=&more[door]=&\
                more[guests]=&more[newcomers]=&more[take_over]=&more[links]=&more[history]=";
    browser.call("create_session", form).await
}

fn candidate(text: &str) -> Signal {
    Signal::Candidate {
        candidate: IceCandidate {
            candidate: text.to_owned(),
            sdp_mid: Some("0".to_owned()),
            sdp_m_line_index: None,
            username_fragment: None,
        },
    }
}

async fn signal(peer: &mut Peer) -> Signal {
    peer.until(|message| match message {
        ServerMessage::Signal { signal, .. } => Some(signal),
        _ => None,
    })
    .await
}

#[tokio::test]
async fn it_is_refused_where_there_is_no_relay() {
    let app = TestApp::start().await;
    assert_eq!(begin(&mut app.browser()).await.code(), "no_relay");
    let mut pair = app.pair().await;
    let hide = HostCommand::SetRelayOnly { relay_only: true };
    pair.mentor.command(hide).await;
    pair.mentor.refused_with(ErrorCode::NoRelay).await;
    let rules = RuleSet {
        relay_only: true,
        ..RuleSet::of(Preset::Conversation)
    };
    pair.mentor.command(HostCommand::SetRules { rules }).await;
    pair.mentor.refused_with(ErrorCode::NoRelay).await;
}

#[tokio::test]
async fn pages_are_told_and_what_would_tell_an_address_is_not_passed_on() {
    let app = TestApp::with_relay(|_| {}).await;
    let mut browser = app.browser();
    let id = serde_json::from_str(&begin(&mut browser).await.body).unwrap();
    let mut mentor = browser.open(id).await;
    mentor.hello(1, None).await;
    let info = mentor.entered().await;
    assert!(info.rules.relay_only);
    assert!(info.ice_servers.iter().any(|one| one.username.is_some()));
    let (_, mut learner) = app.enter(id, "Learner", 2).await;
    let learner_id = learner.entered().await.me.id;
    mentor.joined().await;
    mentor.say_to(learner_id, 2, candidate(HOST)).await;
    let with_address = Signal::Offer {
        offer_id: 1,
        sdp: format!("{SENDING}a={HOST}\r\n"),
    };
    mentor.say_to(learner_id, 2, with_address).await;
    mentor.refused_with(ErrorCode::NotAllowed).await;
    mentor.say_to(learner_id, 2, candidate(RELAY)).await;
    // The first that comes: of what was said before, nothing does.
    assert_eq!(signal(&mut learner).await, candidate(RELAY));
    mentor.say_to(learner_id, 2, candidate("")).await;
    assert_eq!(signal(&mut learner).await, candidate(""));
}

#[tokio::test]
async fn a_host_changes_it_during_the_call_and_everybody_hears_so() {
    let app = TestApp::with_relay(|_| {}).await;
    let mut pair: Pair = app.pair().await;
    pair.mentor
        .say_to(pair.learner_id, 2, candidate(HOST))
        .await;
    assert_eq!(signal(&mut pair.learner).await, candidate(HOST));
    for relay_only in [true, false] {
        let change = HostCommand::SetRelayOnly { relay_only };
        pair.mentor.command(change).await;
        let (_, _, rules) = pair.learner.session_changed().await;
        assert_eq!(rules.relay_only, relay_only);
    }
    let change = HostCommand::SetRelayOnly { relay_only: true };
    pair.learner.command(change).await;
    pair.learner.refused_with(ErrorCode::NotAllowed).await;
}
