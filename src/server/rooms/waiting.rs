//! The door of a room: who gets a seat, who has to knock, and how they are let in or not.

use super::{
    at_door::DoorWord,
    delivery::{Delivery, Hello, SocketId},
    line::Waiter,
    refusal::{Refusal, send_away},
    seat::{Presence, Seat},
    state::{Arrival, NoSeat, RoomState},
};
use crate::{
    domain::{
        clock::Timestamp,
        door::{Door, HoldMessage},
        ids::ParticipantId,
        limits,
        participant::{Participant, Standing},
        role::Role,
    },
    protocol::{
        error_code::{CloseCode, ErrorCode},
        server_message::{Knocking, ServerMessage, Termination},
    },
};

impl RoomState {
    /// Whether `id` would get a seat.
    pub fn has_place_for(&self, id: Option<ParticipantId>) -> bool {
        let taken = u32::try_from(self.seats.len()).unwrap_or(u32::MAX);
        taken < self.session.policy.max_participants
            || id.is_some_and(|id| self.seats.iter().any(|seat| seat.participant.id == id))
    }

    /// Whether somebody new has to knock: with an account or without one.
    pub const fn has_to_knock(&self, has_account: bool) -> bool {
        match self.session.policy.door {
            Door::Open => self.guests_knock && !has_account,
            Door::Lobby | Door::Locked => true,
        }
    }

    /// Holds a seat for somebody who has joined and whose socket is on its way, or finds that they have to wait. Gives
    /// them as they stand then.
    ///
    /// # Errors
    /// [`NoSeat`] when there is none for them.
    pub fn reserve(
        &mut self,
        now: Timestamp,
        participant: &Participant,
        arrival: Arrival,
    ) -> Result<(Participant, Vec<Delivery>), NoSeat> {
        if let Some(reason) = self.ended() {
            return Err(NoSeat::Ended(reason));
        }
        let mut out = Vec::new();
        let mut participant = self.as_decided(participant.clone());
        let waits = |participant| Participant {
            standing: Standing::Waiting { since: now },
            ..participant
        };
        match participant.standing {
            Standing::Removed { banned: false } if arrival == Arrival::ByAccount => {
                let participant = waits(participant);
                self.decide(now, participant.clone(), &mut out);
                return Ok((participant, out));
            }
            Standing::Removed { .. } => return Err(NoSeat::Removed),
            Standing::Denied => return Err(NoSeat::Denied),
            Standing::Waiting { .. } => return Ok((participant, out)),
            Standing::Admitted
                if arrival == Arrival::New
                    && participant.account.is_none()
                    && !self.session.guests
                    && participant.role != Role::Host =>
            {
                return Err(NoSeat::NoGuests);
            }
            // Whoever leads the session needs nobody to let them in.
            Standing::Admitted if arrival == Arrival::New && participant.role != Role::Host => {
                if self.session.policy.door == Door::Locked {
                    return Err(NoSeat::Locked);
                }
                if self.has_to_knock(participant.account.is_some()) {
                    return Ok((waits(participant), out));
                }
            }
            Standing::Admitted => {}
        }
        if !self.has_place_for(Some(participant.id)) {
            return Err(NoSeat::Full);
        }
        participant.reads_from = Some(self.first_for(&participant));
        self.hold_seat(now, participant.clone());
        Ok((participant, out))
    }

    fn hold_seat(&mut self, now: Timestamp, participant: Participant) {
        let until = now.plus(limits::SEAT_GRACE);
        match self
            .seats
            .iter_mut()
            .find(|seat| seat.participant.id == participant.id)
        {
            Some(Seat {
                presence: Presence::Awaited { until: kept },
                ..
            }) => *kept = until,
            Some(_) => {}
            None => self.seats.push(Seat::awaited(participant, until)),
        }
    }

