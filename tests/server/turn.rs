//! The relay carries for people inside: both ways, by UDP and by TCP, until their seat or their session is over.

use std::{io::ErrorKind, time::Duration};

use tokio::{net::UdpSocket, process::Command, time::timeout};
use turn_types::stun::{
    attribute::XorMappedAddress,
    message::{BINDING, Message, MessageWrite, MessageWriteVec},
};
use visavis::{
    protocol::{
        client_message::ClientMessage,
        host_command::HostCommand,
        server_message::{IceServer, ServerMessage},
    },
    server::config::Config,
};

use crate::support::{By, From, PATIENCE, Pair, Peer, TestApp, TurnClient, get, relay_of};

const MINUTE: Duration = Duration::from_secs(60);

/// Two people inside, and the servers that each was told.
struct Call {
    app: TestApp,
    pair: Pair,
    mentor: Vec<IceServer>,
    learner: Vec<IceServer>,
}

async fn call() -> Call {
    let loopback = "127.0.0.1".parse().unwrap();
    call_with(|config| config.turn.allowed_peers = vec![loopback]).await
}

async fn call_with(change: impl FnOnce(&mut Config)) -> Call {
    let app = TestApp::with_relay(change).await;
    let (id, mentor_browser) = app.create().await;
    let mut mentor = mentor_browser.open(id).await;
    mentor.hello(1, None).await;
    let mentor_info = mentor.entered().await;
    let (learner_browser, mut learner) = app.enter(id, "Learner", 2).await;
    let learner_info = learner.entered().await;
    mentor.joined().await;
    Call {
        app,
        mentor: mentor_info.ice_servers,
        learner: learner_info.ice_servers,
        pair: Pair {
            id,
            mentor_browser,
            mentor,
            mentor_id: mentor_info.me.id,
            learner_browser,
            learner,
            learner_id: learner_info.me.id,
        },
    }
}

async fn renewed(peer: &mut Peer) -> Vec<IceServer> {
    peer.until(|message| match message {
        ServerMessage::IceServers { ice_servers } => Some(ice_servers),
        _ => None,
    })
    .await
}

/// Waits until the relay has this many allocations no more.
async fn until_refused(client: &mut TurnClient) -> u16 {
    // What ends an allocation was said before this; a request that came between finds it, and asks again.
    for _ in 0..1_000 {
        match client.refresh(600).await {
            Ok(_) => tokio::task::yield_now().await,
            Err(code) => return code,
        }
    }
    panic!("the allocation lives on");
}

#[tokio::test]
async fn people_reach_each_other_by_the_relay_alone() {
    let call = call_with(|_| {}).await;
    for (one_way, other_way) in [(By::Udp, By::Udp), (By::Tcp, By::Tcp), (By::Udp, By::Tcp)] {
        let mut one = TurnClient::told(&call.mentor, one_way).await;
        let mut other = TurnClient::told(&call.learner, other_way).await;
        let one_at = one.allocate().await.unwrap();
        let other_at = other.allocate().await.unwrap();
        one.permit(other_at).await.unwrap();
        other.permit(one_at).await.unwrap();
        one.send_to(other_at, b"without a channel").await;
        let expected = (From::Peer(one_at), b"without a channel".to_vec());
        assert_eq!(other.data().await, expected);
        one.bind(0x4000, other_at).await.unwrap();
        other.bind(0x4fff, one_at).await.unwrap();
        one.send_by(0x4000, b"by a channel").await;
        let expected = (From::Channel(0x4fff), b"by a channel".to_vec());
        assert_eq!(other.data().await, expected);
        other.send_by(0x4fff, b"and back").await;
        assert_eq!(
            one.data().await,
            (From::Channel(0x4000), b"and back".to_vec())
        );
    }
}

#[tokio::test]
async fn somebody_outside_is_reached_and_reaches_back() {
    let call = call().await;
    for by in [By::Udp, By::Tcp] {
        let outside = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let peer = outside.local_addr().unwrap();
        let mut client = TurnClient::told(&call.mentor, by).await;
        let relayed = client.allocate().await.unwrap();
        // Before there is a permission, nothing passes; what passes then is the first that comes.
        outside.send_to(b"too early", relayed).await.unwrap();
        client.send_to(peer, b"too early").await;
        client.permit(peer).await.unwrap();
        client.send_to(peer, b"out").await;
        let mut heard = [0; 64];
        let (length, from) = timeout(PATIENCE, outside.recv_from(&mut heard))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((&heard[..length], from), (&b"out"[..], relayed));
        outside.send_to(b"in", relayed).await.unwrap();
        assert_eq!(client.data().await, (From::Peer(peer), b"in".to_vec()));
        client.bind(0x4001, peer).await.unwrap();
        outside.send_to(b"odd", relayed).await.unwrap();
        assert_eq!(
            client.data().await,
            (From::Channel(0x4001), b"odd".to_vec())
        );
    }
}

