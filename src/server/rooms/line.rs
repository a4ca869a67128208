//! The line before the door: people who knocked and wait to be let in, in the order in which they knocked.

use super::delivery::{Hello, SocketId};
use crate::{
    domain::{
        clock::Timestamp, door::HoldMessage, ids::ParticipantId, limits, participant::Participant,
    },
    protocol::{guest_trouble::GuestTrouble, server_message::WaitingUser},
};

/// Who waits.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    waiters: Vec<Waiter>,
    /// Whether those who may let them in have not been told yet of what it is now.
    pub(super) changed: bool,
    /// How many are inside and whether a host is, as those who wait were last told.
    pub(super) told: Option<(u32, bool)>,
}

/// Somebody who waits.
#[derive(Debug, Clone)]
pub(super) struct Waiter {
    pub(super) participant: Participant,
    pub(super) since: Timestamp,
    pub(super) held: Option<HoldMessage>,
    /// What their page says keeps them from being heard and seen; known as long as the socket.
    trouble: Option<GuestTrouble>,
    link: Link,
}

#[derive(Debug, Clone)]
enum Link {
    Connected { socket: SocketId, hello: Hello },
    Lost { since: Timestamp },
}

impl Waiter {
    pub(super) const fn socket(&self) -> Option<SocketId> {
        match self.link {
            Link::Connected { socket, .. } => Some(socket),
            Link::Lost { .. } => None,
        }
    }

    /// What they said when they came, with the socket by which they did; none while that is lost.
    pub(super) fn hello(&self) -> Option<(SocketId, Hello)> {
        match &self.link {
            Link::Connected { socket, hello } => Some((*socket, hello.clone())),
            Link::Lost { .. } => None,
        }
    }

    pub(super) fn shown(&self) -> WaitingUser {
        WaitingUser {
            id: self.participant.id,
            name: self.participant.name.clone(),
            since: self.since,
            connected: self.socket().is_some(),
            held: self.held.clone(),
            trouble: self.trouble.filter(|_| self.socket().is_some()),
        }
    }
}

impl Line {
    pub(super) const fn is_empty(&self) -> bool {
        self.waiters.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Waiter> {
        self.waiters.iter()
    }

    pub(super) fn find(&self, id: ParticipantId) -> Option<&Waiter> {
        self.waiters
            .iter()
            .find(|waiter| waiter.participant.id == id)
    }

    pub(super) fn find_mut(&mut self, id: ParticipantId) -> Option<&mut Waiter> {
        self.waiters
            .iter_mut()
            .find(|waiter| waiter.participant.id == id)
    }

    pub(super) fn by_socket(&self, socket: SocketId) -> Option<&Waiter> {
        self.waiters
            .iter()
            .find(|waiter| waiter.socket() == Some(socket))
    }

    /// Whether one more may wait.
    pub(super) const fn has_place(&self) -> bool {
        self.waiters.len() < limits::WAITING_PEOPLE
    }

    /// Puts somebody into the line, or gives them the place that they had. Gives the socket that this one replaces.
    pub(super) fn put(
        &mut self,
        participant: Participant,
        since: Timestamp,
        socket: SocketId,
        hello: Hello,
    ) -> Option<SocketId> {
        self.changed = true;
        let link = Link::Connected { socket, hello };
        if let Some(known) = self.find_mut(participant.id) {
            let replaced = known.socket();
            known.participant = participant;
            known.link = link;
            known.trouble = None;
            return replaced;
        }
        let at = self.waiters.partition_point(|waiter| waiter.since <= since);
        let waiter = Waiter {
            participant,
            since,
            held: None,
            trouble: None,
            link,
        };
        self.waiters.insert(at, waiter);
        None
    }

    /// Somebody who waits says what is wrong, or that nothing is any more.
    pub(super) fn note_trouble(&mut self, id: ParticipantId, trouble: Option<GuestTrouble>) {
        let known = self.find_mut(id).filter(|known| known.trouble != trouble);
        if let Some(known) = known {
            known.trouble = trouble;
            self.changed = true;
        }
    }

    /// Takes somebody out of the line.
    pub(super) fn take(&mut self, id: ParticipantId) -> Option<Waiter> {
        let at = self
            .waiters
            .iter()
            .position(|waiter| waiter.participant.id == id)?;
        self.changed = true;
        Some(self.waiters.remove(at))
    }

    /// A socket is gone; if it was somebody's who waits, their place is kept for a while.
    pub(super) fn lost(&mut self, now: Timestamp, socket: SocketId) {
        if let Some(waiter) = self
            .waiters
            .iter_mut()
            .find(|waiter| waiter.socket() == Some(socket))
        {
            waiter.link = Link::Lost { since: now };
            self.changed = true;
        }
    }

    /// Forgets those who did not come back in time.
    pub(super) fn let_go(&mut self, now: Timestamp) {
        let before = self.waiters.len();
        self.waiters.retain(|waiter| match waiter.link {
            Link::Lost { since } => now < since.plus(limits::SEAT_GRACE),
            Link::Connected { .. } => true,
        });
        self.changed |= self.waiters.len() != before;
    }

    /// Sends everybody away. Gives their sockets.
    pub(super) fn clear(&mut self) -> impl Iterator<Item = SocketId> + use<> {
        self.changed |= !self.waiters.is_empty();
        std::mem::take(&mut self.waiters)
            .into_iter()
            .filter_map(|waiter| waiter.socket())
    }
}
