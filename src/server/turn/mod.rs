//! STUN and TURN (RFC 8489, RFC 8656): the way for people whose networks let nothing pass from browser to browser.
//!
//! Codecs are a crate's; what is allowed is decided here, without I/O where that is possible (`allocation`, `peers`,
//! `nonce`, `frames`). One task for each listener, each connection and each allocation; none of them waits for another.

mod allocation;
mod book;
mod client;
mod figures;
mod frames;
mod nonce;
mod peers;
mod ports;
mod relay;
mod reply;
mod requests;
mod stream;
mod udp;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    net::{TcpListener, UdpSocket},
    time::{MissedTickBehavior, interval},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{
        clock::{Clock, Timestamp},
        limits::Rate,
    },
    server::{
        buckets::{Buckets, network},
        config::{Config, TurnConfig},
        crowd::Crowd,
        ice::{OwnRelay, RelayPorts},
        listener::listen,
        secret::Randomness,
        tls::Certificates,
    },
};

use book::Book;
use figures::Figures;
use nonce::Nonces;
use peers::PeerPolicy;
use ports::Ports;
use relay::Relay;

/// What one network may ask before it has an allocation: a class behind one address comes all at once.
const STRANGERS: Rate = Rate {
    burst: 2_000,
    per: Duration::from_secs(20),
};
/// How often allocations are looked for whose time is over.
const SWEEP: Duration = Duration::from_secs(1);
/// Connections that wait to be taken.
const BACKLOG: u32 = 1_024;
const BITS_PER_BYTE: u32 = 8;
const MEGA: u32 = 1_000_000;

/// The relay's listeners cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error(
    "{setting}: {address} cannot be listened on: {source}; name another with --{setting}, or turn it off with --{setting} off"
)]
pub struct TurnError {
    setting: &'static str,
    address: SocketAddr,
    source: io::Error,
}

/// Open listeners: each on one port for UDP and TCP, and those for TLS.
pub struct Listeners {
    plain: Vec<Listener>,
    tls: Vec<TlsListener>,
}

struct TlsListener {
    tcp: TcpListener,
    address: SocketAddr,
    certificates: Certificates,
}

struct Listener {
    udp: UdpSocket,
    tcp: TcpListener,
    address: SocketAddr,
}

impl Listeners {
    /// Opens them, those for TLS where there are `certificates`.
    ///
    /// # Errors
    /// [`TurnError`] when a port is taken or an address is not ours.
    pub fn bind(
        config: &TurnConfig,
        certificates: Option<&Certificates>,
    ) -> Result<Self, TurnError> {
        let plain = config.listen.iter().copied().map(listener);
        let tls = certificates.into_iter().flat_map(|certificates| {
            let listen = config.tls_listen.iter();
            listen.map(|address| tls_listener(*address, certificates.clone()))
        });
        Ok(Self {
            plain: plain.collect::<Result<_, _>>()?,
            tls: tls.collect::<Result<_, _>>()?,
        })
    }

    /// The ports that pages are told; none when the relay is off.
    pub fn ports(&self) -> Option<RelayPorts> {
        let plain = self.plain.first()?.address.port();
        let tls = self.tls.first().map(|listener| listener.address.port());
        Some(RelayPorts { plain, tls })
    }
}

fn tls_listener(asked: SocketAddr, certificates: Certificates) -> Result<TlsListener, TurnError> {
    let failed = |source| TurnError {
        setting: "turn-tls-listen",
        address: asked,
        source,
    };
    let tcp = listen(asked, BACKLOG).map_err(failed)?;
    let address = tcp.local_addr().map_err(failed)?;
    Ok(TlsListener {
        tcp,
        address,
        certificates,
    })
}

fn listener(asked: SocketAddr) -> Result<Listener, TurnError> {
    /// A free port of one kind may be taken for the other.
    const TRIES: usize = 16;
    let mut tries = if asked.port() == 0 { TRIES } else { 1 };
    let failed = |source| TurnError {
        setting: "turn-listen",
        address: asked,
        source,
    };
    loop {
        tries -= 1;
        let tcp = listen(asked, BACKLOG).map_err(failed)?;
        let address = tcp.local_addr().map_err(failed)?;
        match ports::bind(address) {
            Ok(udp) => return Ok(Listener { udp, tcp, address }),
            Err(_) if tries > 0 => {}
            Err(source) => return Err(failed(source)),
        }
    }
}

