//! The use cases, one a file. They know rules, rooms and the database, and no word of HTTP.
//!
//! Server functions and the socket both come here, so that a thing is done in one place only.

mod account;
mod changes;
mod chat;
mod code_budget;
mod coded_sessions;
mod create_session;
mod delete_message;
mod end_session;
mod enter_room;
mod error;
mod expel;
mod expire_sessions;
mod export_chat;
mod find_session;
mod guest_name;
mod join_session;
mod my_sessions;
mod open_sessions;
mod purge_sessions;
mod role_links;
mod run_errand;
mod schedule;
mod shared_sessions;
mod tell_presence;
mod tell_trouble;
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
    AccountError, Entered, NewAccount, NewToken, People, Profile, SignUpOffer, SignedIn, SignedUp,
};
pub use changes::{ChangeFeed, Changes};
pub use code_budget::CodeBudget;
pub use coded_sessions::{CodedSession, Inside};
pub use create_session::{Created, NewSession};
pub use error::ServiceError;
pub use find_session::Found;
pub use my_sessions::{ListedSession, MySessions, SessionStory};
pub use open_sessions::OpenSessions;
pub use role_links::RoleLinks;
pub use schedule::{LiveCode, PartnerLink, Scheduled, exact_wall_time, wall_time};
pub use shared_sessions::{SharedRoom, SharedSeat};
pub use tell_trouble::Troubled;
pub use view_session::{Closed, Figures, SessionPage};

/// How long things last, as the operator wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// The longest life of a new session.
    pub session: Duration,
    /// A new session ends when nobody has been inside for this long.
    pub empty_session: Duration,
    /// An ended session is kept for this long at most; an admin may keep it for less.
    pub retention: Duration,
    /// Whether live sessions last only as long as this program.
    pub end_on_stop: bool,
}

/// What people read in files that they take along; the pages have all other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// What a calendar is called.
    pub product: &'static str,
    /// What a session is called that has no title.
    pub untitled: &'static str,
    /// What stands in the place of a message that was taken back.
    pub deleted: &'static str,
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
    /// How long things last.
    pub lifetimes: Lifetimes,
    /// What stands in files.
    pub words: Words,
    /// Whose pages are told of changes.
    pub changes: Changes,
    /// How many wrong codes there may still be.
    pub code_budget: CodeBudget,
    /// How many wrong share codes there may still be.
    pub share_code_budget: CodeBudget,
}

/// A seat that was given, with the ticket that proves it. A seat that somebody had already comes without one:
/// theirs is still good.
#[derive(Debug, Clone)]
pub struct Seated {
    /// Who they are in the session.
    pub participant: Participant,
    /// The new ticket.
    pub ticket: Option<Ticket>,
    /// Whether they had none before, on whatever device.
    pub is_new: bool,
    /// When the session, and the ticket with it, is over at the latest.
    pub expires_at: Timestamp,
}

impl Services {
    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.storage.ping().await.is_ok()
    }
}
