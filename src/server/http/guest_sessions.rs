//! How many live sessions guests of one network have begun. People with an account are known; a guest is only
//! somebody at an address, and could begin sessions without end.
//!
//! Kept in memory, in a bounded map: after a restart it is counted anew.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    domain::{clock::Timestamp, ids::SessionId},
    server::buckets::network,
};

/// Networks that are remembered. When there are more, all of them are counted anew.
const NETWORKS: usize = 50_000;

/// What guests have begun.
#[derive(Debug, Clone)]
pub(super) struct GuestSessions {
    /// Sessions that may be live at a time; none where it is not counted.
    most: Option<u32>,
    begun: Arc<Mutex<HashMap<u128, Vec<Begun>>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Begun {
    at: Timestamp,
    /// None while it is being made.
    id: Option<SessionId>,
}

/// A session that is being made; counted until it is dropped without having been.
#[must_use]
#[derive(Debug)]
pub struct GuestSession {
    sessions: GuestSessions,
    network: u128,
    begun: Begun,
}

/// There are as many as there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

impl GuestSessions {
    pub(super) fn new(most: Option<u32>) -> Self {
        Self {
            most,
            begun: Arc::default(),
        }
    }

    /// What guests of `address`'s network have begun, as far as it is remembered.
    pub(super) fn of(&self, address: IpAddr) -> Vec<SessionId> {
        self.lock()
            .get(&network(address))
            .into_iter()
            .flatten()
            .filter_map(|begun| begun.id)
            .collect()
    }

    /// Counts one that is being made; `over` are those that are not live any more.
    ///
    /// # Errors
    /// [`TooMany`] when there are as many as there may be.
    pub(super) fn begin(
        &self,
        address: IpAddr,
        over: &[SessionId],
        now: Timestamp,
    ) -> Result<GuestSession, TooMany> {
        let network = network(address);
        let begun = Begun { at: now, id: None };
        if let Some(most) = self.most {
            let mut networks = self.lock();
            if networks.len() >= NETWORKS {
                networks.clear();
            }
            let known = networks.entry(network).or_default();
            known.retain(|begun| begun.id.is_none_or(|id| !over.contains(&id)));
            if known.len() >= most as usize {
                return Err(TooMany);
            }
            known.push(begun);
        }
        Ok(GuestSession {
            sessions: self.clone(),
            network,
            begun,
        })
    }

    /// Forgets what was begun before `before`: no session lives that long.
    pub(super) fn tidy(&self, before: Timestamp) {
        self.lock().retain(|_, known| {
            known.retain(|begun| begun.at >= before);
            !known.is_empty()
        });
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u128, Vec<Begun>>> {
        // Each change leaves the lists whole.
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl GuestSession {
    /// It was made.
    pub fn made(mut self, id: SessionId) {
        self.replace(Some(Begun {
            id: Some(id),
            ..self.begun
        }));
        self.begun.id = Some(id);
    }

    fn replace(&self, by: Option<Begun>) {
        let mut networks = self.sessions.lock();
        if let Some(known) = networks.get_mut(&self.network)
            && let Some(at) = known.iter().position(|begun| *begun == self.begun)
        {
            match by {
                Some(begun) => known[at] = begun,
                None => drop(known.remove(at)),
            }
        }
    }
}

impl Drop for GuestSession {
    fn drop(&mut self) {
        if self.begun.id.is_none() {
            self.replace(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_was_not_made_and_what_is_over_does_not_count() {
        let sessions = GuestSessions::new(Some(2));
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        let id = |number| SessionId::from_uuid(Uuid::from_u128(number));
        let now = Timestamp::from_millis(0);
        let begin = |over: &[SessionId]| sessions.begin(address, over, now);
        drop(begin(&[]).unwrap());
        begin(&[]).unwrap().made(id(1));
        let making = begin(&[]).unwrap();
        assert!(begin(&[]).is_err(), "one that is being made counts");
        making.made(id(2));
        assert_eq!(sessions.of(address), [id(1), id(2)]);
        assert!(begin(&[]).is_err());
        begin(&[id(1)]).unwrap().made(id(3));
        assert_eq!(sessions.of(address), [id(2), id(3)]);
        let other = sessions.begin("192.0.2.2".parse().unwrap(), &[], now);
        other.unwrap().made(id(4));
        sessions.tidy(Timestamp::from_millis(1));
        assert_eq!(sessions.of(address), []);
    }
}
