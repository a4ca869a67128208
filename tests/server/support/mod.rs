//! What every test starts from.

mod app;
mod browser;
mod clock;
mod folder;
mod pebble;
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
pub use pebble::{LIFE, NAME, Pebble};
pub use peer::{Peer, RECEIVING, Refused, SCREEN, SENDING};
pub use program::{Program, run, run_with_input};
pub use room::{empty_room, live_session};
pub use rows::{START, account, local_ref};
pub use script::{SESSIONS, Script};
pub use tls::{Issued, front, front_as, shake_hands, shake_hands_as};

pub use turn_client::{By, From, TurnClient, relay_of};

pub use stage::{Stage, TODAY, arrange, form, id_of, list, sessions, times};

use std::{
    net::{SocketAddr, TcpListener, UdpSocket},
    ops::Range,
    sync::atomic::{AtomicU16, Ordering},
    time::Duration,
};

use tokio::time::{interval, timeout};

/// Nothing in a test takes this long: a test that waits for it has found something.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How soon is looked again for what comes about elsewhere.
const LOOK: Duration = Duration::from_millis(50);

/// Ports of tests that have to name one before it is opened: below those that systems give to whoever asks for any, for
/// such a one may be gone by then.
const PORTS: Range<u16> = 20_000..32_000;
static NEXT_PORT: AtomicU16 = AtomicU16::new(0);

/// A port that nobody has at the moment.
pub fn free() -> SocketAddr {
    let first = u16::try_from(std::process::id() % u32::from(PORTS.end - PORTS.start)).unwrap();
    loop {
        let next = first.wrapping_add(NEXT_PORT.fetch_add(1, Ordering::SeqCst));
        let port = PORTS.start + next % (PORTS.end - PORTS.start);
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        if TcpListener::bind(address).is_ok() && UdpSocket::bind(address).is_ok() {
            return address;
        }
    }
}

/// What `look` finds at last, where nobody says when it is there.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let looking = async {
        let mut looks = interval(LOOK);
        loop {
            looks.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    timeout(PATIENCE, looking)
        .await
        .expect("it is there in time")
}
