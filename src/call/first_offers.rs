//! The moment between hearing who is inside and having made everybody an offer, in which the page is told nothing.
//!
//! To draw a room takes a browser about as long as the others take to answer an offer. Drawn first, it would make them,
//! and with them the first picture, wait for it; drawn after, it is done while they answer.

use std::time::Duration;

use crate::domain::clock::Timestamp;

/// Offers that are not made by then are not waited for: nobody is to look at a room that they have left already.
const PATIENCE: Duration = Duration::from_millis(300);

/// The offers that are still to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstOffers {
    open: usize,
    until: Timestamp,
}

impl FirstOffers {
    /// To so many people, from now on.
    pub fn new(people: usize, now: Timestamp) -> Self {
        Self {
            open: people,
            until: now.plus(PATIENCE),
        }
    }

    /// So many of them are made.
    pub const fn made(&mut self, offers: usize) {
        self.open = self.open.saturating_sub(offers);
    }

    /// Whether none is waited for any more.
    pub fn are_over(&self, now: Timestamp) -> bool {
        self.open == 0 || now >= self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_offers_are_waited_for_and_none_for_long() {
        let now = Timestamp::from_millis(0);
        let mut offers = FirstOffers::new(2, now);
        offers.made(1);
        assert!(!offers.are_over(now));
        assert!(offers.are_over(now.plus(PATIENCE)));
        offers.made(1);
        assert!(offers.are_over(now));
        assert!(FirstOffers::new(0, now).are_over(now));
    }
}
