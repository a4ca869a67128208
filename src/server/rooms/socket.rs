//! A socket that has entered a room, and what became of what it says there.

use tokio::sync::oneshot;

use super::{
    command::{Command, Inbox},
    delivery::{Errand, SocketId},
};
use crate::protocol::client_message::ClientMessage;

/// What became of something that a socket said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The room sees to it.
    Done,
    /// It may be done, and is not the room's to do.
    Errand(Errand),
    /// The room is gone.
    Gone,
}

/// A socket that has entered a room.
pub struct RoomSocket {
    room: Inbox,
    id: SocketId,
}

impl RoomSocket {
    pub(super) const fn new(room: Inbox, id: SocketId) -> Self {
        Self { room, id }
    }

    /// Tells the room what the socket said.
    pub async fn say(&self, message: ClientMessage) -> Heard {
        let (errand, answer) = if matches!(message, ClientMessage::Moderate { .. }) {
            let (errand, answer) = oneshot::channel();
            (Some(errand), Some(answer))
        } else {
            (None, None)
        };
        let said = Command::Said {
            socket: self.id,
            message,
            errand,
        };
        if self.room.send(Box::new(said)).await.is_err() {
            return Heard::Gone;
        }
        match answer {
            // A room that has none lets the question go.
            Some(answer) => answer.await.map_or(Heard::Done, Heard::Errand),
            None => Heard::Done,
        }
    }

    /// Tells the room that the socket is gone. A socket that does not say so is noticed a little later.
    pub async fn lost(self) {
        // A room that is gone has no seat to keep.
        let _ = self
            .room
            .send(Box::new(Command::Lost { socket: self.id }))
            .await;
    }
}
