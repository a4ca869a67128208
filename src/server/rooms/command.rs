//! What is asked of a room: from its sockets, from the use cases, and from time.

use tokio::sync::{mpsc, oneshot};

use super::{
    RoomError,
    at_door::DoorWord,
    delivery::{Errand, Hello, SocketId},
    glimpse::Glimpse,
    outbox::Outbox,
    state::{Arrival, NoSeat},
};
use crate::{
    domain::{
        chat::ChatMessage,
        ids::{LocalRef, ParticipantId},
        participant::Participant,
        session::EndReason,
    },
    protocol::{client_message::ClientMessage, server_message::ErrorMessage},
};

/// Commands that may wait.
pub(super) const INBOX: usize = 256;

/// The way to one room.
pub(super) type Inbox = mpsc::Sender<Box<Command>>;

/// Something asked of a room. Travels in a box: an inbox holds space for thirty at once, and is nearly always empty.
pub(super) enum Command {
    Enter {
        participant: Participant,
        hello: Hello,
        outbox: Outbox,
        reply: oneshot::Sender<Result<SocketId, RoomError>>,
    },
    Said {
        socket: SocketId,
        message: ClientMessage,
        /// Where an errand goes that follows from it; only what a host commands has any.
        errand: Option<oneshot::Sender<Errand>>,
    },
    Lost {
        socket: SocketId,
    },
    Reserve {
        participant: Participant,
        arrival: Arrival,
        reply: oneshot::Sender<Result<Participant, RoomError>>,
    },
    Look {
        asker: Option<Participant>,
        reply: oneshot::Sender<Result<Glimpse, RoomError>>,
    },
    Write {
        author: Participant,
        local_ref: LocalRef,
        body: String,
        reply: oneshot::Sender<Result<ChatMessage, WriteError>>,
    },
    Changed {
        message: ChatMessage,
        reply: oneshot::Sender<()>,
    },
    OpenLobby {
        reply: oneshot::Sender<Result<(), RoomError>>,
    },
    AtDoor {
        word: DoorWord,
        reply: oneshot::Sender<()>,
    },
    Expel {
        participant: ParticipantId,
        reply: oneshot::Sender<()>,
    },
    End {
        reason: EndReason,
        reply: oneshot::Sender<()>,
    },
    Drain {
        reply: oneshot::Sender<()>,
    },
    Tick {
        reply: oneshot::Sender<()>,
    },
}

/// Why a message was not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// There is no room for it.
    Room(RoomError),
    /// The room refused it.
    Refused(ErrorMessage),
}

impl Command {
    /// Answers that there is no room; who said something to it hears nothing, for its socket is closed anyway.
    pub(super) fn refuse(self, error: RoomError) {
        // Who asked may be gone.
        match self {
            Self::Enter { reply, .. } => drop(reply.send(Err(error))),
            Self::Reserve { reply, .. } => drop(reply.send(Err(error))),
            Self::Look { reply, .. } => drop(reply.send(Err(error))),
            Self::OpenLobby { reply } => drop(reply.send(Err(error))),
            Self::Write { reply, .. } => drop(reply.send(Err(WriteError::Room(error)))),
            Self::Changed { reply, .. }
            | Self::AtDoor { reply, .. }
            | Self::Expel { reply, .. }
            | Self::End { reply, .. }
            | Self::Drain { reply }
            | Self::Tick { reply } => {
                let _ = reply.send(());
            }
            Self::Said { .. } | Self::Lost { .. } => {}
        }
    }
}

impl From<NoSeat> for RoomError {
    fn from(no_seat: NoSeat) -> Self {
        match no_seat {
            NoSeat::Full => Self::Full,
            NoSeat::Ended(reason) => Self::Ended(reason),
            NoSeat::Locked => Self::Locked,
            NoSeat::NoGuests => Self::NoGuests,
            NoSeat::Denied => Self::NotAdmitted,
            NoSeat::Removed => Self::Removed,
        }
    }
}
