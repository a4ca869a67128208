//! What every test starts from.

mod app;
mod browser;
mod clock;
mod folder;
mod peer;
mod program;
mod room;
mod rows;
mod script;
mod stage;
mod tls;
mod turn_client;

pub use app::{ANY_PORT, Pair, TestApp};
pub use browser::{Answer, Browser, PASSWORD, get, raw, request};
pub use clock::ManualClock;
pub use folder::TestFolder;
pub use peer::{Peer, RECEIVING, Refused, SCREEN, SENDING};
pub use program::{Program, run, run_with_input};
pub use room::{empty_room, live_session};
pub use rows::{START, account};
pub use script::{SESSIONS, Script};
pub use tls::{Issued, front, shake_hands};

pub use turn_client::{By, From, TurnClient, relay_of};

pub use stage::{Stage, TODAY, arrange, form, id_of, list, sessions, times};

use std::time::Duration;

/// Nothing in a test takes this long: a test that waits for it has found something.
pub const PATIENCE: Duration = Duration::from_secs(30);
