//! How often somebody may try to sign in to one account.
//!
//! Counted by the address that was typed, whether there is such an account or not, so that being slowed down
//! tells nothing. Counted from one network, which stops who guesses there without locking out whose account it
//! is; and from everywhere, for who guesses from many. What was right is given back.

use std::{net::IpAddr, time::Duration};

use crate::{
    domain::{clock::Timestamp, limits},
    server::buckets::{Buckets, network},
};

/// Bytes of an address that count; none that is one is longer.
const BYTES: usize = 254;

/// The counters of all accounts.
#[derive(Debug)]
pub(super) struct LoginLimits {
    by_network: Buckets<(String, u128)>,
    by_account: Buckets<String>,
}

/// A try that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    account: String,
    network: u128,
}

impl LoginLimits {
    pub(super) fn new() -> Self {
        Self {
            by_network: Buckets::default(),
            by_account: Buckets::default(),
        }
    }

    /// Counts a try to sign in as `email`, before it is known whether it is right: many at the same time are
    /// counted too.
    ///
    /// # Errors
    /// How long to wait, when it was too often.
    pub(super) fn begin(
        &self,
        email: &str,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Attempt, Duration> {
        let attempt = Attempt {
            account: email
                .trim()
                .chars()
                .filter(char::is_ascii)
                .map(|character| character.to_ascii_lowercase())
                .take(BYTES)
                .collect(),
            network: network(address),
        };
        let from_there = (attempt.account.clone(), attempt.network);
        self.by_network
            .take(from_there, limits::SIGN_IN_PER_NETWORK, now)?;
        self.by_account
            .take(attempt.account.clone(), limits::SIGN_IN_PER_ACCOUNT, now)?;
        Ok(attempt)
    }

    /// A try was right: it does not count.
    pub(super) fn forgive(&self, attempt: Attempt) {
        self.by_account.give_back(&attempt.account);
        self.by_network
            .give_back(&(attempt.account, attempt.network));
    }

    /// Forgets accounts that nobody has tried lately.
    pub(super) fn tidy(&self, now: Timestamp) {
        self.by_network.tidy(now);
        self.by_account.tidy(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAYA: &str = "maya@example.org";

    fn address(number: u32) -> IpAddr {
        IpAddr::from((0xc000_0200 + number).to_be_bytes())
    }

    #[test]
    fn who_guesses_waits_and_whose_account_it_is_does_not() {
        let limits = LoginLimits::new();
        let now = Timestamp::from_millis(0);
        for _ in 0..10 {
            limits.begin(MAYA, address(1), now).unwrap();
        }
        let wait = limits.begin(" Maya@Example.org", address(1), now);
        let wait = wait.unwrap_err();
        assert!(limits.begin(MAYA, address(2), now).is_ok());
        assert!(limits.begin("tom@example.org", address(1), now).is_ok());
        assert!(limits.begin(MAYA, address(1), now.plus(wait)).is_ok());
    }

    #[test]
    fn guesses_from_many_networks_are_counted_together() {
        let limits = LoginLimits::new();
        let now = Timestamp::from_millis(0);
        for number in 0..100 {
            limits.begin(MAYA, address(number), now).unwrap();
        }
        assert!(limits.begin(MAYA, address(200), now).is_err());
        assert!(limits.begin("tom@example.org", address(200), now).is_ok());
    }

    #[test]
    fn who_is_right_may_come_as_often_as_they_like() {
        let limits = LoginLimits::new();
        let now = Timestamp::from_millis(0);
        for _ in 0..500 {
            let attempt = limits.begin(MAYA, address(1), now).unwrap();
            limits.forgive(attempt);
        }
    }
}
