//! Somebody who uses the relay as a browser does, over real UDP or TCP, and somebody who misuses it.

use std::{collections::VecDeque, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};
use turn_types::{
    attribute::{
        ChannelNumber, Data, Lifetime, RequestedTransport, XorPeerAddress, XorRelayedAddress,
    },
    message::{ALLOCATE, CHANNEL_BIND, CREATE_PERMISSION, REFRESH, SEND},
    stun::{
        attribute::{ErrorCode, Nonce, Realm, Username},
        message::{
            IntegrityAlgorithm, IntegrityKey, LongTermKeyCredentials, Message, MessageWrite,
            MessageWriteExt, MessageWriteVec, Method,
        },
    },
};
use visavis::protocol::server_message::IceServer;

use super::PATIENCE;

const REALM: &str = "visavis";

enum Way {
    Udp(UdpSocket),
    Tcp(TcpStream),
}

/// How packets reach the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Udp,
    Tcp,
}

pub struct TurnClient {
    way: Way,
    username: String,
    key: IntegrityKey,
    nonce: String,
    /// What came while something else was waited for.
    heard: VecDeque<Vec<u8>>,
}

impl TurnClient {
    /// Somebody with these credentials, who asks the relay there.
    pub async fn with(server: SocketAddr, by: By, username: &str, password: &str) -> Self {
        let way = match by {
            By::Udp => {
                let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
                socket.connect(server).await.unwrap();
                Way::Udp(socket)
            }
            By::Tcp => Way::Tcp(TcpStream::connect(server).await.unwrap()),
        };
        Self {
            way,
            username: username.to_owned(),
            key: key(username, password),
            nonce: String::new(),
            heard: VecDeque::new(),
        }
    }

    /// Somebody who was told these servers.
    pub async fn told(servers: &[IceServer], by: By) -> Self {
        let (server, username, password) = relay_of(servers);
        Self::with(server, by, &username, &password).await
    }

    /// Goes on with other credentials.
    pub fn call_oneself(&mut self, username: &str, password: &str) {
        self.username = username.to_owned();
        self.key = key(username, password);
    }

    /// Opens an allocation. Gives the relayed address, or the number of the refusal.
    pub async fn allocate(&mut self) -> Result<SocketAddr, u16> {
        let answer = self
            .ask(ALLOCATE, |message| {
                let transport = RequestedTransport::new(RequestedTransport::UDP);
                message.add_attribute(&transport).unwrap();
            })
            .await?;
        let message = Message::from_bytes(&answer).unwrap();
        let relayed = message.attribute::<XorRelayedAddress>().unwrap();
        Ok(relayed.addr(message.transaction_id()))
    }

    /// Lets the allocation live on; ends it with 0 seconds. Gives how many seconds it has.
    pub async fn refresh(&mut self, seconds: u32) -> Result<u32, u16> {
        let answer = self
            .ask(REFRESH, |message| {
                message.add_attribute(&Lifetime::new(seconds)).unwrap();
            })
            .await?;
        let message = Message::from_bytes(&answer).unwrap();
        Ok(message.attribute::<Lifetime>().unwrap().seconds())
    }

    pub async fn permit(&mut self, peer: SocketAddr) -> Result<(), u16> {
        self.ask(CREATE_PERMISSION, |message| {
            let peer = XorPeerAddress::new(peer, message.transaction_id());
            message.add_attribute(&peer).unwrap();
        })
        .await
        .map(drop)
    }

    pub async fn bind(&mut self, number: u16, peer: SocketAddr) -> Result<(), u16> {
        self.ask(CHANNEL_BIND, |message| {
            let peer = XorPeerAddress::new(peer, message.transaction_id());
            message.add_attribute(&ChannelNumber::new(number)).unwrap();
            message.add_attribute(&peer).unwrap();
        })
        .await
        .map(drop)
    }

    /// Sends without a channel.
    pub async fn send_to(&mut self, peer: SocketAddr, data: &[u8]) {
        let mut message = Message::builder_indication(SEND, MessageWriteVec::new());
        let peer = XorPeerAddress::new(peer, message.transaction_id());
        message.add_attribute(&peer).unwrap();
        message.add_attribute(&Data::new(data)).unwrap();
        self.put(&message.finish()).await;
    }

    /// Sends by a channel.
    pub async fn send_by(&mut self, number: u16, data: &[u8]) {
        let mut packet = number.to_be_bytes().to_vec();
        packet.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        packet.extend(data);
        packet.resize(packet.len().next_multiple_of(4), 0);
        self.put(&packet).await;
    }

