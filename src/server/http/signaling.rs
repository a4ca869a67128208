//! The life of a socket: waits for `hello`, then carries text both ways until one side ends.
//!
//! One task for each socket, with small buffers. It never decides what a message means: that is the room's.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use futures_util::SinkExt;
use tokio::time::{Instant, sleep_until, timeout};

use super::{state::AppState, tongue::Tongue};
use crate::{
    call::token_bucket::TokenBucket,
    domain::{
        ids::{Instance, SessionId},
        limits,
        participant::Participant,
    },
    protocol::{
        self,
        client_message::{ClientMessage, MediaState},
        codec,
        error_code::{CloseCode, ErrorCode},
        server_message::{ErrorMessage, ServerMessage},
    },
    server::rooms::{
        Errand, Frame, Heard, Hello, OutboxReader, Outgoing, RoomError, RoomSocket, outbox,
    },
};

/// Messages written with one flush.
const BATCH: usize = 64;
/// What a frame that is no message costs, in ordinary frames: twenty of them are too many.
const NONSENSE: u32 = limits::FRAMES_PER_SOCKET.burst / 20;
/// How long the other side may take to agree to a close.
const FAREWELL: Duration = Duration::from_secs(1);

/// The other side is gone, or does not follow the protocol of sockets.
struct Gone;

/// The life of a socket. What happens once stands in boxes, so that the long time between costs little memory. The
/// page reached the server by the name `host`.
pub(super) async fn attend(
    state: AppState,
    mut socket: Box<WebSocket>,
    participant: Box<Participant>,
    mut tongue: Tongue,
    host: Arc<str>,
) {
    let id = participant.session_id;
    let end = match Box::pin(enter(&state, &mut socket, participant, &tongue, host)).await {
        Ok((room, mut reader)) => {
            tracing::debug!("a socket entered its room");
            let end = converse(&state, id, &mut socket, &room, &mut reader, &mut tongue).await;
            drop(reader);
            Box::pin(room.lost()).await;
            tracing::debug!("a socket left its room");
            end
        }
        Err(end) => end,
    };
    if let Ok(code) = end {
        Box::pin(close(socket, code)).await;
    }
}

/// Waits for `hello`, where there is one, and goes into the room with it. In the other case: the code to close with, when there is
/// somebody left to hear it.
async fn enter(
    state: &AppState,
    socket: &mut WebSocket,
    participant: Box<Participant>,
    tongue: &Tongue,
    host: Arc<str>,
) -> Result<(RoomSocket, OutboxReader), Result<CloseCode, Gone>> {
    let hello = match tongue {
        Tongue::Room => shake_hands(state, socket, host).await?,
        // Each of these sockets is the first of a page, for all that the room knows.
        Tongue::Shared(_) => Hello {
            instance: Instance(u32::from_le_bytes(state.services.randomness.bytes())),
            last_seq: None,
            media: MediaState::default(),
            host,
        },
    };
    let (outbox, reader) = outbox();
    match state.services.enter_room(*participant, hello, outbox).await {
        Ok(room) => Ok((room, reader)),
        Err(RoomError::NotFound | RoomError::NotBegun | RoomError::NoGuests) => {
            Err(Ok(CloseCode::NotJoined))
        }
        Err(RoomError::Ended(_)) => Err(Ok(CloseCode::SessionEnded)),
        Err(RoomError::Full | RoomError::Locked) => Err(Ok(CloseCode::SessionFull)),
        Err(RoomError::Removed) => Err(Ok(CloseCode::Removed)),
        Err(RoomError::NotAdmitted) => Err(Ok(CloseCode::NotAdmitted)),
        Err(RoomError::Unavailable) => Err(Ok(CloseCode::ServiceRestart)),
    }
}

