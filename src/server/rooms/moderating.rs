//! What hosts do to a room and the people in it. Whether somebody may give a command at all is decided before, by
//! `call::powers`; here is whether it can be done to this person, and what follows.

use super::{
    delivery::{Delivery, Errand, SocketId},
    refusal::{Refusal, send_away},
    relaying,
    seat::{Link, Presence},
    state::RoomState,
};
use crate::{
    call::powers::{Side, over},
    domain::{
        clock::Timestamp,
        door::Door,
        ids::ParticipantId,
        participant::{Participant, Standing},
        role::{Grant, Grants, Role},
        session::Title,
    },
    protocol::{
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{LeaveReason, ServerMessage, Termination},
        signal::Signal,
    },
};

/// Where somebody is whom a command is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In this seat.
    Seat(usize),
    /// Gone since a host saw them: what is decided of them counts when they come back.
    Gone(usize),
}

impl RoomState {
    /// Does what a host commands who has seat `actor` and speaks by `socket`.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be done.
    pub(super) fn moderate(
        &mut self,
        now: Timestamp,
        actor: usize,
        socket: SocketId,
        command: HostCommand,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        match command {
            HostCommand::SetRole { user_id, role } => self.set_role(now, actor, user_id, role, out),
            HostCommand::SetGrant {
                user_id,
                grant,
                allowed,
            } => self.set_grant(now, actor, user_id, grant, allowed, out),
            HostCommand::AskToMute { user_id } => self.ask_to_mute(actor, user_id, out),
            HostCommand::LowerHand { user_id } => {
                if let Place::Seat(at) = self.place(user_id)? {
                    self.set_hand(now, at, false, out);
                }
                Ok(())
            }
            HostCommand::HandOver { user_id } => self.hand_over(now, actor, user_id, out),
            HostCommand::Remove { user_id, ban } => self.remove(now, actor, user_id, ban, out),
            HostCommand::Admit { user_id } => self.admit(now, user_id, out),
            HostCommand::AdmitAll {} => {
                self.admit_all(now, out);
                Ok(())
            }
            HostCommand::Deny { user_id } => self.deny(now, user_id, out),
            HostCommand::Hold { user_id, message } => self.hold(now, user_id, &message, out),
            HostCommand::SetDoor { door } => {
                self.session.policy.door = door;
                self.rules_changed(false, out);
                if door == Door::Open {
                    self.admit_all(now, out);
                }
                Ok(())
            }
            HostCommand::Rename { title } => {
                self.session.title = Title::clean(&title);
                self.rules_changed(false, out);
                self.tell_waiters(now, out);
                Ok(())
            }
            HostCommand::SetPreset { preset } => {
                self.set_preset(now, preset, out);
                Ok(())
            }
            HostCommand::SetRules { rules } => {
                self.needs_relay(rules.relay_only)?;
                self.set_rules(now, &rules.bounded(), out);
                Ok(())
            }
            HostCommand::SetTakeOver { allowed } => {
                self.session.policy.take_over = allowed;
                self.rules_changed(false, out);
                Ok(())
            }
            HostCommand::SetRelayOnly { relay_only } => {
                self.needs_relay(relay_only)?;
                self.session.policy.relay_only = relay_only;
                self.rules_changed(false, out);
                Ok(())
            }
            HostCommand::PauseChat { paused } => {
                self.session.policy.chat_paused = paused;
                self.rules_changed(false, out);
                Ok(())
            }
            HostCommand::Extend {} => {
                if !self.session.policy.extend() {
                    return Err(Refusal(ErrorCode::NotExtendable));
                }
                self.rules_changed(false, out);
                Ok(())
            }
            HostCommand::RemoveMessage { message_id } => {
                out.push(Delivery::Errand {
                    socket,
                    errand: Errand::RemoveMessage(message_id),
                });
                Ok(())
            }
            HostCommand::Announce {
                message_id,
                announcement,
            } => {
                out.push(Delivery::Errand {
                    socket,
                    errand: Errand::Announce(message_id, announcement),
                });
                Ok(())
            }
            HostCommand::End {} => {
                out.push(Delivery::Errand {
                    socket,
                    errand: Errand::End,
                });
                Ok(())
            }
        }
    }

