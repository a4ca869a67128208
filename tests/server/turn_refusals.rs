//! The relay is nobody's way in: forbidden peers, credentials that do not count, too much of everything, and noise.

use std::{net::SocketAddr, time::Duration};

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use tokio::{
    net::{TcpStream, UdpSocket},
    time::timeout,
};
use turn_types::{
    attribute::{RequestedTransport, XorPeerAddress},
    message::{ALLOCATE, CREATE_PERMISSION},
    stun::{
        attribute::{ErrorCode, Software},
        message::{BINDING, Message, MessageWrite, MessageWriteExt, MessageWriteVec},
    },
};
use visavis::{
    domain::{clock::Clock, ids::SessionId},
    protocol::server_message::IceServer,
    server::ice::{Credentials, IceServers, Relay, RelayPorts},
};

use crate::support::{
    ANY_PORT, By, PATIENCE, Peer, TestApp, TestFolder, TurnClient, relay_of, run,
};

/// Somebody inside, and the servers that they were told.
async fn inside(app: &TestApp) -> (SessionId, Peer, Vec<IceServer>) {
    let (id, browser) = app.create().await;
    let mut peer = browser.open(id).await;
    peer.hello(1, None).await;
    let told = peer.entered().await.ice_servers;
    (id, peer, told)
}

async fn joined(app: &TestApp, id: SessionId) -> (Peer, Vec<IceServer>) {
    let (_, mut peer) = app.enter(id, "Learner", 2).await;
    let told = peer.entered().await.ice_servers;
    (peer, told)
}

