//! One end of a room's socket, over real TCP.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};
use visavis::{
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{Instance, LocalRef, ParticipantId},
        role::{Grants, Role},
        session::Title,
    },
    protocol::{
        self,
        client_message::{ClientMessage, MediaState},
        codec,
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{
            ErrorMessage, Knocking, LeaveReason, Rules, ServerMessage, SessionInfo, Termination,
            User, WaitingUser,
        },
        signal::Signal,
    },
};

use super::PATIENCE;

/// A description of somebody who sends sound and picture.
pub const SENDING: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\n\
m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\n";
/// A description of somebody who sends a screen's picture alone.
pub const SCREEN: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\n\
m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\n\
m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=sendrecv\r\n\
m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\n";
/// A description of somebody who sends nothing.
pub const RECEIVING: &str = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n\
m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\n";

/// The upgrade was refused with this status; with 0 when the line broke before the answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused(pub u16);

#[derive(Debug)]
pub struct Peer {
    socket: WebSocketStream<TcpStream>,
}

impl Peer {
    pub async fn open(
        address: SocketAddr,
        path: &str,
        cookie: &str,
        origin: Option<&str>,
    ) -> Result<Self, Refused> {
        let mut request = format!("ws://{address}{path}")
            .into_client_request()
            .unwrap();
        let headers = request.headers_mut();
        if !cookie.is_empty() {
            headers.insert("cookie", HeaderValue::from_str(cookie).unwrap());
        }
        if let Some(origin) = origin {
            headers.insert("origin", HeaderValue::from_str(origin).unwrap());
        }
        let Ok(stream) = TcpStream::connect(address).await else {
            return Err(Refused(0));
        };
        match timeout(PATIENCE, client_async(request, stream))
            .await
            .expect("the server answers in time")
        {
            Ok((socket, _)) => Ok(Self { socket }),
            Err(Error::Http(response)) => Err(Refused(response.status().as_u16())),
            Err(_) => Err(Refused(0)),
        }
    }

    pub async fn send(&mut self, message: Message) {
        self.socket.send(message).await.unwrap();
    }

    /// Like [`Peer::send`], for a socket that the server may have closed by now.
    pub async fn try_send(&mut self, message: Message) -> bool {
        self.socket.send(message).await.is_ok()
    }

    pub async fn text(&mut self, text: &str) {
        self.send(Message::text(text)).await;
    }

    pub async fn say(&mut self, message: ClientMessage) {
        self.text(&codec::encode(&message)).await;
    }

    pub async fn hello(&mut self, instance: u32, last_seq: Option<u64>) {
        self.say(hello(instance, last_seq)).await;
    }

    /// Like [`Peer::hello`], for a socket that the server may have closed by now.
    pub async fn try_hello(&mut self, instance: u32) -> bool {
        self.try_send(Message::text(codec::encode(&hello(instance, None))))
            .await
    }

    pub async fn chat(&mut self, local_ref: LocalRef, body: &str) {
        self.say(ClientMessage::Chat {
            local_ref,
            body: body.to_owned(),
        })
        .await;
    }

    pub async fn signal(&mut self, to: ParticipantId, to_instance: u32, offer_id: u32) {
        let signal = Signal::Offer {
            offer_id,
            sdp: SENDING.to_owned(),
        };
        self.say_to(to, to_instance, signal).await;
    }

    pub async fn say_to(&mut self, to: ParticipantId, to_instance: u32, signal: Signal) {
        self.say(ClientMessage::Signal {
            to,
            to_instance: Instance(to_instance),
            signal,
        })
        .await;
    }

    /// Does something that only hosts may.
    pub async fn command(&mut self, command: HostCommand) {
        self.say(ClientMessage::Moderate { command }).await;
    }

    /// Waits for the first message that `pick` takes; others are passed over.
    pub async fn until<T>(&mut self, pick: impl Fn(ServerMessage) -> Option<T>) -> T {
        loop {
            let message = self.hear().await;
            if let Some(picked) = pick(message) {
                return picked;
            }
        }
    }

    /// What somebody waits for who knocked.
    pub async fn knocking(&mut self) -> Knocking {
        match self.hear().await {
            ServerMessage::Knocking(knocking) => knocking,
            other => panic!("no knocking: {other:?}"),
        }
    }

