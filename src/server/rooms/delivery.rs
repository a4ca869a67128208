//! What goes into a room's state and what comes out of it: plain values, no channels, no I/O.

use std::{collections::HashSet, sync::Arc};

use super::at_door::DoorWord;
use crate::{
    domain::{
        chat::{ChatBody, ChatMessage},
        clock::Timestamp,
        ids::{Instance, LocalRef, MessageId, ParticipantId, SessionId},
        participant::Participant,
        session::{EndReason, Session},
    },
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::CloseCode,
        server_message::{ErrorMessage, ServerMessage},
    },
};

/// One socket of a room, for as long as it lives. Never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u64);

/// One question of a server function that the room answers later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CallId(pub u64);

/// Who waits for a message to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asker {
    /// A socket.
    Socket(SocketId),
    /// A server function.
    Call(CallId),
}

/// What a good `hello` says, and by which way it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    /// The life of the page.
    pub instance: Instance,
    /// The last chat message that it has.
    pub last_seq: Option<u64>,
    /// What it is sending.
    pub media: MediaState,
    /// The name or address by which the page reached this server.
    pub host: Arc<str>,
}

/// Something that happens to a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A new socket said `hello`. Who it is was proven by the ticket.
    Enter {
        /// The new socket.
        socket: SocketId,
        /// Whose it is.
        participant: Participant,
        /// What it said.
        hello: Hello,
    },
    /// A socket that has entered says something.
    Said {
        /// Which.
        socket: SocketId,
        /// What.
        message: ClientMessage,
    },
    /// A socket is gone.
    Lost {
        /// Which.
        socket: SocketId,
    },
    /// Somebody writes by a server function. Who it is was proven by the ticket.
    Write {
        /// The question.
        call: CallId,
        /// Who writes.
        author: Participant,
        /// Their own name for it.
        local_ref: LocalRef,
        /// What they write.
        body: String,
    },
    /// A message is on disk.
    Stored {
        /// Who waits for it.
        asker: Asker,
        /// The message.
        message: ChatMessage,
        /// Whether it was stored now; false when it had been before.
        fresh: bool,
    },
    /// A message could not be stored.
    NotStored {
        /// Who waits for it.
        asker: Asker,
        /// The author's own name for it.
        local_ref: LocalRef,
    },
    /// A message that is stored was changed: taken back, removed, made an announcement.
    Changed {
        /// As it stands now.
        message: ChatMessage,
    },
    /// Somebody may come who guessed a code: whoever is new has to knock.
    OpenLobby,
    /// The page of somebody before the door says what is wrong.
    AtDoor {
        /// What.
        word: DoorWord,
    },
    /// Somebody may not be here any more.
    Expel {
        /// Who.
        participant: ParticipantId,
    },
    /// The session is over.
    End {
        /// Why.
        reason: EndReason,
    },
    /// The server stops; everybody keeps their seat for its next start.
    Drain,
    /// Time has passed.
    Tick,
}

/// Something that a room wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Tell these sockets.
    Send {
        /// Whom.
        to: Vec<SocketId>,
        /// What.
        message: ServerMessage,
    },
    /// Close a socket, after everything that it was sent before.
    Close {
        /// Which.
        socket: SocketId,
        /// Why.
        code: CloseCode,
    },
    /// Store a message, then say so by [`Input::Stored`] or [`Input::NotStored`].
    Store {
        /// Who waits for it.
        asker: Asker,
        /// Who wrote it.
        author: Participant,
        /// Their own name for it.
        local_ref: LocalRef,
        /// The text.
        body: ChatBody,
    },
    /// Answer a server function.
    Answer {
        /// The question.
        call: CallId,
        /// The stored message, or why there is none.
        result: Result<ChatMessage, ErrorMessage>,
    },
    /// Note who is inside, so that a restart finds it.
    Record(Attendance),
    /// Note what a host decided, so that the next room of this session knows it.
    Decide(Decision),
    /// Do something for a socket that is not the room's to do; the room has found that it may be done.
    Errand {
        /// Whose word it is.
        socket: SocketId,
        /// What.
        errand: Errand,
    },
}

/// Something that a host decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Somebody's role, what they alone may do, and whether they may be inside.
    Part {
        /// As they are now.
        participant: Participant,
        /// When.
        at: Timestamp,
    },
    /// The title and the rules.
    Rules {
        /// As it is now.
        session: Box<Session>,
        /// Whether what was changed for single people is forgotten.
        for_all: bool,
    },
}

/// Something that is done above the rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// End the session.
    End,
    /// Take a message's text away.
    RemoveMessage(MessageId),
    /// Make a message an announcement, or an ordinary one again.
    Announce(MessageId, bool),
}

/// A change of who is inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attendance {
    /// Somebody is inside, with this life of their page, sending this.
    Inside {
        /// Who.
        participant_id: ParticipantId,
        /// Where.
        session_id: SessionId,
        /// The life of their page.
        instance: Instance,
        /// What they are sending.
        media: MediaState,
        /// When.
        at: Timestamp,
    },
    /// Somebody's seat is free.
    Gone {
        /// Who.
        participant_id: ParticipantId,
        /// Where.
        session_id: SessionId,
        /// When.
        at: Timestamp,
        /// Whether nobody is inside now.
        last: bool,
    },
}

impl Attendance {
    /// In which session.
    pub const fn session_id(&self) -> SessionId {
        match self {
            Self::Inside { session_id, .. } | Self::Gone { session_id, .. } => *session_id,
        }
    }
}

impl Decision {
    /// In which session.
    pub const fn session_id(&self) -> SessionId {
        match self {
            Self::Part { participant, .. } => participant.session_id,
            Self::Rules { session, .. } => session.id,
        }
    }
}

/// Which sockets a list of deliveries reaches; for tests and for figures.
pub fn reached(deliveries: &[Delivery]) -> HashSet<SocketId> {
    deliveries
        .iter()
        .flat_map(|delivery| match delivery {
            Delivery::Send { to, .. } => to.clone(),
            Delivery::Close { socket, .. } => vec![*socket],
            Delivery::Store { .. }
            | Delivery::Answer { .. }
            | Delivery::Record(_)
            | Delivery::Decide(_)
            | Delivery::Errand { .. } => Vec::new(),
        })
        .collect()
}