    /// A socket of somebody who has to wait.
    pub(super) fn knock(
        &mut self,
        now: Timestamp,
        socket: SocketId,
        participant: Participant,
        since: Timestamp,
        hello: Hello,
        out: &mut Vec<Delivery>,
    ) {
        let id = participant.id;
        if self.line.find(id).is_none() && !self.line.has_place() {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::SessionFull,
            });
            return;
        }
        self.at_door.is_past(id);
        if let Some(replaced) = self.line.put(participant, since, socket, hello) {
            out.push(Delivery::Close {
                socket: replaced,
                code: CloseCode::Replaced,
            });
        }
        let inside = (self.total_users(), self.is_hosted());
        self.line.told.get_or_insert(inside);
        self.tell_waiter(now, id, out);
    }

    /// Lets somebody in who waits.
    pub(super) fn admit(
        &mut self,
        now: Timestamp,
        id: ParticipantId,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        if self.line.find(id).is_none() {
            return Err(Refusal(ErrorCode::UserNotFound));
        }
        if !self.has_place_for(Some(id)) {
            return Err(Refusal(ErrorCode::SessionFull));
        }
        if let Some(waiter) = self.line.take(id) {
            let hello = waiter.hello();
            let participant = Participant {
                standing: Standing::Admitted,
                reads_from: Some(self.first_for(&waiter.participant)),
                ..waiter.participant
            };
            self.decide(now, participant.clone(), out);
            match hello {
                Some((socket, hello)) => self.enter(now, socket, participant, hello, out),
                None => self.hold_seat(now, participant),
            }
        }
        Ok(())
    }

    /// Lets in whom there is a seat for, in the order in which they knocked.
    pub(super) fn admit_all(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        let waiting: Vec<ParticipantId> = self
            .line
            .iter()
            .map(|waiter| waiter.participant.id)
            .collect();
        for id in waiting {
            // Those for whom there is none go on waiting.
            let _ = self.admit(now, id, out);
        }
    }

    /// Sends somebody away who waits.
    pub(super) fn deny(
        &mut self,
        now: Timestamp,
        id: ParticipantId,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let waiter = self.line.take(id).ok_or(Refusal(ErrorCode::UserNotFound))?;
        send_away(
            waiter.socket(),
            Termination::Denied,
            CloseCode::NotAdmitted,
            out,
        );
        let participant = Participant {
            standing: Standing::Denied,
            ..waiter.participant
        };
        self.decide(now, participant, out);
        Ok(())
    }

    /// Tells somebody something who waits.
    pub(super) fn hold(
        &mut self,
        now: Timestamp,
        id: ParticipantId,
        message: &str,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let waiter = self
            .line
            .find_mut(id)
            .ok_or(Refusal(ErrorCode::UserNotFound))?;
        waiter.held = Some(HoldMessage::clean(message));
        self.line.changed = true;
        self.tell_waiter(now, id, out);
        Ok(())
    }

    /// After everything that happened: tells the hosts who waits, and those who wait how it is inside, when it is
    /// not as they were told.
    pub(super) fn tell_line(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        if std::mem::take(&mut self.line.changed) {
            let to = self.hosts().collect();
            self.tell_hosts(to, out);
        }
        if std::mem::take(&mut self.at_door.changed) {
            let to = self.hosts().collect();
            self.tell_of_door(to, out);
        }
        let inside = (self.total_users(), self.is_hosted());
        if self.line.is_empty() {
            self.line.told = None;
        } else if self.line.told.replace(inside) != Some(inside) {
            self.tell_waiters(now, out);
        }
    }

    /// Tells everybody who waits what they see of it.
    pub(super) fn tell_waiters(&self, now: Timestamp, out: &mut Vec<Delivery>) {
        for waiter in self.line.iter() {
            out.extend(self.knocking(now, waiter));
        }
    }

    /// Tells `hosts` who waits.
    pub(super) fn tell_hosts(&self, hosts: Vec<SocketId>, out: &mut Vec<Delivery>) {
        if !hosts.is_empty() {
            out.push(Delivery::Send {
                to: hosts,
                message: ServerMessage::Waiting {
                    users: self.line.iter().map(Waiter::shown).collect(),
                },
            });
        }
    }

    /// The page of somebody before the door says what is wrong. What comes late of somebody who is past it counts no
    /// more.
    pub(super) fn said_at_door(&mut self, now: Timestamp, word: DoorWord) {
        let is_past = word.page.seat.is_some_and(|id| {
            let seat = self.seats.iter().find(|seat| seat.participant.id == id);
            let waiter = self.line.find(id);
            seat.and_then(Seat::socket)
                .or(waiter.and_then(Waiter::socket))
                .is_some()
        });
        let word = DoorWord {
            trouble: word.trouble.filter(|_| !is_past),
            ..word
        };
        self.at_door.note(now, word);
    }

    /// Tells `hosts` who has trouble before the door.
    pub(super) fn tell_of_door(&self, hosts: Vec<SocketId>, out: &mut Vec<Delivery>) {
        if !hosts.is_empty() {
            out.push(Delivery::Send {
                to: hosts,
                message: ServerMessage::AtDoor {
                    people: self.at_door.shown(),
                },
            });
        }
    }

    fn hosts(&self) -> impl Iterator<Item = SocketId> {
        self.seats
            .iter()
            .filter(|seat| self.session.grants(&seat.participant).moderate)
            .filter_map(Seat::socket)
    }

    fn tell_waiter(&self, now: Timestamp, id: ParticipantId, out: &mut Vec<Delivery>) {
        out.extend(
            self.line
                .find(id)
                .and_then(|waiter| self.knocking(now, waiter)),
        );
    }

    fn knocking(&self, now: Timestamp, waiter: &Waiter) -> Option<Delivery> {
        let knocking = Knocking {
            title: self.session.title.clone(),
            user_id: waiter.participant.id,
            name: waiter.participant.name.clone(),
            since: waiter.since,
            server_time: now,
            total_users: self.total_users(),
            host_inside: self.is_hosted(),
            held: waiter.held.clone(),
        };
        waiter.socket().map(|socket| Delivery::Send {
            to: vec![socket],
            message: ServerMessage::Knocking(knocking),
        })
    }
}
