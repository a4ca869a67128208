//! A place in a room: who has it, and whether their socket is there.

use std::sync::Arc;

use crate::{
    domain::{clock::Timestamp, ids::Instance, limits, participant::Participant, session::Session},
    protocol::{
        client_message::MediaState,
        server_message::{ServerMessage, User},
    },
};

use super::delivery::{Attendance, SocketId};

/// Signals that are kept for somebody whose socket is lost; more than a negotiation with a full room needs.
const KEPT_SIGNALS: usize = 256;

/// A place in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seat {
    pub(super) participant: Participant,
    pub(super) presence: Presence,
    /// Since when their hand is up.
    pub(super) hand: Option<Timestamp>,
}

/// Whether somebody is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Presence {
    /// They joined and their socket has not come yet. Nobody else knows of them.
    Awaited {
        /// The seat is free again when they have not come by then.
        until: Timestamp,
    },
    /// They are in the room.
    Inside(Page),
}

/// The page by which somebody is in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) instance: Instance,
    pub(super) media: MediaState,
    /// What of it the log knows.
    pub(super) noted: MediaState,
    pub(super) link: Link,
    /// The name or address by which it reached this server.
    pub(super) host: Arc<str>,
    /// When it should be told new credentials; none when it has none that run out.
    pub(super) renew_at: Option<Timestamp>,
}

/// The page's socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// It works.
    Connected(SocketId),
    /// It was lost; the seat is kept.
    Lost {
        /// Since when.
        since: Timestamp,
        /// Signals of the others that wait for its return; none when there were too many to keep.
        kept: Option<Vec<ServerMessage>>,
    },
}

impl Seat {
    pub(super) const fn awaited(participant: Participant, until: Timestamp) -> Self {
        Self {
            participant,
            presence: Presence::Awaited { until },
            hand: None,
        }
    }

    pub(super) const fn page(&self) -> Option<&Page> {
        match &self.presence {
            Presence::Inside(page) => Some(page),
            Presence::Awaited { .. } => None,
        }
    }

    pub(super) const fn page_mut(&mut self) -> Option<&mut Page> {
        match &mut self.presence {
            Presence::Inside(page) => Some(page),
            Presence::Awaited { .. } => None,
        }
    }

    /// What is noted of them for a restart; none while they are only awaited.
    pub(super) fn stay(&self, at: Timestamp) -> Option<Attendance> {
        self.page().map(|page| Attendance::Inside {
            participant_id: self.participant.id,
            session_id: self.participant.session_id,
            instance: page.instance,
            media: page.media,
            at,
        })
    }

    pub(super) fn socket(&self) -> Option<SocketId> {
        self.page().and_then(Page::socket)
    }

    /// Whether nobody came, or came back, in time.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        match &self.presence {
            Presence::Awaited { until } => now >= *until,
            Presence::Inside(Page {
                link: Link::Lost { since, .. },
                ..
            }) => now >= since.plus(limits::SEAT_GRACE),
            Presence::Inside(_) => false,
        }
    }

    /// As the others see them in `session`; `None` while they are only awaited.
    pub(super) fn user(&self, session: &Session) -> Option<User> {
        self.page().map(|page| User {
            id: self.participant.id,
            name: self.participant.name.clone(),
            role: self.participant.role,
            grants: session.grants(&self.participant),
            joined_at: self.participant.joined_at,
            instance: page.instance,
            connected: page.socket().is_some(),
            media: page.media,
            hand: self.hand,
        })
    }
}

impl Page {
    pub(super) const fn socket(&self) -> Option<SocketId> {
        match self.link {
            Link::Connected(socket) => Some(socket),
            Link::Lost { .. } => None,
        }
    }

    /// Keeps a signal for the return of a lost socket. Too many, and none is kept: then the return is no
    /// resumption, and everything is negotiated anew.
    pub(super) fn keep(&mut self, signal: ServerMessage) {
        if let Link::Lost { kept, .. } = &mut self.link {
            match kept {
                Some(signals) if signals.len() < KEPT_SIGNALS => signals.push(signal),
                _ => *kept = None,
            }
        }
    }
}
