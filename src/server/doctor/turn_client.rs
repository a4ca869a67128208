//! Somebody who uses a relay (RFC 8656) as a browser does: an allocation, a permission, and something that is carried.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};
use turn_types::{
    attribute::{Data, RequestedTransport, XorPeerAddress, XorRelayedAddress},
    message::{ALLOCATE, CREATE_PERMISSION, SEND},
    stun::{
        attribute::{ErrorCode, Nonce, Realm, Username},
        message::{
            IntegrityAlgorithm, LongTermKeyCredentials, Message, MessageWrite, MessageWriteExt,
            MessageWriteVec, Method,
        },
    },
};

use super::probe::{PATIENCE, Trust, encrypt};

/// The largest packet that is awaited.
const PACKET: usize = 2_048;
/// What every message begins with (RFC 8489 §5).
const HEADER: usize = 20;

/// How a relay is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Udp,
    Tcp,
    Tls,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

enum Way {
    Udp(UdpSocket),
    Stream(Box<dyn Stream>),
}

/// The name and the password by which a relay is used.
#[derive(Clone)]
pub(super) struct Pass {
    pub(super) username: String,
    pub(super) password: String,
}

/// Why a relay did not do what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// It does not answer.
    Silent(String),
    /// It refuses, by this number (RFC 8656 §19).
    Refused(u16),
    /// Its certificate is not believed.
    Distrusted(String),
}

/// Somebody with an allocation.
pub(super) struct TurnClient {
    way: Way,
    pass: Pass,
    /// Realm and nonce, once they are known.
    challenge: Option<(String, String)>,
    pub(super) relayed: SocketAddr,
}

impl TurnClient {
    /// Asks the relay at `server`, which is called `host`, for an allocation.
    pub(super) async fn allocate(
        server: SocketAddr,
        host: &str,
        by: By,
        trust: Trust,
        pass: Pass,
    ) -> Result<Self, Failure> {
        let way = timeout(PATIENCE, connect(server, host, by, trust))
            .await
            .map_err(|_| Failure::Silent("it takes too long".to_owned()))??;
        let mut client = Self {
            way,
            pass,
            challenge: None,
            relayed: server,
        };
        let answer = client
            .ask(ALLOCATE, |message| {
                let transport = RequestedTransport::new(RequestedTransport::UDP);
                let _ = message.add_attribute(&transport);
            })
            .await?;
        let relayed = Message::from_bytes(&answer).ok().and_then(|message| {
            let relayed = message.attribute::<XorRelayedAddress>().ok()?;
            Some(relayed.addr(message.transaction_id()))
        });
        client.relayed = relayed.ok_or_else(unintelligible)?;
        Ok(client)
    }

    /// Lets `peer` reach this allocation.
    pub(super) async fn permit(&mut self, peer: SocketAddr) -> Result<(), Failure> {
        let asked = self.ask(CREATE_PERMISSION, |message| {
            let peer = XorPeerAddress::new(peer, message.transaction_id());
            let _ = message.add_attribute(&peer);
        });
        asked.await.map(drop)
    }

    /// Lets the relay carry something to `peer`.
    pub(super) async fn send(&mut self, peer: SocketAddr, data: &[u8]) -> Result<(), Failure> {
        let mut message = Message::builder_indication(SEND, MessageWriteVec::new());
        let peer = XorPeerAddress::new(peer, message.transaction_id());
        let written = message
            .add_attribute(&peer)
            .and_then(|()| message.add_attribute(&Data::new(data)));
        written.map_err(|_| unintelligible())?;
        self.put(&message.finish()).await
    }

    /// Waits for something that the relay carried here.
    pub(super) async fn receive(&mut self) -> Result<Vec<u8>, Failure> {
        loop {
            let packet = self.packet().await?;
            let data = Message::from_bytes(&packet).ok().and_then(|message| {
                let data = message.attribute::<Data<'_>>().ok()?;
                Some(data.data().to_vec())
            });
            if let Some(data) = data {
                return Ok(data);
            }
        }
    }

