//! How many of something one network has, and all together. What is open costs memory for as long as it lives, so its
//! pace alone says too little.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Everybody who has a place. As large as there are networks with one. Clones count the same.
#[derive(Debug, Clone)]
pub struct Crowd {
    most: usize,
    of_network: usize,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    all: usize,
    networks: HashMap<u128, usize>,
}

/// A place, taken until this is dropped.
#[must_use]
#[derive(Debug)]
pub struct Place {
    crowd: Crowd,
    network: u128,
}

impl Crowd {
    /// Places for `most` in all and for `of_network` of one network.
    pub fn new(most: usize, of_network: usize) -> Self {
        Self {
            most,
            of_network,
            inside: Arc::default(),
        }
    }

    /// A place for somebody of `network` (as `server::buckets` knows it); none when all, or all of theirs, are taken.
    pub fn enter(&self, network: u128) -> Option<Place> {
        let mut inside = self.lock();
        let of_network = inside.networks.get(&network).copied().unwrap_or_default();
        if inside.all >= self.most || of_network >= self.of_network {
            return None;
        }
        inside.all += 1;
        inside.networks.insert(network, of_network + 1);
        drop(inside);
        Some(Place {
            crowd: self.clone(),
            network,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        // Figures are changed one at a time; a panic leaves them whole.
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.crowd.lock();
        inside.all -= 1;
        if let Some(count) = inside.networks.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                inside.networks.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_so_many_places_and_one_that_leaves_makes_room() {
        let crowd = Crowd::new(usize::MAX, 3);
        let mut places: Vec<_> = (0..3).map(|_| crowd.enter(1).unwrap()).collect();
        assert!(crowd.enter(1).is_none());
        assert!(crowd.enter(2).is_some());
        places.pop();
        assert!(crowd.enter(1).is_some());
        places.clear();
        assert!(crowd.lock().networks.is_empty());
    }

    #[test]
    fn all_together_have_so_many_places() {
        let crowd = Crowd::new(1, 3);
        let place = crowd.enter(1).unwrap();
        assert!(crowd.enter(2).is_none());
        drop(place);
        assert!(crowd.enter(2).is_some());
    }
}
