//! Who is in a room now, as far as the relay has to know: credentials count as long as there is a seat.
//!
//! So whoever was put out, and everybody whose session is over, relays nothing more, however long their credentials
//! would be good.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio_util::sync::CancellationToken;

use super::Pseudonym;
use crate::domain::{clock::Timestamp, ids::SessionId};

#[derive(Debug)]
struct Seat {
    session: SessionId,
    /// Ends what they relay; made when they first do.
    over: Option<CancellationToken>,
}

/// How many may try the relay at a time.
const TRIALS: usize = 32;

/// Somebody who is in no session, and may try the relay for a moment.
#[derive(Debug)]
struct Trial {
    ends: Timestamp,
    over: CancellationToken,
}

/// The people in all rooms. As many as there are seats, so it needs no bound of its own; and few who try.
#[derive(Debug, Default)]
pub struct Inside {
    seats: Mutex<HashMap<Pseudonym, Seat>>,
    trials: Mutex<HashMap<Pseudonym, Trial>>,
}

impl Inside {
    pub(super) fn came(&self, session: SessionId, pseudonym: Pseudonym) {
        self.lock().entry(pseudonym).or_insert(Seat {
            session,
            over: None,
        });
    }

    pub(super) fn gone(&self, pseudonym: &Pseudonym) {
        if let Some(seat) = self.lock().remove(pseudonym) {
            seat.end();
        }
    }

    pub(super) fn over(&self, session: SessionId) {
        let ended = |_: &Pseudonym, seat: &mut Seat| seat.session == session;
        for (_, seat) in self.lock().extract_if(ended) {
            seat.end();
        }
    }

    /// What is cancelled when they have no seat any more; none when they have none.
    pub(super) fn seat(&self, pseudonym: &Pseudonym) -> Option<CancellationToken> {
        let mut seats = self.lock();
        let seat = seats.get_mut(pseudonym)?;
        Some(seat.over.get_or_insert_default().clone())
    }

    /// What is cancelled when the trial is over that ends then; none when too many try already.
    pub(super) fn trial(
        &self,
        pseudonym: &Pseudonym,
        ends: Timestamp,
    ) -> Option<CancellationToken> {
        let mut trials = self.lock_trials();
        if trials.len() >= TRIALS && !trials.contains_key(pseudonym) {
            return None;
        }
        let trial = trials.entry(*pseudonym).or_insert_with(|| Trial {
            ends,
            over: CancellationToken::new(),
        });
        Some(trial.over.clone())
    }

    /// Ends the trials whose time is over.
    pub fn end_trials(&self, now: Timestamp) {
        for (_, trial) in self.lock_trials().extract_if(|_, trial| trial.ends < now) {
            trial.over.cancel();
        }
    }

    fn lock_trials(&self) -> MutexGuard<'_, HashMap<Pseudonym, Trial>> {
        // As with seats.
        self.trials.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Pseudonym, Seat>> {
        // Seats come and go one at a time; a panic leaves none of them half there.
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    fn end(self) {
        if let Some(over) = self.over {
            over.cancel();
        }
    }
}