    /// Waits for data: from whom, and what.
    pub async fn data(&mut self) -> (From, Vec<u8>) {
        loop {
            let packet = self.packet().await;
            if packet[0] >> 6 == 1 {
                let number = u16::from_be_bytes([packet[0], packet[1]]);
                let length = usize::from(u16::from_be_bytes([packet[2], packet[3]]));
                return (From::Channel(number), packet[4..4 + length].to_vec());
            }
            let message = Message::from_bytes(&packet).unwrap();
            if let Ok(data) = message.attribute::<Data<'_>>() {
                let peer = message.attribute::<XorPeerAddress>().unwrap();
                let peer = peer.addr(message.transaction_id());
                return (From::Peer(peer), data.data().to_vec());
            }
        }
    }

    /// Asks with credentials, once more when the relay wants another nonce. Gives the answer, or the number of the
    /// refusal.
    pub async fn ask(
        &mut self,
        method: Method,
        write: impl Fn(&mut MessageWriteVec),
    ) -> Result<Vec<u8>, u16> {
        let mut answer = self.try_ask(method, &write).await;
        for _ in 0..2 {
            let message = Message::from_bytes(&answer).unwrap();
            let Ok(code) = message.attribute::<ErrorCode>() else {
                return Ok(answer);
            };
            let nonce = message
                .attribute::<Nonce>()
                .map(|nonce| nonce.nonce().to_owned());
            match (code.code(), nonce) {
                (401 | 438, Ok(nonce)) if nonce != self.nonce => {
                    self.nonce = nonce;
                    answer = self.try_ask(method, &write).await;
                }
                (code, _) => return Err(code),
            }
        }
        let message = Message::from_bytes(&answer).unwrap();
        match message.attribute::<ErrorCode>() {
            Ok(code) => Err(code.code()),
            Err(_) => Ok(answer),
        }
    }

    async fn try_ask(&mut self, method: Method, write: impl Fn(&mut MessageWriteVec)) -> Vec<u8> {
        let request = self.request(method, write);
        let asked = Message::from_bytes(&request).unwrap().transaction_id();
        self.put(&request).await;
        let mut others = VecDeque::new();
        let answer = loop {
            let packet = self.packet().await;
            let is_answer = Message::from_bytes(&packet)
                .is_ok_and(|message| message.is_response() && message.transaction_id() == asked);
            if is_answer {
                break packet;
            }
            others.push_back(packet);
        };
        self.heard.extend(others);
        answer
    }

    /// A request with the credentials, as far as there is a nonce.
    pub fn request(&self, method: Method, write: impl Fn(&mut MessageWriteVec)) -> Vec<u8> {
        let mut message = Message::builder_request(method, MessageWriteVec::new());
        write(&mut message);
        if !self.nonce.is_empty() {
            let username = Username::new(&self.username).unwrap();
            message.add_attribute(&username).unwrap();
            message.add_attribute(&Realm::new(REALM).unwrap()).unwrap();
            let nonce = Nonce::new(&self.nonce).unwrap();
            message.add_attribute(&nonce).unwrap();
            message
                .add_message_integrity_with_key(&self.key, IntegrityAlgorithm::Sha1)
                .unwrap();
        }
        message.add_fingerprint().unwrap();
        message.finish()
    }

    /// Sends bytes as they are.
    pub async fn put(&mut self, packet: &[u8]) {
        match &mut self.way {
            Way::Udp(socket) => drop(socket.send(packet).await.unwrap()),
            Way::Tcp(stream) => stream.write_all(packet).await.unwrap(),
        }
    }

    /// Whether the relay closed the stream; waits for it.
    pub async fn is_closed(&mut self) -> bool {
        let Way::Tcp(stream) = &mut self.way else {
            return false;
        };
        let mut rest = [0; 64];
        loop {
            match timeout(PATIENCE, stream.read(&mut rest)).await.unwrap() {
                Ok(0) | Err(_) => return true,
                Ok(_) => {}
            }
        }
    }

    /// The next packet of the relay.
    pub async fn packet(&mut self) -> Vec<u8> {
        if let Some(packet) = self.heard.pop_front() {
            return packet;
        }
        let reading = async {
            match &mut self.way {
                Way::Udp(socket) => {
                    let mut packet = vec![0; 65_536];
                    let length = socket.recv(&mut packet).await.unwrap();
                    packet.truncate(length);
                    packet
                }
                Way::Tcp(stream) => {
                    let mut packet = vec![0; 4];
                    stream.read_exact(&mut packet).await.unwrap();
                    let length = usize::from(u16::from_be_bytes([packet[2], packet[3]]));
                    let rest = match packet[0] >> 6 {
                        0 => length + 16,
                        _ => length.next_multiple_of(4),
                    };
                    packet.resize(4 + rest, 0);
                    stream.read_exact(&mut packet[4..]).await.unwrap();
                    packet
                }
            }
        };
        timeout(PATIENCE, reading).await.expect("the relay answers")
    }
}

/// Whom data came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Peer(SocketAddr),
    Channel(u16),
}

/// Where the relay is, and the credentials for it.
pub fn relay_of(servers: &[IceServer]) -> (SocketAddr, String, String) {
    let server = servers
        .iter()
        .find(|server| server.username.is_some())
        .expect("there is a relay");
    let url = server.urls[0].strip_prefix("turn:").unwrap();
    let (address, _) = url.split_once('?').unwrap();
    (
        address.parse().unwrap(),
        server.username.clone().unwrap(),
        server.credential.clone().unwrap(),
    )
}

fn key(username: &str, password: &str) -> IntegrityKey {
    let (username, password) = (username.to_owned(), password.to_owned());
    LongTermKeyCredentials::new(username, password, REALM.to_owned())
        .make_key(IntegrityAlgorithm::Sha1)
}
