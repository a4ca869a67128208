//! Token buckets by key, in a bounded map; and what of an address is such a key.
//!
//! Stands low, for whatever takes something from outside counts it: pages, sockets and the relay.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{clock::Timestamp, limits::Rate},
};

/// Keys that are remembered. When there are more, the limits of all of them begin anew.
const KEYS: usize = 100_000;

/// The buckets of all keys; a key that is not there has a full one.
#[derive(Debug)]
pub struct Buckets<Key>(Mutex<HashMap<Key, TokenBucket>>);

impl<Key> Default for Buckets<Key> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Key: Eq + Hash> Buckets<Key> {
    /// Takes a token of `key`'s bucket, which has this `rate`.
    ///
    /// # Errors
    /// How long to wait, when there is none.
    pub fn take(&self, key: Key, rate: Rate, now: Timestamp) -> Result<(), Duration> {
        let mut buckets = self.lock();
        if buckets.len() >= KEYS {
            buckets.retain(|_, bucket| !bucket.is_full(now));
            if buckets.len() >= KEYS {
                buckets.clear();
            }
        }
        buckets
            .entry(key)
            .or_insert_with(|| TokenBucket::new(rate, now))
            .take(now, 1)
    }

    /// Whether there is a token for `key`, without taking it.
    ///
    /// # Errors
    /// How long to wait, when there is none.
    pub fn check(&self, key: &Key, now: Timestamp) -> Result<(), Duration> {
        match self.lock().get(key) {
            Some(bucket) => {
                let mut probe = *bucket;
                probe.take(now, 1)
            }
            None => Ok(()),
        }
    }

    /// Gives a token back that should not count after all.
    pub fn give_back(&self, key: &Key) {
        if let Some(bucket) = self.lock().get_mut(key) {
            bucket.give_back(1);
        }
    }

    /// Forgets keys that have done nothing lately.
    pub fn tidy(&self, now: Timestamp) {
        self.lock().retain(|_, bucket| !bucket.is_full(now));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, TokenBucket>> {
        // Buckets are changed one at a time; a panic leaves none of them half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is counted as one: an IPv4 address, or a /64 of IPv6.
pub fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() & !u128::from(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        burst: 1,
        per: Duration::from_secs(60),
    };

    #[test]
    fn what_says_nothing_any_more_is_forgotten() {
        let buckets = Buckets::default();
        let start = Timestamp::from_millis(0);
        buckets.take("one", RATE, start).unwrap();
        buckets.tidy(start);
        assert_eq!(buckets.lock().len(), 1);
        buckets.tidy(start.plus(RATE.per));
        assert_eq!(buckets.lock().len(), 0);
    }

    #[test]
    fn a_flood_of_keys_never_takes_more_than_its_place() {
        let buckets = Buckets::default();
        let start = Timestamp::from_millis(0);
        for key in 0..KEYS + 10 {
            buckets.take(key, RATE, start).unwrap();
        }
        assert!(buckets.lock().len() <= KEYS);
    }
}