/// A relay that listens and does not answer yet.
pub struct TurnServer {
    house: Arc<House>,
    listeners: Listeners,
}

/// What all its tasks reach.
struct House {
    clock: Arc<dyn Clock>,
    randomness: Randomness,
    guests: OwnRelay,
    nonces: Nonces,
    policy: PeerPolicy,
    ports: Ports,
    book: Book,
    connections: Crowd,
    strangers: Option<Buckets<u128>>,
    pace: Mutex<TokenBucket>,
    figures: Figures,
    stopping: CancellationToken,
    tasks: TaskTracker,
}

impl TurnServer {
    /// A relay for `guests` on open listeners. It ends with `stopping`; its tasks are counted by `tasks`.
    pub fn new(
        listeners: Listeners,
        config: &Config,
        guests: OwnRelay,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
        stopping: CancellationToken,
        tasks: TaskTracker,
    ) -> Self {
        let addresses: Vec<SocketAddr> = listeners.plain.iter().map(|one| one.address).collect();
        let turn = &config.turn;
        let ports = Ports::new(&addresses, &turn.addresses, turn.relay_ports.clone());
        let is_public = config
            .public_url
            .as_ref()
            .is_some_and(|url| !url.is_local());
        if is_public && ports.told().all(peers::is_forbidden) {
            tracing::warn!(
                "the relay has no address of the outer world, so only people in its own network reach each other by \
                 it; name the outer one with --turn-address"
            );
        }
        let mut own = ports.own_addresses();
        own.extend(addresses.iter().map(SocketAddr::ip));
        let pace = Rate {
            burst: turn.megabits.saturating_mul(MEGA / BITS_PER_BYTE),
            per: Duration::from_secs(1),
        };
        let house = House {
            nonces: Nonces::new(randomness.bytes()),
            policy: PeerPolicy::new(turn.allowed_peers.clone(), own),
            ports,
            book: Book::new(turn.allocations),
            connections: Crowd::new(stream::STRANGERS + turn.allocations, stream::PER_NETWORK),
            strangers: config.address_limits.then(Buckets::default),
            pace: TokenBucket::new(pace, clock.now()).into(),
            figures: Figures::new(),
            clock,
            randomness,
            guests,
            stopping,
            tasks,
        };
        Self {
            house: Arc::new(house),
            listeners,
        }
    }

    /// Answers from now on.
    pub fn start(self) {
        let Self { house, listeners } = self;
        let Listeners { plain, tls } = listeners;
        let after = plain.len();
        for (number, listener) in plain.into_iter().enumerate() {
            let (udp, tcp) = (Arc::clone(&house), Arc::clone(&house));
            let socket = Arc::new(listener.udp);
            house.tasks.spawn(udp::listen(udp, number, socket));
            let streams = stream::listen(tcp, number, listener.tcp, None);
            house.tasks.spawn(streams);
        }
        for (number, listener) in (after..).zip(tls) {
            let certificates = Some(listener.certificates);
            let streams = stream::listen(Arc::clone(&house), number, listener.tcp, certificates);
            house.tasks.spawn(streams);
        }
        house.tasks.spawn(sweep(Arc::clone(&house)));
    }
}

impl House {
    /// Whether somebody of this address, who has no allocation, may ask for something just now.
    fn may_ask(&self, address: IpAddr, now: Timestamp) -> bool {
        self.strangers.as_ref().is_none_or(|strangers| {
            strangers
                .take(network(address.to_canonical()), STRANGERS, now)
                .is_ok()
        })
    }

    /// Ends an allocation now.
    fn end(&self, relay: &Relay) {
        self.book.remove(relay);
        relay.over.cancel();
    }

    /// Whether so many bytes more may be carried by all together just now.
    fn may_carry(&self, bytes: u32, now: Timestamp) -> bool {
        // One figure, which no panic leaves half changed.
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.take(now, bytes).is_ok()
    }
}

/// Ends allocations whose time is over, and forgets who has not asked lately.
async fn sweep(house: Arc<House>) {
    let mut ticks = interval(SWEEP);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = house.stopping.cancelled() => return,
            _ = ticks.tick() => {}
        }
        let now = house.clock.now();
        house.guests.inside().end_trials(now);
        for relay in house.book.all() {
            if relay.is_over(now) {
                relay.over.cancel();
            }
        }
        if let Some(strangers) = &house.strangers {
            strangers.tidy(now);
        }
    }
}