    /// Asks, and once more with what the relay wants to hear.
    async fn ask(
        &mut self,
        method: Method,
        write: impl Fn(&mut MessageWriteVec),
    ) -> Result<Vec<u8>, Failure> {
        let mut tries = 3;
        loop {
            tries -= 1;
            let answer = self.try_ask(method, &write).await?;
            let message = Message::from_bytes(&answer).map_err(|_| unintelligible())?;
            let Ok(code) = message.attribute::<ErrorCode>() else {
                return Ok(answer);
            };
            let code = code.code();
            let realm = message.attribute::<Realm>();
            let nonce = message.attribute::<Nonce>();
            let (401 | 438, Ok(nonce), true) = (code, nonce, tries > 0) else {
                return Err(Failure::Refused(code));
            };
            let known = self.challenge.take();
            let realm = realm.map(|realm| realm.realm().to_owned()).ok();
            let realm = realm.or_else(|| known.as_ref().map(|(realm, _)| realm.clone()));
            let nonce = nonce.nonce().to_owned();
            // Whoever is refused with the nonce that they were given is refused for good.
            if code == 401 && known.is_some_and(|(_, before)| before == nonce) {
                return Err(Failure::Refused(code));
            }
            self.challenge = Some((realm.ok_or_else(unintelligible)?, nonce));
        }
    }

    async fn try_ask(
        &mut self,
        method: Method,
        write: impl Fn(&mut MessageWriteVec),
    ) -> Result<Vec<u8>, Failure> {
        let request = self.request(method, write).ok_or_else(unintelligible)?;
        let asked = Message::from_bytes(&request).map_err(|_| unintelligible())?;
        let asked = asked.transaction_id();
        self.put(&request).await?;
        loop {
            let packet = self.packet().await?;
            let is_answer = Message::from_bytes(&packet)
                .is_ok_and(|message| message.is_response() && message.transaction_id() == asked);
            if is_answer {
                return Ok(packet);
            }
        }
    }

    fn request(&self, method: Method, write: impl Fn(&mut MessageWriteVec)) -> Option<Vec<u8>> {
        let mut message = Message::builder_request(method, MessageWriteVec::new());
        write(&mut message);
        if let Some((realm, nonce)) = &self.challenge {
            let Pass { username, password } = &self.pass;
            message.add_attribute(&Username::new(username).ok()?).ok()?;
            message.add_attribute(&Realm::new(realm).ok()?).ok()?;
            message.add_attribute(&Nonce::new(nonce).ok()?).ok()?;
            let credentials =
                LongTermKeyCredentials::new(username.clone(), password.clone(), realm.clone());
            let key = credentials.make_key(IntegrityAlgorithm::Sha1);
            message
                .add_message_integrity_with_key(&key, IntegrityAlgorithm::Sha1)
                .ok()?;
        }
        message.add_fingerprint().ok()?;
        Some(message.finish())
    }

    async fn put(&mut self, packet: &[u8]) -> Result<(), Failure> {
        let sent = match &mut self.way {
            Way::Udp(socket) => socket.send(packet).await.map(drop),
            Way::Stream(stream) => match stream.write_all(packet).await {
                Ok(()) => stream.flush().await,
                Err(error) => Err(error),
            },
        };
        sent.map_err(|error| Failure::Silent(error.to_string()))
    }

    async fn packet(&mut self) -> Result<Vec<u8>, Failure> {
        let reading = async {
            let mut packet = vec![0; PACKET];
            let length = match &mut self.way {
                Way::Udp(socket) => socket.recv(&mut packet).await?,
                Way::Stream(stream) => {
                    stream.read_exact(&mut packet[..HEADER]).await?;
                    let rest = usize::from(u16::from_be_bytes([packet[2], packet[3]]));
                    let whole = (HEADER + rest).min(PACKET);
                    stream.read_exact(&mut packet[HEADER..whole]).await?;
                    whole
                }
            };
            packet.truncate(length);
            Ok::<_, std::io::Error>(packet)
        };
        timeout(PATIENCE, reading)
            .await
            .map_err(|_| Failure::Silent("no answer comes".to_owned()))?
            .map_err(|error| Failure::Silent(error.to_string()))
    }
}

async fn connect(server: SocketAddr, host: &str, by: By, trust: Trust) -> Result<Way, Failure> {
    let silent = |error: std::io::Error| Failure::Silent(error.to_string());
    if by == By::Udp {
        let any: SocketAddr = if server.is_ipv4() {
            ([0, 0, 0, 0], 0).into()
        } else {
            (std::net::Ipv6Addr::UNSPECIFIED, 0).into()
        };
        let socket = UdpSocket::bind(any).await.map_err(silent)?;
        socket.connect(server).await.map_err(silent)?;
        return Ok(Way::Udp(socket));
    }
    let stream = TcpStream::connect(server).await.map_err(silent)?;
    if by == By::Tcp {
        return Ok(Way::Stream(Box::new(stream)));
    }
    match encrypt(stream, host, trust).await {
        Ok(stream) => Ok(Way::Stream(Box::new(stream))),
        Err(why) => Err(Failure::Distrusted(why)),
    }
}

fn unintelligible() -> Failure {
    Failure::Silent("what it answers cannot be understood".to_owned())
}