/// Waits for `hello`. In the other case as [`enter`].
async fn shake_hands(
    state: &AppState,
    socket: &mut WebSocket,
    host: Arc<str>,
) -> Result<Hello, Result<CloseCode, Gone>> {
    let hello = tokio::select! {
        () = state.sockets.stopping.cancelled() => return Err(Ok(CloseCode::ServiceRestart)),
        hello = timeout(state.site.socket_times.hello, hear_hello(socket, host)) => match hello {
            Ok(Ok(hello)) => hello,
            Ok(Err(Gone)) => return Err(Err(Gone)),
            Err(_) => return Err(Ok(CloseCode::HelloTimeout)),
        },
    };
    match hello {
        Ok(hello) => Ok(hello),
        Err(code) => {
            if let Some(refusal) = handshake_refusal(code) {
                // Whoever does not hear it hears the close.
                let _ = socket.send(text(&refusal)).await;
            }
            Err(Ok(code))
        }
    }
}

/// The first message, which has to be `hello`.
async fn hear_hello(
    socket: &mut WebSocket,
    host: Arc<str>,
) -> Result<Result<Hello, CloseCode>, Gone> {
    loop {
        let message = match socket.recv().await {
            None => return Err(Gone),
            Some(Err(error)) => {
                return is_too_big(&error)
                    .then_some(Err(CloseCode::TooBig))
                    .ok_or(Gone);
            }
            Some(Ok(message)) => message,
        };
        return match message {
            Message::Ping(_) | Message::Pong(_) => continue,
            Message::Close(_) => Err(Gone),
            Message::Binary(_) => Ok(Err(CloseCode::BadHandshake)),
            Message::Text(text) => Ok(match codec::decode(&text) {
                Ok(ClientMessage::Hello { version, .. }) if version != protocol::VERSION => {
                    Err(CloseCode::WrongVersion)
                }
                Ok(ClientMessage::Hello {
                    instance,
                    last_seq,
                    media,
                    ..
                }) => Ok(Hello {
                    instance,
                    last_seq,
                    media,
                    host,
                }),
                _ => Err(CloseCode::BadHandshake),
            }),
        };
    }
}

/// Carries messages both ways. Gives the code to close with, when there is somebody left to hear it.
async fn converse(
    state: &AppState,
    id: SessionId,
    socket: &mut WebSocket,
    room: &RoomSocket,
    reader: &mut OutboxReader,
    tongue: &mut Tongue,
) -> Result<CloseCode, Gone> {
    let times = state.site.socket_times;
    let clock = &state.services.clock;
    let mut budget = TokenBucket::new(limits::FRAMES_PER_SOCKET, clock.now());
    let mut marks = TokenBucket::new(limits::MARKS_PER_SOCKET, clock.now());
    let mut heard = Instant::now();
    let mut beat = heard + times.ask;
    loop {
        tokio::select! {
            outgoing = reader.next() => match outgoing {
                Outgoing::Close(code) => return Ok(code),
                Outgoing::Frame(frame) => {
                    if let Some(code) = Box::pin(write(socket, reader, tongue, frame, times.give_up)).await? {
                        return Ok(code);
                    }
                }
            },
            incoming = socket.recv() => {
                heard = Instant::now();
                beat = heard + times.ask;
                let message = match incoming {
                    None => return Err(Gone),
                    Some(Err(error)) if is_too_big(&error) => return Ok(CloseCode::TooBig),
                    Some(Err(_)) => return Err(Gone),
                    Some(Ok(message)) => message,
                };
                if budget.take(clock.now(), 1).is_err() {
                    return Ok(CloseCode::Flood);
                }
                match message {
                    Message::Ping(_) | Message::Pong(_) => {}
                    Message::Close(_) => return Err(Gone),
                    Message::Binary(_) => return Ok(CloseCode::BadHandshake),
                    Message::Text(frame) => match tongue.hear(&frame) {
                        Ok(ClientMessage::Annotate { .. }) if marks.take(clock.now(), 1).is_err() => {}
                        Ok(message) => {
                            // They have a measure of their own, so that a hand that draws silences nobody.
                            if matches!(message, ClientMessage::Annotate { .. }) {
                                budget.give_back(1);
                            }
                            match Box::pin(room.say(message)).await {
                                Heard::Done => {}
                                Heard::Gone => return Ok(CloseCode::ServiceRestart),
                                Heard::Errand(errand) => {
                                    if let Some(refusal) = Box::pin(run(state, id, errand)).await {
                                        Box::pin(send(socket, text(&refusal), times.give_up)).await?;
                                    }
                                }
                            }
                        }
                        Err(error) => {
                            if budget.take(clock.now(), NONSENSE).is_err() {
                                return Ok(CloseCode::Flood);
                            }
                            // What serde says could repeat what was sent; the word is enough.
                            let refusal = error_message(error.code(), "the frame was not understood");
                            Box::pin(send(socket, text(&refusal), times.give_up)).await?;
                        }
                    },
                }
            }
            () = sleep_until(beat) => {
                if heard.elapsed() >= times.give_up {
                    return Ok(CloseCode::HeartbeatLost);
                }
                Box::pin(send(socket, Message::Ping(Frame::new()), times.give_up)).await?;
                beat = (Instant::now() + times.ask).min(heard + times.give_up);
            }
        }
    }
}