    /// The names of those who wait.
    pub async fn waiting(&mut self) -> Vec<WaitingUser> {
        match self.hear().await {
            ServerMessage::Waiting { users } => users,
            other => panic!("no waiting: {other:?}"),
        }
    }

    /// Whose part or grants changed, and to what.
    pub async fn changed(&mut self) -> (ParticipantId, Role, Grants) {
        match self.hear().await {
            ServerMessage::UserChanged {
                user_id,
                role,
                grants,
                ..
            } => (user_id, role, grants),
            other => panic!("no user_changed: {other:?}"),
        }
    }

    /// The session's title, end and rules as they are now.
    pub async fn session_changed(&mut self) -> (Title, Timestamp, Rules) {
        match self.hear().await {
            ServerMessage::SessionChanged {
                title,
                expires_at,
                rules,
            } => (title, expires_at, rules),
            other => panic!("no session_changed: {other:?}"),
        }
    }

    /// The next frame: a message, or the code of a close. A ping is no word.
    pub async fn next(&mut self) -> Result<ServerMessage, u16> {
        let text = self.next_text().await?;
        Ok(codec::decode(&text).unwrap())
    }

    /// The next frame as it came, or the code of a close.
    pub async fn next_text(&mut self) -> Result<String, u16> {
        let speaking = async {
            loop {
                match self.socket.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                    Some(Ok(Message::Close(frame))) => {
                        return Err(frame.map_or(1005, |frame| frame.code.into()));
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(1006),
                }
            }
        };
        timeout(PATIENCE, speaking)
            .await
            .expect("the server speaks in time")
    }

    pub async fn hear(&mut self) -> ServerMessage {
        self.next()
            .await
            .unwrap_or_else(|code| panic!("the socket was closed with {code}"))
    }

    /// Waits for the close and gives its code; messages before it are passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    pub async fn closed_with(&mut self, code: CloseCode) {
        assert_eq!(self.closed().await, code.as_u16());
    }

    /// Whatever was said before is heard before the answer to this.
    pub async fn settled(&mut self) -> Vec<ServerMessage> {
        self.say(ClientMessage::Ping {}).await;
        let mut heard = Vec::new();
        loop {
            match self.hear().await {
                ServerMessage::Pong {} => return heard,
                message => heard.push(message),
            }
        }
    }

    pub async fn entered(&mut self) -> SessionInfo {
        match self.hear().await {
            ServerMessage::SessionInfo(info) => *info,
            other => panic!("no session_info: {other:?}"),
        }
    }

    pub async fn joined(&mut self) -> User {
        match self.hear().await {
            ServerMessage::UserJoined { user, .. } => user,
            other => panic!("no user_joined: {other:?}"),
        }
    }

    pub async fn left(&mut self) -> (ParticipantId, LeaveReason) {
        match self.hear().await {
            ServerMessage::UserLeft {
                user_id, reason, ..
            } => (user_id, reason),
            other => panic!("no user_left: {other:?}"),
        }
    }

    /// Whose presence changed, in which life of their page, to what.
    pub async fn presence(&mut self) -> (ParticipantId, u32, bool) {
        match self.hear().await {
            ServerMessage::Presence {
                user_id,
                instance,
                connected,
                ..
            } => (user_id, instance.0, connected),
            other => panic!("no presence: {other:?}"),
        }
    }

    pub async fn message(&mut self) -> ChatMessage {
        match self.hear().await {
            ServerMessage::Chat { message } => message,
            other => panic!("no chat: {other:?}"),
        }
    }

    pub async fn refused(&mut self) -> ErrorMessage {
        match self.hear().await {
            ServerMessage::Error(error) => error,
            other => panic!("no error: {other:?}"),
        }
    }

    pub async fn refused_with(&mut self, code: ErrorCode) {
        assert_eq!(self.refused().await.code, code);
    }

    pub async fn terminated(&mut self) -> Termination {
        match self.hear().await {
            ServerMessage::SessionTerminated { reason } => reason,
            other => panic!("no session_terminated: {other:?}"),
        }
    }

    /// Goes away without a word, as a laptop does that is closed.
    pub fn vanish(self) {
        drop(self);
    }
}

fn hello(instance: u32, last_seq: Option<u64>) -> ClientMessage {
    ClientMessage::Hello {
        version: protocol::VERSION,
        instance: Instance(instance),
        last_seq,
        media: MediaState {
            audio: true,
            video: true,
            screen: false,
        },
    }
}
