//! The use cases, one a file. They know rules, rooms and the database, and no word of HTTP.
//!
//! Server functions and the socket both come here, so that a thing is done in one place only.

mod account;
mod chat;
mod create_session;
mod end_session;
mod enter_room;
mod error;
mod expire_sessions;
mod find_session;
mod guest_name;
mod join_session;
mod purge_sessions;
mod view_session;

use std::{sync::Arc, time::Duration};

use crate::{
    domain::{
        clock::{Clock, Timestamp},
        participant::Participant,
    },
    server::{
        rooms::RoomRegistry,
        secret::{HashKey, PasswordHasher, Randomness, Ticket},
        storage::Storage,
    },
};

pub use account::{
    AccountError, Entered, Expulsions, NewAccount, NewToken, People, Profile, SignUpOffer, SignedIn,
};
pub use create_session::NewSession;
pub use error::ServiceError;
pub use view_session::{Figures, SessionPage};

/// How long things last, as the operator wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// The longest life of a new session.
    pub session: Duration,
    /// A new session ends when nobody has been inside for this long.
    pub empty_session: Duration,
    /// An ended session is kept for this long.
    pub retention: Duration,
}

/// Everything that the use cases need. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub storage: Storage,
    /// The rooms.
    pub rooms: RoomRegistry,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub randomness: Randomness,
    /// The key that hashes secrets.
    pub key: HashKey,
    /// What hashes passwords.
    pub passwords: PasswordHasher,
    /// Tells who has to go.
    pub expulsions: Expulsions,
    /// How long things last.
    pub lifetimes: Lifetimes,
}

/// A seat that was given, with the ticket that proves it. A seat that somebody had already comes without one:
/// theirs is still good.
#[derive(Debug, Clone)]
pub struct Seated {
    /// Who they are in the session.
    pub participant: Participant,
    /// The new ticket.
    pub ticket: Option<Ticket>,
    /// When the session, and the ticket with it, is over at the latest.
    pub expires_at: Timestamp,
}

impl Services {
    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.storage.ping().await.is_ok()
    }
}