fn address(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

async fn answers(server: SocketAddr) -> bool {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let request = Message::builder_request(BINDING, MessageWriteVec::new()).finish();
    socket.send_to(&request, server).await.unwrap();
    let mut answer = [0; 1_500];
    timeout(PATIENCE, socket.recv_from(&mut answer))
        .await
        .is_ok()
}

#[tokio::test]
async fn nothing_inside_is_a_peer() {
    let app =
        TestApp::with_relay(|config| config.turn.addresses = vec!["203.0.113.7".parse().unwrap()])
            .await;
    let (id, _mentor, told) = inside(&app).await;
    // The relay names its outer address, where no test reaches it; it listens on loopback.
    let (outer, username, password) = relay_of(&told);
    let server = SocketAddr::from(([127, 0, 0, 1], outer.port()));
    let mut client = TurnClient::with(server, By::Udp, &username, &password).await;
    let relayed = client.allocate().await.unwrap();
    assert_eq!(relayed.ip(), outer.ip());
    for forbidden in [
        "127.0.0.1:80",
        "127.0.0.53:53",
        "0.0.0.0:80",
        "10.0.0.1:80",
        "172.16.0.1:80",
        "192.168.0.1:80",
        "100.64.0.1:80",
        "169.254.169.254:80",
        "224.0.0.1:80",
        "255.255.255.255:80",
        // Our own, where nobody relays.
        "203.0.113.7:80",
    ] {
        let peer = address(forbidden);
        assert_eq!(client.permit(peer).await, Err(403), "{forbidden}");
        assert_eq!(client.bind(0x4000, peer).await, Err(403), "{forbidden}");
    }
    // Written as IPv6 they are the same, and everything else in IPv6 is of another family.
    for mapped in ["[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80"] {
        assert_eq!(client.permit(address(mapped)).await, Err(403), "{mapped}");
    }
    for other in ["[::1]:80", "[fe80::1]:80", "[2002:7f00:1::]:80"] {
        assert_eq!(client.permit(address(other)).await, Err(443), "{other}");
    }
    // One that is forbidden spoils the others.
    let both = client
        .ask(CREATE_PERMISSION, |message| {
            for peer in ["8.8.8.8:80", "10.0.0.1:80"] {
                let peer = XorPeerAddress::new(address(peer), message.transaction_id());
                message.add_attribute(&peer).unwrap();
            }
        })
        .await;
    assert_eq!(both, Err(403));
    assert_eq!(client.permit(address("8.8.8.8:80")).await, Ok(()));
    // At our own address, who relays there is reached, by those addresses that both were told.
    let (_learner, told) = joined(&app, id).await;
    let (_, username, password) = relay_of(&told);
    let mut other = TurnClient::with(server, By::Tcp, &username, &password).await;
    let other_at = other.allocate().await.unwrap();
    assert_eq!(client.permit(other_at).await, Ok(()));
    assert_eq!(other.permit(relayed).await, Ok(()));
    client.send_to(other_at, b"inside").await;
    assert_eq!(other.data().await.1, b"inside");
}

#[tokio::test]
async fn what_our_own_address_serves_is_not_reached_by_a_permission_for_it() {
    let app = TestApp::with_relay(|_| {}).await;
    let (id, _mentor, told) = inside(&app).await;
    let (_learner, other_told) = joined(&app, id).await;
    let mut client = TurnClient::told(&told, By::Udp).await;
    let mut other = TurnClient::told(&other_told, By::Udp).await;
    let relayed = client.allocate().await.unwrap();
    let other_at = other.allocate().await.unwrap();
    // A permission is for an address and not for a port (RFC 8656 §9); this one is for loopback.
    client.permit(other_at).await.unwrap();
    other.permit(relayed).await.unwrap();
    let service = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    client.send_to(service.local_addr().unwrap(), b"psst").await;
    service.send_to(b"psst", relayed).await.unwrap();
    client.send_to(other_at, b"after it").await;
    assert_eq!(other.data().await.1, b"after it");
    other.send_to(relayed, b"and back").await;
    assert_eq!(client.data().await.1, b"and back");
    let mut heard = [0; 16];
    assert!(service.try_recv(&mut heard).is_err(), "nothing came");
}

#[tokio::test]
async fn ipv6_has_the_same_walls() {
    if UdpSocket::bind("[::1]:0").await.is_err() {
        eprintln!("SKIPPED: this machine has no IPv6");
        return;
    }
    use turn_types::{AddressFamily, attribute::RequestedAddressFamily};
    let listen = address("[::1]:0");
    let app = TestApp::with_relay(|config| config.turn.listen = vec![ANY_PORT, listen]).await;
    let (_, _mentor, told) = inside(&app).await;
    let mut client = TurnClient::told(&told, By::Udp).await;
    client
        .ask(ALLOCATE, |message| {
            let transport = RequestedTransport::new(RequestedTransport::UDP);
            let family = RequestedAddressFamily::new(AddressFamily::IPV6);
            message.add_attribute(&transport).unwrap();
            message.add_attribute(&family).unwrap();
        })
        .await
        .unwrap();
    for forbidden in [
        "[::1]:80",
        "[::]:80",
        "[fe80::1]:80",
        "[fc00::1]:80",
        "[ff02::1]:80",
        "[64:ff9b::7f00:1]:80",
        "[2002:7f00:1::]:80",
        "[2001:0:c0a8:101::]:80",
    ] {
        let permitted = client.permit(address(forbidden)).await;
        assert_eq!(permitted, Err(403), "{forbidden}");
    }
    assert_eq!(
        client.permit(address("[::ffff:127.0.0.1]:80")).await,
        Err(443)
    );
}

#[tokio::test]
async fn credentials_that_are_not_ours_or_have_run_out_open_nothing() {
    let app = TestApp::with_relay(|_| {}).await;
    let (id, browser) = app.create().await;
    let mut mentor = browser.open(id).await;
    mentor.hello(1, None).await;
    let info = mentor.entered().await;
    let (mentor_id, told) = (info.me.id, info.ice_servers);
    let (_learner, other_told) = joined(&app, id).await;
    let (server, username, password) = relay_of(&told);
    let (_, other_username, other_password) = relay_of(&other_told);
    // What another server would tell the same person in the same session.
    let foreign = Credentials::new(b"another server".to_vec(), Duration::from_secs(3_600));
    let relay = Relay::Own {
        ports: RelayPorts {
            plain: server.port(),
            tls: None,
        },
        addresses: vec![server.ip()],
    };
    let foreign = IceServers::new(Vec::new(), Some((relay, foreign)));
    let foreign_told = foreign.hand_out(id, mentor_id, "", app.clock.now()).servers;
    let (_, foreign_username, foreign_password) = relay_of(&foreign_told);
    let (expiry, pseudonym) = username.split_once(':').unwrap();
    let later = format!("{}:{pseudonym}", expiry.parse::<u64>().unwrap() + 60);
    let nobody = format!("{expiry}:{}", "0".repeat(32));
    for (name, word) in [
        (username.as_str(), "wrong"),
        (&username, &foreign_password),
        (&foreign_username, &foreign_password),
        (&username, &other_password),
        (&other_username, &password),
        (&later, &password),
        (&nobody, &password),
        ("", ""),
        ("admin", "admin"),
        ("9999999999:admin", "admin"),
    ] {
        let mut client = TurnClient::with(server, By::Udp, name, word).await;
        assert_eq!(client.allocate().await, Err(401), "{name} {word}");
    }
    let mut client = TurnClient::with(server, By::Udp, &username, &password).await;
    client.allocate().await.unwrap();
    client.call_oneself(&other_username, &other_password);
    assert_eq!(client.refresh(600).await, Err(441), "somebody else's");
    client.call_oneself(&username, "wrong");
    assert_eq!(client.refresh(600).await, Err(401));
    app.clock.advance(Duration::from_secs(3_601));
    let mut late = TurnClient::with(server, By::Udp, &username, &password).await;
    assert_eq!(late.allocate().await, Err(401), "run out");
}

#[tokio::test]
async fn one_person_has_as_many_allocations_as_a_call_takes_and_all_have_a_most() {
    let app = TestApp::with_relay(|config| config.turn.allocations = 45).await;
    let (id, _mentor, told) = inside(&app).await;
    let (_learner, other_told) = joined(&app, id).await;
    let mut clients = Vec::new();
    let refused = loop {
        let mut client = TurnClient::told(&told, By::Udp).await;
        match client.allocate().await {
            Ok(_) => clients.push(client),
            Err(code) => break code,
        }
    };
    assert_eq!((clients.len(), refused), (40, 486));
    for _ in 0..5 {
        let mut client = TurnClient::told(&other_told, By::Udp).await;
        client.allocate().await.unwrap();
        clients.push(client);
    }
    let mut client = TurnClient::told(&other_told, By::Udp).await;
    assert_eq!(client.allocate().await, Err(508));
    clients[0].refresh(0).await.unwrap();
    client.allocate().await.unwrap();
}

#[tokio::test]
async fn what_is_carried_has_a_most() {
    let app = TestApp::with_relay(|config| config.turn.megabits = 1).await;
    let (id, _mentor, told) = inside(&app).await;
    let (_learner, other_told) = joined(&app, id).await;
    let mut one = TurnClient::told(&told, By::Udp).await;
    let mut other = TurnClient::told(&other_told, By::Udp).await;
    let one_at = one.allocate().await.unwrap();
    let other_at = other.allocate().await.unwrap();
    one.permit(other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    // A second's worth is 125,000 bytes, and the clock stands still.
    for _ in 0..125 {
        one.send_to(other_at, &[1; 1_000]).await;
        other.data().await;
    }
    one.send_to(other_at, b"too much").await;
    app.clock.advance(Duration::from_secs(1));
    one.send_to(other_at, b"a second later").await;
    let mut heard = other.data().await.1;
    // The clock may have moved before the packet that was too much was looked at.
    if heard == b"too much" {
        heard = other.data().await.1;
    }
    assert_eq!(heard, b"a second later");
}

#[tokio::test]
async fn a_storm_from_the_same_address_leaves_a_call_alone() {
    let app = TestApp::with_relay(|_| {}).await;
    let (id, _mentor, told) = inside(&app).await;
    let (_learner, other_told) = joined(&app, id).await;
    let (server, ..) = relay_of(&told);
    let mut one = TurnClient::told(&told, By::Udp).await;
    let mut other = TurnClient::told(&other_told, By::Tcp).await;
    let one_at = one.allocate().await.unwrap();
    let other_at = other.allocate().await.unwrap();
    one.bind(0x4000, other_at).await.unwrap();
    other.permit(one_at).await.unwrap();
    let storm = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let mut request = Message::builder_request(ALLOCATE, MessageWriteVec::new());
    let transport = RequestedTransport::new(RequestedTransport::UDP);
    request.add_attribute(&transport).unwrap();
    let request = request.finish();
    let mut answered = 0;
    for round in 0..3_000 {
        storm.send_to(&request, server).await.unwrap();
        if round % 100 == 0 {
            one.send_by(0x4000, b"still").await;
            assert_eq!(other.data().await.1, b"still");
            one.refresh(600).await.unwrap();
        }
        let mut answer = [0; 1_500];
        while storm.try_recv(&mut answer).is_ok() {
            answered += 1;
        }
    }
    assert!(answered < 2_500, "a storm is answered {answered} times");
    let mut stranger = TurnClient::told(&told, By::Udp).await;
    let asked = timeout(Duration::from_millis(200), stranger.allocate()).await;
    assert!(asked.is_err(), "whoever is new waits");
    app.clock.advance(Duration::from_secs(5));
    let mut stranger = TurnClient::told(&told, By::Udp).await;
    stranger.allocate().await.unwrap();
}

#[tokio::test]
async fn whoever_proves_nothing_hears_little() {
    let app = TestApp::with_relay(|_| {}).await;
    let (_, _mentor, told) = inside(&app).await;
    let (server, ..) = relay_of(&told);
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let mut asked = Message::builder_request(ALLOCATE, MessageWriteVec::new());
    asked
        .add_attribute(&Software::new("tester").unwrap())
        .unwrap();
    let asked = asked.finish();
    socket.send_to(&asked, server).await.unwrap();
    let mut answer = [0; 1_500];
    let (length, _) = timeout(PATIENCE, socket.recv_from(&mut answer))
        .await
        .unwrap()
        .unwrap();
    let parsed = Message::from_bytes(&answer[..length]).unwrap();
    assert_eq!(parsed.attribute::<ErrorCode>().unwrap().code(), 401);
    assert!(length <= 76, "{length}");
}

#[tokio::test]
async fn a_stream_that_makes_no_sense_is_closed_and_others_go_on() {
    let app = TestApp::with_relay(|_| {}).await;
    let (_, _mentor, told) = inside(&app).await;
    let mut client = TurnClient::told(&told, By::Tcp).await;
    client.allocate().await.unwrap();
    for nonsense in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        &[0xff; 64],
        &[0, 1, 0xff, 0xfc],
    ] {
        let (server, ..) = relay_of(&told);
        let mut other = TurnClient::with(server, By::Tcp, "", "").await;
        other.put(nonsense).await;
        assert!(other.is_closed().await);
    }
    client.refresh(600).await.unwrap();
}

#[tokio::test]
async fn noise_and_what_was_cut_off_change_nothing() {
    let app = TestApp::with_relay(|config| config.address_limits = false).await;
    let (_, _mentor, told) = inside(&app).await;
    let (server, ..) = relay_of(&told);
    let mut client = TurnClient::told(&told, By::Udp).await;
    client.allocate().await.unwrap();
    let good = client.request(CREATE_PERMISSION, |message| {
        let peer = XorPeerAddress::new(address("8.8.8.8:80"), message.transaction_id());
        message.add_attribute(&peer).unwrap();
    });
    let mut runner = TestRunner::deterministic();
    let noise = prop::collection::vec(any::<u8>(), 0..600);
    let flips = (0..good.len(), any::<u8>(), 0..=good.len());
    let stranger = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    for round in 0..500 {
        let noise = noise.new_tree(&mut runner).unwrap().current();
        let (at, flip, length) = flips.new_tree(&mut runner).unwrap().current();
        let mut bent = good.clone();
        bent[at] ^= flip;
        bent.truncate(length);
        stranger.send_to(&noise, server).await.unwrap();
        client.put(&noise).await;
        stranger.send_to(&bent, server).await.unwrap();
        client.put(&bent).await;
        if round % 50 == 0 {
            assert!(answers(server).await);
        }
    }
    assert!(answers(server).await);
    // It has asked so much that it has to wait.
    app.clock.advance(Duration::from_secs(20));
    client.refresh(600).await.unwrap();
}

#[tokio::test]
async fn a_port_of_the_relay_that_is_taken_is_said_in_words() {
    let folder = TestFolder::new();
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = folder.path().to_str().unwrap();
    let arguments = ["--listen", "127.0.0.1:0", "--data-dir", data];
    let environment = [("VISAVIS_TURN_LISTEN", address.as_str())];
    let (code, _, error) = run(&arguments, &environment).await;
    assert_eq!(code, Some(1));
    assert!(
        error.contains(&format!("turn-listen: {address} cannot be listened on")),
        "{error}"
    );
    assert!(error.contains("--turn-listen off"), "{error}");
    assert!(TcpStream::connect(&address).await.is_ok(), "whose it was");
}
