//! What the product is compared with: axum's own WebSocket with the same buffers, rooms as lists of queues, and
//! nothing else. Whatever somebody says goes to the others of the room. It is a process of its own, made of this
//! program: `load bare-server`.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    response::Response,
    routing::get,
};
use tokio::{net::TcpListener, sync::mpsc};

use super::Failure;

const BUFFER: usize = 1024;
/// Messages that may wait for one reader.
const WAITING: usize = 256;

/// The word that this program knows the server by.
pub const NAME: &str = "bare-server";
/// What it prints, before its address, when it answers.
pub const READY: &str = "A bare server is ready: http://";

type Queue = mpsc::Sender<Utf8Bytes>;
type Rooms = Arc<Mutex<HashMap<u32, Vec<(u32, Queue)>>>>;

/// Serves until the process ends.
///
/// # Errors
/// When it cannot listen.
pub async fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    println!("{READY}{}", listener.local_addr()?);
    let router = Router::new()
        .route("/{room}/{person}", get(enter))
        .with_state(Rooms::default());
    Ok(axum::serve(listener, router).await?)
}

async fn enter(
    upgrade: WebSocketUpgrade,
    Path((room, person)): Path<(u32, u32)>,
    State(rooms): State<Rooms>,
) -> Response {
    upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(0)
        .on_upgrade(move |socket| relay(socket, room, person, rooms))
}

async fn relay(mut socket: WebSocket, room: u32, person: u32, rooms: Rooms) {
    let (queue, mut waiting) = mpsc::channel(WAITING);
    with(&rooms, room, |people| people.push((person, queue)));
    loop {
        tokio::select! {
            text = waiting.recv() => {
                let Some(text) = text else { break };
                if socket.send(Message::Text(text)).await.is_err() {
                    break;
                }
            }
            heard = socket.recv() => {
                let Some(Ok(Message::Text(text))) = heard else { break };
                with(&rooms, room, |people| {
                    for (_, queue) in people.iter().filter(|(other, _)| *other != person) {
                        // Who does not read loses it; the load waits for every one, so nobody does.
                        let _ = queue.try_send(text.clone());
                    }
                });
            }
        }
    }
    with(&rooms, room, |people| {
        people.retain(|(other, _)| *other != person)
    });
}

fn with(rooms: &Rooms, room: u32, change: impl FnOnce(&mut Vec<(u32, Queue)>)) {
    let mut rooms = rooms.lock().unwrap_or_else(PoisonError::into_inner);
    change(rooms.entry(room).or_default());
}