    /// Somebody with an account becomes host of a session without one.
    pub(super) fn take_over(&mut self, now: Timestamp, at: usize, out: &mut Vec<Delivery>) {
        self.set_part(now, Place::Seat(at), Role::Host, None, out);
    }

    fn set_role(
        &mut self,
        now: Timestamp,
        actor: usize,
        id: ParticipantId,
        role: Role,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let place = self.subject(actor, id)?;
        let goes =
            self.moderates(self.participant(place)) && !self.session.policy.grants(role).moderate;
        if goes && matches!(place, Place::Seat(_)) && !self.is_hosted_without(id) {
            return Err(Refusal(ErrorCode::LastHost));
        }
        self.set_part(now, place, role, None, out);
        Ok(())
    }

    fn set_grant(
        &mut self,
        now: Timestamp,
        actor: usize,
        id: ParticipantId,
        grant: Grant,
        allowed: bool,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let place = self.subject(actor, id)?;
        let participant = self.participant(place);
        let role = participant.role;
        let by_role = self.session.policy.grants(role);
        let present = self.session.policy.grants_of(role, participant.own_grants);
        let own = present.with(grant, allowed);
        // Who may do what their role may has no rules of their own, and follows the next preset like everybody.
        self.set_part(now, place, role, (own != by_role).then_some(own), out);
        Ok(())
    }

    fn ask_to_mute(
        &self,
        actor: usize,
        id: ParticipantId,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let from = self.seats[actor].participant.id;
        if let Place::Seat(at) = self.place(id)?
            && let Some(socket) = self.seats[at].socket()
        {
            out.push(Delivery::Send {
                to: vec![socket],
                message: ServerMessage::AskedToMute { from },
            });
        }
        Ok(())
    }

    fn hand_over(
        &mut self,
        now: Timestamp,
        actor: usize,
        id: ParticipantId,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let at = self.inside(id)?;
        if at != actor {
            self.set_part(now, Place::Seat(at), Role::Host, None, out);
            self.set_part(now, Place::Seat(actor), Role::Collaborator, None, out);
        }
        Ok(())
    }

    fn remove(
        &mut self,
        now: Timestamp,
        actor: usize,
        id: ParticipantId,
        ban: bool,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        // Also a seat that is only awaited.
        let seat = self.seats.iter().position(|seat| seat.participant.id == id);
        let place = match seat {
            Some(at) => Place::Seat(at),
            None => self.place(id)?,
        };
        let subject = self.participant(place);
        if place == Place::Seat(actor) || !self.has_power(actor, subject) {
            return Err(Refusal(ErrorCode::NotAllowed));
        }
        let participant = Participant {
            standing: Standing::Removed { banned: ban },
            ..subject.clone()
        };
        self.guests_knock |= ban && participant.account.is_none();
        self.decide(now, participant, out);
        let sockets = [
            seat.and_then(|at| self.seats[at].socket()),
            self.line.take(id).and_then(|waiter| waiter.socket()),
        ];
        for socket in sockets {
            send_away(socket, Termination::Removed, CloseCode::Removed, out);
        }
        match place {
            Place::Seat(at) => self.free_seat(now, at, LeaveReason::Removed, out),
            Place::Gone(at) => drop(self.gone.remove(at)),
        }
        Ok(())
    }

    /// Gives somebody a role and what they alone may do. Who is gone finds it when they come back.
    fn set_part(
        &mut self,
        now: Timestamp,
        place: Place,
        role: Role,
        own_grants: Option<Grants>,
        out: &mut Vec<Delivery>,
    ) {
        let participant = match place {
            Place::Seat(at) => &mut self.seats[at].participant,
            Place::Gone(at) => &mut self.gone[at],
        };
        if (participant.role, participant.own_grants) == (role, own_grants) {
            return;
        }
        (participant.role, participant.own_grants) = (role, own_grants);
        let participant = participant.clone();
        let moderates = self.moderates(&participant);
        self.decide(now, participant, out);
        let Place::Seat(at) = place else { return };
        self.grants_changed(now, at, out);
        let to: Vec<SocketId> = self.seats[at].socket().into_iter().collect();
        if moderates && !self.line.is_empty() {
            self.tell_hosts(to.clone(), out);
        }
        if moderates && !self.at_door.is_empty() {
            self.tell_of_door(to, out);
        }
    }

