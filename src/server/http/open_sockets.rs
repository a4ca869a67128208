//! How many sockets one network has open. A socket costs memory for as long as it lives, so their pace alone says
//! too little.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{domain::limits, server::buckets::network};

/// The open sockets of all networks. As large as there are networks with one.
#[derive(Debug, Clone)]
pub(super) struct OpenSockets {
    on: bool,
    open: Arc<Mutex<HashMap<u128, u32>>>,
}

/// A socket that counts as open until this is dropped.
#[must_use]
#[derive(Debug)]
pub(super) struct OpenSocket {
    sockets: OpenSockets,
    network: u128,
}

impl OpenSockets {
    pub(super) fn new(on: bool) -> Self {
        Self {
            on,
            open: Arc::default(),
        }
    }

    /// Counts one more of `address`'s network; none when it has as many as it may have.
    pub(super) fn open(&self, address: IpAddr) -> Option<OpenSocket> {
        let network = network(address);
        let mut open = self.lock();
        let count = open.entry(network).or_default();
        if self.on && *count >= limits::SOCKETS_PER_NETWORK {
            return None;
        }
        *count += 1;
        drop(open);
        Some(OpenSocket {
            sockets: self.clone(),
            network,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u128, u32>> {
        // A count is one figure; a panic leaves it whole.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OpenSocket {
    fn drop(&mut self) {
        let mut open = self.sockets.lock();
        if let Some(count) = open.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_so_many_sockets_and_one_that_closes_makes_room() {
        let sockets = OpenSockets::new(true);
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let mut open: Vec<_> = (0..limits::SOCKETS_PER_NETWORK)
            .map(|_| sockets.open(one).unwrap())
            .collect();
        assert!(sockets.open(one).is_none());
        assert!(sockets.open("192.0.2.2".parse().unwrap()).is_some());
        open.pop();
        assert!(sockets.open(one).is_some());
        open.clear();
        assert!(sockets.lock().is_empty());
    }
}
