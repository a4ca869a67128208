//! What the relay counts. Nothing of it says who somebody is.

use metrics::{Counter, counter};

pub(super) struct Figures {
    bytes: Counter,
}

impl Figures {
    pub(super) fn new() -> Self {
        Self {
            bytes: counter!("visavis_turn_relayed_bytes_total"),
        }
    }

    pub(super) fn carried(&self, bytes: usize) {
        self.bytes
            .increment(u64::try_from(bytes).unwrap_or(u64::MAX));
    }

    pub(super) fn refused(&self, reason: &'static str) {
        counter!("visavis_turn_refused_total", "reason" => reason).increment(1);
    }
}
