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
use crate::domain::ids::SessionId;

#[derive(Debug)]
struct Seat {
    session: SessionId,
    /// Ends what they relay; made when they first do.
    over: Option<CancellationToken>,
}

/// The people in all rooms. As many as there are seats, so it needs no bound of its own.
#[derive(Debug, Default)]
pub struct Inside(Mutex<HashMap<Pseudonym, Seat>>);

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
    pub fn seat(&self, pseudonym: &Pseudonym) -> Option<CancellationToken> {
        let mut seats = self.lock();
        let seat = seats.get_mut(pseudonym)?;
        Some(seat.over.get_or_insert_default().clone())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Pseudonym, Seat>> {
        // Seats come and go one at a time; a panic leaves none of them half there.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    fn end(self) {
        if let Some(over) = self.over {
            over.cancel();
        }
    }
}
