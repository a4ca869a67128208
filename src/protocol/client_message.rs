//! What a browser may say over the socket. Who says it is known from the ticket, never from a field.

use serde::{Deserialize, Serialize};

use super::{
    annotation::Mark, guest_trouble::GuestTrouble, host_command::HostCommand, signal::Signal,
};
use crate::domain::ids::{Instance, LocalRef, ParticipantId};

/// A message from browser to server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum ClientMessage {
    /// The handshake; must come first and only once.
    Hello {
        /// The protocol version that the client speaks.
        version: u16,
        /// This life of the page; the same after a lost socket, another after a reload.
        instance: Instance,
        /// The last chat message that the client has; none on entering.
        last_seq: Option<u64>,
        /// What the client is sending.
        media: MediaState,
    },
    /// A step of the negotiation with one other person.
    Signal {
        /// Whom it is for.
        to: ParticipantId,
        /// The life of the receiver's page that it is for.
        to_instance: Instance,
        /// The step.
        signal: Signal,
    },
    /// A chat message. Its echo, a `chat` message with the same `localRef`, is the receipt.
    Chat {
        /// The sender's own name for it. Sent again with the same name, it is stored once.
        local_ref: LocalRef,
        /// The text.
        body: String,
    },
    /// Microphone, camera or screen was turned on or off.
    MediaState {
        /// What the client is sending now.
        media: MediaState,
    },
    /// Points or draws on a shared screen.
    Annotate {
        /// Whose.
        screen: ParticipantId,
        /// What.
        mark: Mark,
    },
    /// Raises one's hand, or takes it down.
    RaiseHand {
        /// Whether it is up.
        raised: bool,
    },
    /// Shows everybody a small sign for a moment.
    React {
        /// Which.
        reaction: Reaction,
    },
    /// Does something that only those may who moderate.
    Moderate {
        /// What.
        command: HostCommand,
    },
    /// Becomes host of a session whose hosts are gone, by one's account.
    TakeOver {},
    /// Somebody who waits has trouble, or has none any more: those who may let them in see it.
    Trouble {
        /// What; none when it is over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trouble: Option<GuestTrouble>,
    },
    /// Asks for a `pong`.
    Ping {},
    /// The person is doing something in the page. Once a minute is enough.
    UserActivity {},
    /// The person goes; the seat is free at once.
    Leave {},
}

/// What somebody is sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MediaState {
    /// The microphone is on.
    pub audio: bool,
    /// The camera is on.
    pub video: bool,
    /// A screen is shared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub screen: bool,
}

impl MediaState {
    /// Whether they send anything.
    pub const fn sends(self) -> bool {
        self.audio || self.video || self.screen
    }
}

/// A small sign that needs no words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reaction {
    /// Agreement.
    ThumbsUp,
    /// Applause.
    Clap,
    /// Joy.
    Heart,
    /// Laughter.
    Laugh,
    /// Surprise.
    Surprise,
    /// A cheer.
    Celebrate,
}

impl Reaction {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::ThumbsUp,
        Self::Clap,
        Self::Heart,
        Self::Laugh,
        Self::Surprise,
        Self::Celebrate,
    ];
}
