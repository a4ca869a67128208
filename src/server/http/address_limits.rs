//! How often one address may do what costs: making sessions, joining, guessing, opening sockets.
//!
//! Addresses are counted by their network (/64 in IPv6, which one household has), in bounded maps.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{clock::Timestamp, limits::Rate},
};

/// Networks that are remembered. When there are more, the limits of all of them begin anew.
const NETWORKS: usize = 100_000;

const MINUTE: Duration = Duration::from_secs(60);

/// Something that an address may do only so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limited {
    /// Making a session.
    Create,
    /// Joining one: a class behind one address comes all at once.
    Join,
    /// Typing something that finds no session.
    WrongGuess,
    /// Opening a socket.
    Socket,
    /// Any other question.
    Ask,
}

impl Limited {
    const fn rate(self) -> Rate {
        match self {
            Self::Create => Rate {
                burst: 60,
                per: MINUTE.saturating_mul(5),
            },
            Self::Join => Rate {
                burst: 240,
                per: MINUTE.saturating_mul(4),
            },
            Self::WrongGuess => Rate {
                burst: 10,
                per: MINUTE,
            },
            Self::Socket => Rate {
                burst: 600,
                per: MINUTE,
            },
            Self::Ask => Rate {
                burst: 1_200,
                per: MINUTE,
            },
        }
    }
}

/// The counters of all addresses.
#[derive(Debug)]
pub(super) struct AddressLimits {
    on: bool,
    buckets: Mutex<HashMap<(Limited, u128), TokenBucket>>,
}

impl AddressLimits {
    pub(super) fn new(on: bool) -> Self {
        Self {
            on,
            buckets: Mutex::default(),
        }
    }

    /// Counts `what` for `address`.
    ///
    /// # Errors
    /// How long to wait, when it was too often.
    pub(super) fn take(
        &self,
        what: Limited,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<(), Duration> {
        self.charge(what, address, now, 1)
    }

    /// Whether `what` would pass now, without counting it.
    ///
    /// # Errors
    /// How long to wait, when it would not.
    pub(super) fn check(
        &self,
        what: Limited,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<(), Duration> {
        let mut probe = match self.lock().get(&(what, network(address))) {
            Some(bucket) if self.on => *bucket,
            _ => return Ok(()),
        };
        probe.take(now, 1)
    }

    fn charge(
        &self,
        what: Limited,
        address: IpAddr,
        now: Timestamp,
        tokens: u32,
    ) -> Result<(), Duration> {
        if !self.on {
            return Ok(());
        }
        let mut buckets = self.lock();
        if buckets.len() >= NETWORKS {
            buckets.retain(|_, bucket| !bucket.is_full(now));
            if buckets.len() >= NETWORKS {
                buckets.clear();
            }
        }
        let bucket = buckets
            .entry((what, network(address)))
            .or_insert_with(|| TokenBucket::new(what.rate(), now));
        bucket.take(now, tokens)
    }

    /// Forgets addresses that have done nothing lately.
    pub(super) fn tidy(&self, now: Timestamp) {
        self.lock().retain(|_, bucket| !bucket.is_full(now));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(Limited, u128), TokenBucket>> {
        // Counters are changed one at a time; a panic leaves none of them half changed.
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is counted as one: an IPv4 address, or a /64 of IPv6.
fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() & !u128::from(u64::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_waits_and_another_does_not() {
        let limits = AddressLimits::new(true);
        let start = Timestamp::from_millis(0);
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..10 {
            limits.take(Limited::WrongGuess, one, start).unwrap();
        }
        let wait = limits.take(Limited::WrongGuess, one, start).unwrap_err();
        assert!(limits.check(Limited::WrongGuess, one, start).is_err());
        assert_eq!(
            limits.take(Limited::WrongGuess, "192.0.2.2".parse().unwrap(), start),
            Ok(())
        );
        assert_eq!(limits.take(Limited::Create, one, start), Ok(()));
        assert_eq!(
            limits.take(Limited::WrongGuess, one, start.plus(wait)),
            Ok(())
        );
    }

    #[test]
    fn a_household_with_many_addresses_counts_as_one() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }

    #[test]
    fn what_says_nothing_any_more_is_forgotten() {
        let limits = AddressLimits::new(true);
        let start = Timestamp::from_millis(0);
        limits
            .take(Limited::Ask, "192.0.2.1".parse().unwrap(), start)
            .unwrap();
        limits.tidy(start);
        assert_eq!(limits.lock().len(), 1);
        limits.tidy(start.plus(MINUTE));
        assert_eq!(limits.lock().len(), 0);
    }
}
