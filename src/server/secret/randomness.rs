//! Where random bytes come from: the operating system, or a seed in tests.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use rand::{
    CryptoRng, SeedableRng,
    rand_core::UnwrapErr,
    rngs::{StdRng, SysRng},
};
use uuid::{Builder, Uuid};

use crate::domain::clock::Timestamp;

/// A shared source of random bytes that is fit for secrets.
#[derive(Clone)]
pub struct Randomness(Arc<Mutex<Box<dyn CryptoRng + Send>>>);

impl Randomness {
    /// The operating system's generator.
    pub fn system() -> Self {
        Self::from(Box::new(UnwrapErr(SysRng)))
    }

    /// A generator that repeats itself for the same seed: for tests.
    pub fn seeded(seed: u64) -> Self {
        Self::from(Box::new(StdRng::seed_from_u64(seed)))
    }

    fn from(generator: Box<dyn CryptoRng + Send>) -> Self {
        Self(Arc::new(Mutex::new(generator)))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        // A generator has no state that a panic elsewhere could leave half made.
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }

    /// A random number.
    pub fn number(&self) -> u32 {
        u32::from_le_bytes(self.bytes())
    }

    /// A UUID that cannot be guessed: version 4 (RFC 9562 §5.4).
    pub fn unguessable_id(&self) -> Uuid {
        Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// A UUID that sorts by time: version 7 (RFC 9562 §5.7).
    pub fn sortable_id(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millis()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

impl fmt::Debug for Randomness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Randomness")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_the_version_that_they_promise() {
        let randomness = Randomness::seeded(1);
        assert_eq!(randomness.unguessable_id().get_version_num(), 4);
        let early = randomness.sortable_id(Timestamp::from_millis(1_000));
        let late = randomness.sortable_id(Timestamp::from_millis(1_001));
        assert_eq!(early.get_version_num(), 7);
        assert!(early < late);
    }

    #[test]
    fn only_a_seed_repeats_itself() {
        assert_eq!(
            Randomness::seeded(7).bytes::<16>(),
            Randomness::seeded(7).bytes::<16>()
        );
        assert_ne!(
            Randomness::system().bytes::<16>(),
            Randomness::system().bytes::<16>()
        );
    }
}
