//! A token bucket: a burst at once, then an even pace. Time goes in; nothing here reads a clock.

use std::time::Duration;

use crate::domain::{clock::Timestamp, limits::Rate};

/// How much of something may still be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenBucket {
    rate: Rate,
    /// When the bucket would be full if nothing more were taken: one figure says all (the generic cell rate
    /// algorithm, ITU-T I.371 annex A).
    full_at: Timestamp,
}

impl TokenBucket {
    /// A full bucket.
    pub const fn new(rate: Rate, now: Timestamp) -> Self {
        Self { rate, full_at: now }
    }

    /// Takes `tokens`.
    ///
    /// # Errors
    /// How long to wait until they are there; then nothing was taken.
    pub fn take(&mut self, now: Timestamp, tokens: u32) -> Result<(), Duration> {
        let wanted = self.full_at.max(now).plus(self.time_of(tokens));
        let limit = now.plus(self.rate.per);
        if wanted > limit {
            return Err(wanted.since(limit));
        }
        self.full_at = wanted;
        Ok(())
    }

    /// Gives back what was taken for something that should not count after all.
    pub fn give_back(&mut self, tokens: u32) {
        self.full_at = self.full_at.minus(self.time_of(tokens));
    }

    /// Whether nothing is missing: such a bucket says no more than a new one.
    pub fn is_full(&self, now: Timestamp) -> bool {
        self.full_at <= now
    }

    fn time_of(&self, tokens: u32) -> Duration {
        self.rate.per * tokens / self.rate.burst.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        burst: 4,
        per: Duration::from_secs(8),
    };

    #[test]
    fn a_burst_passes_and_then_an_even_pace() {
        let start = Timestamp::from_millis(1_000);
        let mut bucket = TokenBucket::new(RATE, start);
        for _ in 0..4 {
            assert_eq!(bucket.take(start, 1), Ok(()));
        }
        assert_eq!(bucket.take(start, 1), Err(Duration::from_secs(2)));
        let later = start.plus(Duration::from_secs(2));
        assert_eq!(bucket.take(later, 1), Ok(()));
        assert_eq!(bucket.take(later, 1), Err(Duration::from_secs(2)));
    }

    #[test]
    fn what_was_given_back_does_not_count() {
        let start = Timestamp::from_millis(1_000);
        let mut bucket = TokenBucket::new(RATE, start);
        for _ in 0..20 {
            assert_eq!(bucket.take(start, 1), Ok(()));
            bucket.give_back(1);
        }
        assert!(bucket.is_full(start));
        bucket.give_back(100);
        assert_eq!(bucket.take(start, 4), Ok(()));
        assert!(bucket.take(start, 1).is_err(), "no more than a burst");
    }

    #[test]
    fn waiting_never_saves_up_more_than_a_burst() {
        let start = Timestamp::from_millis(0);
        let mut bucket = TokenBucket::new(RATE, start);
        bucket.take(start, 3).unwrap();
        let much_later = start.plus(Duration::from_secs(3_600));
        assert!(bucket.is_full(much_later));
        assert_eq!(bucket.take(much_later, 4), Ok(()));
        assert!(bucket.take(much_later, 1).is_err());
    }
}
