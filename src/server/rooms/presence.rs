//! In which sessions somebody came or went, until somebody asks. It gathers, so that a class that comes all at once is
//! one change.

use std::{
    collections::HashSet,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::domain::ids::SessionId;

/// What has gathered. Cheap to clone; holds at most one entry for each session.
#[derive(Debug, Clone, Default)]
pub struct Presence(Arc<Mutex<HashSet<SessionId>>>);

impl Presence {
    /// Somebody came or went in session `id`, or turned something on or off; it is on disk.
    pub fn note(&self, id: SessionId) {
        self.lock().insert(id);
    }

    /// What has gathered since this was last asked.
    pub fn take(&self) -> HashSet<SessionId> {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<SessionId>> {
        // The set is changed by single calls, which no panic can leave half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_happens_many_times_is_told_once() {
        let presence = Presence::default();
        let id = SessionId::from_uuid(Uuid::from_u128(1));
        for _ in 0..3 {
            presence.clone().note(id);
        }
        assert_eq!(presence.take(), HashSet::from([id]));
        assert_eq!(presence.take(), HashSet::new());
    }
}