#[tokio::test]
async fn an_allocation_and_a_permission_end_with_their_time() {
    let call = call().await;
    let mut one = TurnClient::told(&call.mentor, By::Udp).await;
    let mut other = TurnClient::told(&call.learner, By::Udp).await;
    let one_at = one.allocate().await.unwrap();
    let other_at = other.allocate().await.unwrap();
    one.permit(other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    call.app.clock.advance(6 * MINUTE);
    one.send_to(other_at, b"nobody permits it any more").await;
    one.permit(other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    one.send_to(other_at, b"again").await;
    assert_eq!(other.data().await, (From::Peer(one_at), b"again".to_vec()));
    assert_eq!(one.refresh(3_600).await, Ok(3_600));
    call.app.clock.advance(6 * MINUTE);
    assert_eq!(other.refresh(600).await, Err(437));
    assert_eq!(one.refresh(600).await, Ok(600));
    assert_eq!(one.refresh(0).await, Ok(0));
    assert_eq!(one.refresh(600).await, Err(437));
    one.allocate().await.unwrap();
}

#[tokio::test]
async fn a_request_that_comes_twice_is_answered_alike() {
    use turn_types::{
        attribute::{RequestedTransport, XorRelayedAddress},
        message::ALLOCATE,
        stun::message::MessageWriteExt,
    };
    let call = call().await;
    let mut client = TurnClient::told(&call.mentor, By::Udp).await;
    let relayed = client.allocate().await.unwrap();
    assert_eq!(client.allocate().await, Err(437));
    client.refresh(0).await.unwrap();
    let request = client.request(ALLOCATE, |message| {
        let transport = RequestedTransport::new(RequestedTransport::UDP);
        message.add_attribute(&transport).unwrap();
    });
    let mut addresses = Vec::new();
    for _ in 0..2 {
        client.put(&request).await;
        let answer = client.packet().await;
        let message = Message::from_bytes(&answer).unwrap();
        let address = message.attribute::<XorRelayedAddress>().unwrap();
        addresses.push(address.addr(message.transaction_id()));
    }
    assert_eq!(addresses[0], addresses[1]);
    assert_ne!(addresses[0], relayed);
}

#[tokio::test]
async fn a_client_of_another_make_is_served() {
    const CLIENT: &str = "turnutils_uclient";
    let call = call_with(|_| {}).await;
    let (server, username, password) = relay_of(&call.mentor);
    let (host, port) = (server.ip().to_string(), server.port().to_string());
    // By channels and by indications, over UDP and over TCP; each time two that send to each other.
    for way in [&[][..], &["-s"], &["-t"], &["-t", "-s"]] {
        let mut client = Command::new(CLIENT);
        client.args(["-y", "-c", "-n", "20", "-u", &username, "-w", &password]);
        client.args(["-p", &port]).args(way).arg(&host);
        let said = match timeout(PATIENCE, client.output()).await.unwrap() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                eprintln!("SKIPPED: {CLIENT} is not here; it is in Debian's package coturn");
                return;
            }
            output => String::from_utf8_lossy(&output.unwrap().stdout).into_owned(),
        };
        assert!(said.contains("tot_recv_msgs=40"), "{way:?} {said}");
        assert!(said.contains("Total lost packets 0"), "{way:?} {said}");
    }
}

#[tokio::test]
async fn anybody_may_ask_how_they_are_seen() {
    let call = call().await;
    let (server, ..) = relay_of(&call.mentor);
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let request = Message::builder_request(BINDING, MessageWriteVec::new()).finish();
    socket.send_to(&request, server).await.unwrap();
    let mut answer = [0; 1_500];
    let (length, _) = timeout(PATIENCE, socket.recv_from(&mut answer))
        .await
        .unwrap()
        .unwrap();
    let answer = Message::from_bytes(&answer[..length]).unwrap();
    let mapped = answer.attribute::<XorMappedAddress>().unwrap();
    assert_eq!(
        mapped.addr(answer.transaction_id()),
        socket.local_addr().unwrap()
    );
    assert_eq!(length, 40, "no more than the address and a fingerprint");
}

