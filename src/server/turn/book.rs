//! The book of allocations: whose they are, by which address peers know them, and how many there may be.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{client::ClientId, relay::Relay, reply::Refusal};
use crate::server::ice::Pseudonym;

/// Allocations of one person. A browser makes one for each person in the call, for each way to the relay and for each
/// network that it has: five others, two ways, two networks, and as many again while a connection is mended.
pub(super) const PER_USER: usize = 40;

/// Allocations of somebody who only tries: two for each way.
pub(super) const PER_TRIAL: usize = 8;

/// All allocations.
pub(super) struct Book {
    pages: Mutex<Pages>,
    most: usize,
}

#[derive(Default)]
struct Pages {
    by_client: HashMap<ClientId, Arc<Relay>>,
    by_relayed: HashMap<SocketAddr, Arc<Relay>>,
    by_user: HashMap<Pseudonym, usize>,
}

impl Book {
    /// An empty book for at most so many.
    pub(super) fn new(most: usize) -> Self {
        Self {
            pages: Mutex::default(),
            most,
        }
    }

    /// Whether `user` may have one more, of as many as `most`.
    pub(super) fn has_place_for(&self, user: &Pseudonym, most: usize) -> Result<(), Refusal> {
        let pages = self.lock();
        if pages.by_client.len() >= self.most {
            return Err(Refusal::InsufficientCapacity);
        }
        match pages.by_user.get(user) {
            Some(count) if *count >= most => Err(Refusal::QuotaReached),
            _ => Ok(()),
        }
    }

    pub(super) fn insert(&self, relay: &Arc<Relay>) {
        let mut pages = self.lock();
        pages.by_client.insert(relay.client, Arc::clone(relay));
        pages.by_relayed.insert(relay.relayed, Arc::clone(relay));
        *pages.by_user.entry(relay.user).or_default() += 1;
        count(&pages);
    }

    pub(super) fn remove(&self, relay: &Relay) {
        let mut pages = self.lock();
        if pages.by_relayed.remove(&relay.relayed).is_none() {
            return;
        }
        pages.by_client.remove(&relay.client);
        if let Some(left) = pages.by_user.get_mut(&relay.user) {
            *left -= 1;
            if *left == 0 {
                pages.by_user.remove(&relay.user);
            }
        }
        count(&pages);
    }

    /// The allocation of a client.
    pub(super) fn of_client(&self, client: &ClientId) -> Option<Arc<Relay>> {
        self.lock().by_client.get(client).cloned()
    }

    /// The allocation that peers know by this address.
    pub(super) fn at(&self, relayed: &SocketAddr) -> Option<Arc<Relay>> {
        self.lock().by_relayed.get(relayed).cloned()
    }

    /// All of them, as they are now.
    pub(super) fn all(&self) -> Vec<Arc<Relay>> {
        self.lock().by_client.values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Pages> {
        // An entry is written to three maps, none of which can panic on the way.
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(pages: &Pages) {
    let now = u32::try_from(pages.by_client.len()).unwrap_or(u32::MAX);
    metrics::gauge!("visavis_turn_allocations").set(now);
}
