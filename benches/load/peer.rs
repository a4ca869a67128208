//! A person in a room, as far as the server sees one: a ticket, a socket, a handshake.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, Utf8Bytes, client::IntoClientRequest, http::HeaderValue},
};
use visavis::{
    domain::ids::{Instance, SessionId},
    protocol::{
        VERSION,
        client_message::{ClientMessage, MediaState},
        codec::{decode, encode},
        route::Route,
        server_message::ServerMessage,
    },
};

use super::{Failure, http};

/// Somebody inside.
pub struct Peer {
    socket: WebSocketStream<TcpStream>,
}

impl Peer {
    /// Begins a session as person number `person`, and goes in.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn create(address: SocketAddr, person: u32) -> Result<(SessionId, Self), Failure> {
        let answer = http::call(
            address,
            "create_session",
            "title=Load&name=&kind=video",
            person,
        )
        .await?;
        let id: SessionId = serde_json::from_str(&answer.body)?;
        Ok((
            id,
            Self::enter(address, id, &answer.cookie.ok_or("no ticket")?, person).await?,
        ))
    }

    /// Joins session `id` as person number `person`, and goes in.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn join(address: SocketAddr, id: SessionId, person: u32) -> Result<Self, Failure> {
        let ticket = Self::take_seat(address, id, person).await?;
        Self::enter(address, id, &ticket, person).await
    }

    /// Joins session `id` as person number `person`, and gives the ticket.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn take_seat(
        address: SocketAddr,
        id: SessionId,
        person: u32,
    ) -> Result<String, Failure> {
        let answer = http::call(address, "join_session", &format!("id={id}&name="), person).await?;
        Ok(answer.cookie.ok_or("no ticket")?)
    }

    /// Goes into session `id` with a ticket: socket and handshake.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn enter(
        address: SocketAddr,
        id: SessionId,
        ticket: &str,
        person: u32,
    ) -> Result<Self, Failure> {
        let mut request =
            format!("ws://{address}{}", Route::Socket(id).path()).into_client_request()?;
        let [_, a, b, c] = person.to_be_bytes();
        let headers = request.headers_mut();
        headers.insert(
            "origin",
            HeaderValue::from_str(&format!("http://{address}"))?,
        );
        headers.insert("cookie", HeaderValue::from_str(ticket)?);
        headers.insert(
            "x-forwarded-for",
            HeaderValue::from_str(&format!("10.{a}.{b}.{c}"))?,
        );
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async(request, stream).await?;
        let mut peer = Self { socket };
        let hello = ClientMessage::Hello {
            version: VERSION,
            instance: Instance(person),
            last_seq: None,
            media: MediaState::default(),
        };
        peer.say(&hello).await?;
        match peer.hear().await? {
            ServerMessage::SessionInfo(_) => Ok(peer),
            other => Err(format!("the handshake was answered with {other:?}").into()),
        }
    }

    /// Goes into a room of [`super::bare`].
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn bare(address: SocketAddr, room: u32, person: u32) -> Result<Self, Failure> {
        let request = format!("ws://{address}/{room}/{person}").into_client_request()?;
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async(request, stream).await?;
        Ok(Self { socket })
    }

    /// Sends one message.
    ///
    /// # Errors
    /// When the socket is gone.
    pub async fn say(&mut self, message: &ClientMessage) -> Result<(), Failure> {
        self.say_text(&encode(message)).await
    }

    /// Sends one message that is written already.
    ///
    /// # Errors
    /// When the socket is gone.
    pub async fn say_text(&mut self, text: &str) -> Result<(), Failure> {
        Ok(self.socket.send(Message::text(text)).await?)
    }

    /// Waits for the next message.
    ///
    /// # Errors
    /// When the socket is gone, or the message is none of ours.
    pub async fn hear(&mut self) -> Result<ServerMessage, Failure> {
        Ok(decode(&self.next_text().await?)?)
    }

    /// Waits for the next message without reading it.
    ///
    /// # Errors
    /// When the socket is gone.
    pub async fn skip(&mut self) -> Result<(), Failure> {
        self.next_text().await.map(drop)
    }

    async fn next_text(&mut self) -> Result<Utf8Bytes, Failure> {
        loop {
            match self.socket.next().await.ok_or("the socket was closed")?? {
                Message::Text(text) => return Ok(text),
                Message::Close(frame) => {
                    return Err(format!("the socket was closed: {frame:?}").into());
                }
                _ => {}
            }
        }
    }
}