    /// What the one at `at` may do is other than it was: everybody is told, what they send is cut down to it, and
    /// what waits of theirs for somebody whose socket is away is looked at again.
    pub(super) fn grants_changed(&mut self, now: Timestamp, at: usize, out: &mut Vec<Delivery>) {
        self.tell_user(at, out);
        let participant = self.seats[at].participant.clone();
        let (grants, kind) = (self.session.grants(&participant), self.session.kind);
        let relay_only = self.session.policy.relay_only;
        let may_pass = |signal: &Signal| relaying::check(signal, kind, grants, relay_only).is_ok();
        for seat in &mut self.seats {
            if let Presence::Inside(page) = &mut seat.presence
                && let Link::Lost { kept, .. } = &mut page.link
                && kept.iter().flatten().any(|message| {
                    matches!(message, ServerMessage::Signal { from, signal, .. }
                        if *from == participant.id && !may_pass(signal))
                })
            {
                // Then their return is no resumption, and everything is negotiated anew.
                *kept = None;
            }
        }
        let Some(page) = self.seats[at].page() else {
            return;
        };
        let media = self.granted(&participant, page.media);
        self.put_media(now, at, media, out);
    }

    /// Tells everybody of the one at `at`.
    pub(super) fn tell_user(&self, at: usize, out: &mut Vec<Delivery>) {
        if let Some(user) = self.seats[at].user(&self.session) {
            let message = ServerMessage::UserChanged {
                user_id: user.id,
                role: user.role,
                grants: user.grants,
                hand: user.hand,
            };
            self.send_all(message, out);
        }
    }

    /// Whether somebody is inside who moderates.
    pub(super) fn is_hosted(&self) -> bool {
        self.seats
            .iter()
            .any(|seat| seat.page().is_some() && self.session.grants(&seat.participant).moderate)
    }

    fn is_hosted_without(&self, id: ParticipantId) -> bool {
        self.seats.iter().any(|seat| {
            seat.participant.id != id
                && seat.page().is_some()
                && self.session.grants(&seat.participant).moderate
        })
    }

    fn moderates(&self, participant: &Participant) -> bool {
        self.session.grants(participant).moderate
    }

    fn participant(&self, place: Place) -> &Participant {
        match place {
            Place::Seat(at) => &self.seats[at].participant,
            Place::Gone(at) => &self.gone[at],
        }
    }

    /// Where `id` is, or was until lately.
    fn place(&self, id: ParticipantId) -> Result<Place, Refusal> {
        let gone = self.gone.iter().position(|gone| gone.id == id);
        match (self.inside(id), gone) {
            (Ok(at), _) => Ok(Place::Seat(at)),
            (Err(_), Some(at)) => Ok(Place::Gone(at)),
            (Err(refusal), None) => Err(refusal),
        }
    }

    fn inside(&self, id: ParticipantId) -> Result<usize, Refusal> {
        self.seats
            .iter()
            .position(|seat| seat.participant.id == id && seat.page().is_some())
            .ok_or(Refusal(ErrorCode::UserNotFound))
    }

    /// The place of `id`, over whom `actor` has power.
    fn subject(&self, actor: usize, id: ParticipantId) -> Result<Place, Refusal> {
        let place = self.place(id)?;
        if self.has_power(actor, self.participant(place)) {
            Ok(place)
        } else {
            Err(Refusal(ErrorCode::NotAllowed))
        }
    }

    fn has_power(&self, actor: usize, subject: &Participant) -> bool {
        let side = |participant: &Participant| Side {
            id: participant.id,
            moderates: self.moderates(participant),
        };
        over(
            side(&self.seats[actor].participant),
            side(subject),
            self.session.host,
        )
    }
}
