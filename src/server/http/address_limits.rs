//! How often one address may do what costs: making sessions, joining, guessing, opening sockets.
//!
//! Addresses are counted by their network (/64 in IPv6, which one household has), in bounded maps.

use std::{net::IpAddr, time::Duration};

use crate::{
    domain::{clock::Timestamp, limits::Rate},
    server::buckets::{Buckets, network},
};

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
    /// Trying to sign in, whether it is right or not: a password is expensive to look at.
    SignIn,
    /// Signing up.
    SignUp,
    /// Asking for what the relay is tried out with.
    Trial,
    /// Bytes that only say how fast a line is: about six times for one look.
    TrialTransfer,
    /// Saying what keeps one from coming in: a class behind one address comes all at once.
    Trouble,
    /// Any other question.
    Ask,
}

impl Limited {
    const fn rate(self) -> Rate {
        let (burst, minutes) = match self {
            Self::Create => (60, 5),
            Self::Join => (240, 4),
            Self::WrongGuess => (10, 1),
            Self::Socket => (600, 1),
            Self::SignIn => (60, 10),
            Self::SignUp => (40, 60),
            Self::Trial => (20, 5),
            Self::TrialTransfer => (120, 5),
            Self::Trouble => (120, 1),
            Self::Ask => (1_200, 1),
        };
        Rate {
            burst,
            per: MINUTE.saturating_mul(minutes),
        }
    }
}

/// The counters of all addresses.
#[derive(Debug)]
pub(super) struct AddressLimits {
    on: bool,
    buckets: Buckets<(Limited, u128)>,
}

impl AddressLimits {
    pub(super) fn new(on: bool) -> Self {
        Self {
            on,
            buckets: Buckets::default(),
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
        if !self.on {
            return Ok(());
        }
        self.buckets
            .take((what, network(address)), what.rate(), now)
    }

    /// Asks `question`, in which something secret may have been guessed from `address`. Only what `is_wrong` counts: a
    /// right guess gives nothing away.
    ///
    /// # Errors
    /// How long to wait, after too many wrong ones.
    pub(super) async fn guess<T, E>(
        &self,
        address: IpAddr,
        now: Timestamp,
        is_wrong: impl FnOnce(&E) -> bool,
        question: impl Future<Output = Result<T, E>>,
    ) -> Result<Result<T, E>, Duration> {
        let wrong = (Limited::WrongGuess, network(address));
        self.buckets.check(&wrong, now)?;
        let answer = question.await;
        if answer.as_ref().is_err_and(is_wrong) {
            self.take(Limited::WrongGuess, address, now)?;
        }
        Ok(answer)
    }

    /// Forgets addresses that have done nothing lately.
    pub(super) fn tidy(&self, now: Timestamp) {
        self.buckets.tidy(now);
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
}
