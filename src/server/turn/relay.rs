//! An allocation at work: its socket, and what is carried through it both ways.
//!
//! Everything here happens at once or not at all: a packet that has no place is dropped, so no packet waits for
//! another and none is stored.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::net::UdpSocket;
use tokio_util::sync::CancellationToken;
use turn_types::stun::message::{IntegrityKey, TransactionId};

use super::{
    House,
    allocation::{Allocation, Route},
    client::{ClientId, Way},
    reply::{channel_data, data_indication},
};
use crate::{
    domain::clock::Timestamp,
    server::ice::{OwnRelay, Pseudonym},
};

/// The longest packet that is carried. Browsers stay far below the usual 1,500 of a network.
pub(super) const PACKET: usize = 8 * 1_024;
/// Packets that are taken from one socket before the others have their turn.
const BATCH: usize = 32;

pub(super) struct Relay {
    pub(super) client: ClientId,
    pub(super) way: Way,
    pub(super) user: Pseudonym,
    /// The name by which it was made; all further requests must come by it.
    pub(super) username: String,
    /// Whether its owner only tries.
    pub(super) trial: bool,
    pub(super) key: IntegrityKey,
    /// The request that made it, so that the same request again is no other.
    pub(super) made_by: TransactionId,
    /// By which peers know it.
    pub(super) relayed: SocketAddr,
    /// Ends it.
    pub(super) over: CancellationToken,
    pub(super) socket: UdpSocket,
    pub(super) state: Mutex<Allocation>,
}

impl Relay {
    pub(super) fn state(&self) -> MutexGuard<'_, Allocation> {
        // Its rules change one thing at a time, and do not panic on the way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether its time is over.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.state().is_over(now) || OwnRelay::is_past_trial(&self.username, now)
    }

    /// Whether it may carry to the client of `other`: who only tries reaches nobody else.
    pub(super) fn reaches(&self, other: &Self) -> bool {
        !self.trial || self.user == other.user
    }

    /// Carries what the client sends to `peer`, where there is a permission.
    pub(super) fn carry_out(&self, house: &House, peer: SocketAddr, data: &[u8]) {
        let now = house.clock.now();
        let Some(route) = self.state().route_to(peer.ip(), now) else {
            return;
        };
        if !self.may_carry(house, data.len(), now) {
            return;
        }
        house.figures.carried(data.len());
        match (house.book.at(&peer), route) {
            // Never by way of the network: behind address translation our outer address leads nowhere from here.
            (Some(other), _) if self.reaches(&other) => {
                other.carry_in(house, self.relayed, data);
            }
            // A relay that was there is gone, or never theirs; nothing else at our own address is anybody's peer.
            (Some(_), _) | (None, Route::Inside) => {}
            (None, Route::Outside) => drop(self.socket.try_send_to(data, peer)),
        }
    }

    /// Carries what came from `peer` to the client, where there is a permission.
    fn carry_in(&self, house: &House, peer: SocketAddr, data: &[u8]) {
        let now = house.clock.now();
        let channel = {
            let state = self.state();
            if state.is_over(now) || state.route_to(peer.ip(), now).is_none() {
                return;
            }
            state.channel_of(peer, now)
        };
        self.way.send(match channel {
            Some(number) => channel_data(number, data, self.way.pads()),
            None => data_indication(peer, data),
        });
    }

    fn may_carry(&self, house: &House, bytes: usize, now: Timestamp) -> bool {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let may = self.state().may_carry(bytes, now) && house.may_carry(bytes, now);
        if !may {
            house.figures.refused("bandwidth");
        }
        may
    }

    /// Carries what waits at the socket, a batch at most.
    fn drain(&self, house: &House) {
        let mut buffer = [0; PACKET];
        for _ in 0..BATCH {
            match self.socket.try_recv_from(&mut buffer) {
                // What fills the buffer was perhaps cut off.
                Ok((length, peer)) if length < PACKET => {
                    let now = house.clock.now();
                    // What comes from our own address is another relay's only when it came within the program.
                    let outside = self.state().route_to(peer.ip(), now) == Some(Route::Outside);
                    if outside && self.may_carry(house, length, now) {
                        house.figures.carried(length);
                        self.carry_in(house, peer, &buffer[..length]);
                    }
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                // A peer that is not there is told by the system at the next packet.
                Err(_) => {}
            }
        }
    }
}

/// Carries for one allocation until it is over.
pub(super) async fn attend(house: Arc<House>, relay: Arc<Relay>) {
    loop {
        tokio::select! {
            () = relay.over.cancelled() => break,
            () = house.stopping.cancelled() => break,
            ready = relay.socket.readable() => match ready {
                Ok(()) => relay.drain(&house),
                Err(_) => break,
            },
        }
    }
    house.book.remove(&relay);
}
