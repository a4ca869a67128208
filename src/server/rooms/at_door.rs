//! Who is on the page before the door and cannot come in as they want to. They have no socket and no seat, so what is
//! known of them is what their pages said last, for a minute; nothing of it is kept on disk.

use crate::{
    domain::{
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        limits,
        participant::DisplayName,
    },
    protocol::guest_trouble::{AtDoor, GuestTrouble},
};

/// A page before the door, as far as it is known without asking whoever sits in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorPage {
    /// Who, when they have a ticket.
    pub seat: Option<ParticipantId>,
    /// Their network (as `server::buckets` knows it).
    pub network: u128,
    /// This life of the page.
    pub instance: Instance,
}

impl DoorPage {
    /// Whether both are one, or of one person. A stranger who gets a ticket stays on the page that they had.
    fn is(&self, other: &Self) -> bool {
        let one_page = (self.network, self.instance) == (other.network, other.instance);
        one_page || (self.seat.is_some() && self.seat == other.seat)
    }
}

/// What one page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorWord {
    /// Whose.
    pub page: DoorPage,
    /// What they are called, where it is known.
    pub name: Option<DisplayName>,
    /// What is wrong; none when nothing is any more.
    pub trouble: Option<GuestTrouble>,
}

/// What was said last.
#[derive(Debug, Clone, Default)]
pub(super) struct DoorTroubles {
    said: Vec<(DoorPage, AtDoor, Timestamp)>,
    /// Whether those who may let people in have not been told yet of what it is now.
    pub(super) changed: bool,
}

impl DoorTroubles {
    /// A page says something.
    pub(super) fn note(&mut self, now: Timestamp, word: DoorWord) {
        let Some(trouble) = word.trouble else {
            self.take_out(|page| page.is(&word.page));
            return;
        };
        let known = self.said.iter().position(|(page, ..)| page.is(&word.page));
        let name = word.name;
        let person = AtDoor { name, trouble };
        let until = now.plus(limits::TROUBLE_AT_DOOR);
        match known {
            Some(at) => {
                self.changed |= self.said[at].1 != person;
                self.said[at] = (word.page, person, until);
            }
            // Whoever else has trouble is told of when there is room.
            None if self.said.len() >= limits::TROUBLED_PEOPLE => {}
            None => {
                self.said.push((word.page, person, until));
                self.changed = true;
            }
        }
    }

    /// `id` is not before the door any more.
    pub(super) fn is_past(&mut self, id: ParticipantId) {
        self.take_out(|page| page.seat == Some(id));
    }

    fn take_out(&mut self, which: impl Fn(&DoorPage) -> bool) {
        let before = self.said.len();
        self.said.retain(|(page, ..)| !which(page));
        self.changed |= self.said.len() != before;
    }

    /// Forgets those who have not said it again.
    pub(super) fn let_go(&mut self, now: Timestamp) {
        let before = self.said.len();
        self.said.retain(|(.., until)| now < *until);
        self.changed |= self.said.len() != before;
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    pub(super) fn shown(&self) -> Vec<AtDoor> {
        self.said
            .iter()
            .map(|(_, person, _)| person.clone())
            .collect()
    }
}
