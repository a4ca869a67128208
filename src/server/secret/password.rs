//! Passwords: hashed by Argon2id (RFC 9106), two at a time, away from the threads that answer.
//!
//! A hash is meant to be expensive, so how many are made at once and how many may wait is bounded; and whoever
//! asks about somebody who does not exist waits for a hash as well, so that the time tells them nothing.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};

use super::Randomness;
use crate::domain::password::Password;

/// Hashes made at once.
const AT_ONCE: usize = 2;
/// Hashes made or waited for: about a second's work.
const WAITING: usize = 64;
const SALT_BYTES: usize = 16;

/// What a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory, in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl PasswordCost {
    /// As little as Argon2 allows: for tests, which have no secret to keep.
    pub const LOWEST: Self = Self {
        memory: Params::MIN_M_COST,
        passes: Params::MIN_T_COST,
    };
}

impl Default for PasswordCost {
    /// The lowest that OWASP's Password Storage Cheat Sheet advises for Argon2id: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self {
            memory: 19 * 1_024,
            passes: 2,
        }
    }
}

/// Why there is no answer about a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Too many are waiting already.
    #[error("too many passwords are waiting to be hashed")]
    Busy,
    /// There is no memory for it, or what was stored is no hash.
    #[error("a password could not be hashed")]
    Failed,
}

/// Hashes passwords. Cheap to clone; clones share the bounds.
#[derive(Clone)]
pub struct PasswordHasher {
    argon2: Argon2<'static>,
    randomness: Randomness,
    places: Arc<Semaphore>,
    running: Arc<Semaphore>,
    runs: Arc<AtomicU64>,
}

impl PasswordHasher {
    /// A hasher whose hashes cost this much, and no less than Argon2 allows.
    pub fn new(cost: PasswordCost, randomness: Randomness) -> Self {
        let params = Params::new(
            cost.memory.max(Params::MIN_M_COST),
            cost.passes.max(Params::MIN_T_COST),
            1,
            None,
        )
        .expect("costs of at least the lowest, with one lane, are in Argon2's range");
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            randomness,
            places: Arc::new(Semaphore::new(WAITING)),
            running: Arc::new(Semaphore::new(AT_ONCE)),
            runs: Arc::default(),
        }
    }

    /// The hash of a new password with a salt of its own, in the PHC string format.
    ///
    /// # Errors
    /// [`HashError`] when there is none.
    pub async fn hash(&self, password: &Password) -> Result<String, HashError> {
        let salt: [u8; SALT_BYTES] = self.randomness.bytes();
        let password = password.clone();
        self.run(move |argon2| {
            let hash = argon2
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(|_| HashError::Failed)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether `hash` is of this password. Without a hash nothing is right, after the same work.
    ///
    /// # Errors
    /// [`HashError`] when it cannot be told.
    pub async fn verify(&self, password: &Password, hash: Option<&str>) -> Result<bool, HashError> {
        let (password, hash) = (password.clone(), hash.map(str::to_owned));
        self.run(move |argon2| match hash {
            Some(hash) => {
                let hash = PasswordHash::new(&hash).map_err(|_| HashError::Failed)?;
                Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
            }
            None => {
                argon2
                    .hash_password_with_salt(password.as_bytes(), &[0; SALT_BYTES])
                    .map_err(|_| HashError::Failed)?;
                Ok(false)
            }
        })
        .await
    }

    /// How many hashes were made since the start: what an answer has cost, without a stopwatch.
    pub fn runs(&self) -> u64 {
        self.runs.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let place = self
            .places
            .clone()
            .try_acquire_owned()
            .map_err(|_| HashError::Busy)?;
        let turn = self
            .running
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| HashError::Failed)?;
        self.runs.fetch_add(1, Ordering::Relaxed);
        let argon2 = self.argon2.clone();
        // Place and turn go along: work that nobody waits for any more still takes its time.
        let held: [OwnedSemaphorePermit; 2] = [place, turn];
        spawn_blocking(move || {
            let _held = held;
            work(&argon2)
        })
        .await
        .map_err(|_| HashError::Failed)?
    }
}

impl fmt::Debug for PasswordHasher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHasher")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher() -> PasswordHasher {
        PasswordHasher::new(PasswordCost::LOWEST, Randomness::seeded(5))
    }

    fn typed(text: &str) -> Password {
        Password::typed(text.to_owned())
    }

    #[tokio::test]
    async fn a_hash_is_of_its_own_password_only() {
        let hasher = hasher();
        let hash = hasher.hash(&typed("a quiet heron")).await.unwrap();
        let verify = async |text: &str| hasher.verify(&typed(text), Some(&hash)).await;
        assert_eq!(verify("a quiet heron").await, Ok(true));
        assert_eq!(verify("a quiet heroN").await, Ok(false));
        let again = hasher.hash(&typed("a quiet heron")).await.unwrap();
        assert_ne!(hash, again, "each has a salt of its own");
        let nonsense = hasher
            .verify(&typed("a quiet heron"), Some("nonsense"))
            .await;
        assert_eq!(nonsense, Err(HashError::Failed));
    }

    #[tokio::test]
    async fn a_hash_says_how_it_was_made() {
        let cost = PasswordCost::default();
        let hasher = PasswordHasher::new(cost, Randomness::seeded(5));
        let hash = hasher.hash(&typed("a quiet heron")).await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        // A hasher with other costs reads it all the same.
        let cheap = self::hasher();
        let password = typed("a quiet heron");
        let right = cheap.verify(&password, Some(&hash)).await;
        assert_eq!(right, Ok(true));
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let hasher = hasher();
        let hash = hasher.hash(&typed("a quiet heron")).await.unwrap();
        let before = hasher.runs();
        let wrong = hasher.verify(&typed("a loud goose"), Some(&hash)).await;
        let with_hash = hasher.runs() - before;
        let nobody = hasher.verify(&typed("a loud goose"), None).await;
        let without = hasher.runs() - before - with_hash;
        assert_eq!((wrong, nobody), (Ok(false), Ok(false)));
        assert_eq!((with_hash, without), (1, 1));
    }

    #[tokio::test]
    async fn who_comes_when_too_many_wait_is_told_so() {
        let hasher = hasher();
        let taken = hasher.places.clone().acquire_many_owned(64).await.unwrap();
        let refused = hasher.hash(&typed("a quiet heron")).await;
        assert_eq!(refused, Err(HashError::Busy));
        drop(taken);
        assert!(hasher.hash(&typed("a quiet heron")).await.is_ok());
    }
}