/// Does what a host commands and the room cannot. Gives what to answer, when it is refused.
async fn run(state: &AppState, id: SessionId, errand: Errand) -> Option<ServerMessage> {
    let done = state.services.run_errand(id, errand).await;
    done.err().map(|error| ServerMessage::Error(error.into()))
}

/// Writes `first` and whatever else waits already, with one flush. Gives the code to close with, when the room
/// wants that.
async fn write(
    socket: &mut WebSocket,
    reader: &mut OutboxReader,
    tongue: &mut Tongue,
    first: Frame,
    within: Duration,
) -> Result<Option<CloseCode>, Gone> {
    let mut batch = vec![first];
    let mut end = None;
    while batch.len() < BATCH && end.is_none() {
        match reader.try_next() {
            Some(Outgoing::Frame(frame)) => batch.push(frame),
            Some(Outgoing::Close(code)) => end = Some(code),
            None => break,
        }
    }
    let writing = async {
        for frame in batch.into_iter().filter_map(|frame| tongue.tell(frame)) {
            let text = Utf8Bytes::try_from(frame).map_err(|_| Gone)?;
            socket.feed(Message::Text(text)).await.map_err(|_| Gone)?;
        }
        socket.flush().await.map_err(|_| Gone)
    };
    tokio::select! {
        written = timeout(within, writing) => match written {
            Ok(written) => written.map(|()| end),
            Err(_) => Ok(Some(CloseCode::SlowReader)),
        },
        code = reader.cut() => Ok(Some(code)),
    }
}

async fn send(socket: &mut WebSocket, message: Message, within: Duration) -> Result<(), Gone> {
    match timeout(within, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Gone),
    }
}

/// Says goodbye and waits a moment for the answer, so that the code is not lost with the connection.
pub(super) async fn close(mut socket: Box<WebSocket>, code: CloseCode) {
    let frame = CloseFrame {
        code: code.as_u16(),
        reason: Utf8Bytes::default(),
    };
    let farewell = async {
        socket.send(Message::Close(Some(frame))).await?;
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<_, axum::Error>(())
    };
    // Whoever does not answer is gone all the same.
    let _ = timeout(FAREWELL, farewell).await;
}

fn handshake_refusal(code: CloseCode) -> Option<ServerMessage> {
    match code {
        CloseCode::WrongVersion => Some(error_message(
            ErrorCode::WrongVersion,
            "this protocol version is not spoken here",
        )),
        CloseCode::BadHandshake => Some(error_message(
            ErrorCode::BadRequest,
            "the first frame has to be hello",
        )),
        _ => None,
    }
}

fn error_message(code: ErrorCode, message: &str) -> ServerMessage {
    ServerMessage::Error(ErrorMessage {
        code,
        message: message.to_owned(),
        retry_after: None,
        local_ref: None,
        to: None,
    })
}

fn text(message: &ServerMessage) -> Message {
    Message::Text(codec::encode(message).into())
}

/// Whether a frame was larger than allowed. axum hands tungstenite's error on behind a box, so its sentence is
/// what there is to go by; a test over a real socket holds it.
fn is_too_big(error: &axum::Error) -> bool {
    error.to_string().contains("Space limit exceeded")
}
