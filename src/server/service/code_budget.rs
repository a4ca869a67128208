//! How many wrong codes of one kind there may be from all addresses together. Each address has a budget of its own besides;
//! this one holds when somebody has many.

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    call::token_bucket::TokenBucket,
    domain::{clock::Timestamp, limits::Rate},
};

/// The budget. Clones share it.
#[derive(Debug, Clone)]
pub struct CodeBudget(Arc<Mutex<TokenBucket>>);

impl CodeBudget {
    /// A full one of this measure.
    pub fn new(measure: Rate, now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(TokenBucket::new(measure, now))))
    }

    /// Takes one try. False when the budget is spent; then even a right code may be a guess.
    pub(super) fn take(&self, now: Timestamp) -> bool {
        self.with(|bucket| bucket.take(now, 1).is_ok())
    }

    /// Gives the try back: the code was right, and gave nothing away.
    pub(super) fn give_back(&self) {
        self.with(|bucket| bucket.give_back(1));
    }

    fn with<T>(&self, change: impl FnOnce(&mut TokenBucket) -> T) -> T {
        // A bucket is one figure; a panic leaves it whole.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