#[tokio::test]
async fn credentials_are_renewed_before_they_run_out_and_what_is_relayed_goes_on() {
    let mut call = call().await;
    let mut one = TurnClient::told(&call.mentor, By::Udp).await;
    let mut other = TurnClient::told(&call.learner, By::Tcp).await;
    let one_at = one.allocate().await.unwrap();
    let other_at = other.allocate().await.unwrap();
    for _ in 0..9 {
        call.app.pass(9 * MINUTE).await;
        one.refresh(600).await.unwrap();
        other.refresh(600).await.unwrap();
    }
    // An hour and twenty minutes later the first credentials are long over.
    let first = TurnClient::told(&call.mentor, By::Udp)
        .await
        .allocate()
        .await;
    assert_eq!(first, Err(401));
    let told = renewed(&mut call.pair.mentor).await;
    assert_ne!(told, call.mentor);
    TurnClient::told(&told, By::Udp)
        .await
        .allocate()
        .await
        .unwrap();
    // What they opened has not been let go.
    one.permit(other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    one.send_to(other_at, b"still here").await;
    assert_eq!(
        other.data().await,
        (From::Peer(one_at), b"still here".to_vec())
    );
}

#[tokio::test]
async fn credentials_are_told_once_in_their_life() {
    let mut call = call().await;
    let start = relay_of(&call.mentor).1;
    call.app.pass(44 * MINUTE).await;
    call.pair.mentor.say(ClientMessage::Ping {}).await;
    let before = call.pair.mentor.settled().await;
    assert_eq!(before, []);
    call.app.pass(MINUTE).await;
    let told = renewed(&mut call.pair.mentor).await;
    assert_ne!(relay_of(&told).1, start);
    call.app.pass(MINUTE).await;
    call.pair.mentor.say(ClientMessage::Ping {}).await;
    assert_eq!(call.pair.mentor.settled().await, []);
}

#[tokio::test]
async fn whoever_is_put_out_relays_nothing_more() {
    let mut call = call().await;
    let mut client = TurnClient::told(&call.learner, By::Udp).await;
    client.allocate().await.unwrap();
    let remove = HostCommand::Remove {
        user_id: call.pair.learner_id,
        ban: false,
    };
    call.pair.mentor.command(remove).await;
    call.pair.mentor.left().await;
    assert_eq!(until_refused(&mut client).await, 437);
    assert_eq!(client.allocate().await, Err(403));
    let mut mentor = TurnClient::told(&call.mentor, By::Udp).await;
    mentor.allocate().await.unwrap();
}

#[tokio::test]
async fn when_the_session_is_over_nobody_relays_any_more() {
    let mut call = call().await;
    let mut client = TurnClient::told(&call.mentor, By::Tcp).await;
    client.allocate().await.unwrap();
    call.pair.mentor_browser.end(call.pair.id).await;
    call.pair.learner.terminated().await;
    assert_eq!(until_refused(&mut client).await, 437);
    let mut learner = TurnClient::told(&call.learner, By::Udp).await;
    assert_eq!(learner.allocate().await, Err(403));
}

#[tokio::test]
async fn a_lost_socket_does_not_end_what_is_relayed_and_a_lost_seat_does() {
    let call = call().await;
    let mut client = TurnClient::told(&call.learner, By::Udp).await;
    client.allocate().await.unwrap();
    drop(call.pair.learner);
    call.app.pass(MINUTE).await;
    client.refresh(600).await.unwrap();
    let mut mentor = call.pair.mentor;
    mentor.presence().await;
    call.app.pass(3 * MINUTE).await;
    mentor.left().await;
    assert_eq!(until_refused(&mut client).await, 437);
}

#[tokio::test]
async fn stopping_ends_what_is_relayed_and_waits_for_nobody() {
    let call = call().await;
    let mut by_tcp = TurnClient::told(&call.mentor, By::Tcp).await;
    let mut by_udp = TurnClient::told(&call.learner, By::Udp).await;
    by_tcp.allocate().await.unwrap();
    by_udp.allocate().await.unwrap();
    let folder = call.app.stop().await;
    assert!(by_tcp.is_closed().await);
    drop(folder);
}

#[tokio::test]
async fn a_relay_that_is_off_is_not_spoken_of() {
    let call = call_with(|config| config.turn.listen = Vec::new()).await;
    assert_eq!(call.mentor, []);
}

#[tokio::test]
async fn the_figures_say_how_much_is_relayed_and_what_is_refused() {
    let call = call().await;
    let mut one = TurnClient::told(&call.mentor, By::Udp).await;
    let mut other = TurnClient::told(&call.learner, By::Udp).await;
    let one_at = one.allocate().await.unwrap();
    let other_at = other.allocate().await.unwrap();
    one.permit(other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    one.send_to(other_at, b"counted").await;
    other.data().await;
    assert_eq!(one.permit("10.0.0.1:80".parse().unwrap()).await, Err(403));
    let figures = get(call.app.address, "/metrics").await.body;
    assert!(figures.contains("visavis_turn_allocations "), "{figures}");
    assert!(figures.contains("visavis_turn_relayed_bytes_total "));
    assert!(figures.contains("visavis_turn_refused_total{reason=\"forbidden_peer\"}"));
    let (_, username, _) = relay_of(&call.mentor);
    assert!(!figures.contains(&username));
}
