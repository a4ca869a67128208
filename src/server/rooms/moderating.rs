//! What hosts do to a room and the people in it. Whether somebody may give a command at all is decided before, by
//! `call::powers`; here is whether it can be done to this person, and what follows.

use super::{
    delivery::{Decision, Delivery, Errand, SocketId},
    refusal::{Refusal, send_away},
    relaying,
    seat::{Link, Presence, Seat},
    state::RoomState,
};
use crate::{
    call::powers::{Side, over},
    domain::{
        clock::Timestamp,
        door::Door,
        ids::ParticipantId,
        limits,
        participant::{Participant, Standing},
        policy::Preset,
        role::{Grant, Grants, Role},
        session::Title,
    },
    protocol::{
        error_code::{CloseCode, ErrorCode},
        host_command::HostCommand,
        server_message::{LeaveReason, ServerMessage, Termination},
    },
};

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
                let at = self.inside(user_id)?;
                self.set_hand(now, at, false, out);
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

    /// Closes the door as far as a lobby, when it is open.
    pub(super) fn open_lobby(&mut self, out: &mut Vec<Delivery>) {
        if self.ended().is_none() && self.session.policy.door == Door::Open {
            self.session.policy.door = Door::Lobby;
            self.rules_changed(false, out);
        }
    }

    /// Somebody with an account becomes host of a session without one.
    pub(super) fn take_over(&mut self, now: Timestamp, at: usize, out: &mut Vec<Delivery>) {
        self.set_part(now, at, Role::Host, None, out);
    }

    fn set_role(
        &mut self,
        now: Timestamp,
        actor: usize,
        id: ParticipantId,
        role: Role,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let at = self.subject(actor, id)?;
        let goes = self.moderates(at) && !self.session.policy.grants(role).moderate;
        if goes && !self.is_hosted_without(id) {
            return Err(Refusal(ErrorCode::LastHost));
        }
        self.set_part(now, at, role, None, out);
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
        let at = self.subject(actor, id)?;
        let participant = &self.seats[at].participant;
        let role = participant.role;
        let by_role = self.session.policy.grants(role);
        let present = self.session.policy.grants_of(role, participant.own_grants);
        let own = present.with(grant, allowed);
        // Who may do what their role may has no rules of their own, and follows the next preset like everybody.
        self.set_part(now, at, role, (own != by_role).then_some(own), out);
        Ok(())
    }

    fn ask_to_mute(
        &self,
        actor: usize,
        id: ParticipantId,
        out: &mut Vec<Delivery>,
    ) -> Result<(), Refusal> {
        let at = self.inside(id)?;
        let from = self.seats[actor].participant.id;
        if let Some(socket) = self.seats[at].socket() {
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
            self.set_part(now, at, Role::Host, None, out);
            self.set_part(now, actor, Role::Collaborator, None, out);
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
        let at = self
            .seats
            .iter()
            .position(|seat| seat.participant.id == id)
            .ok_or(Refusal(ErrorCode::UserNotFound))?;
        if at == actor || !self.has_power(actor, at) {
            return Err(Refusal(ErrorCode::NotAllowed));
        }
        let participant = Participant {
            standing: Standing::Removed { banned: ban },
            ..self.seats[at].participant.clone()
        };
        self.guests_knock |= ban && participant.account.is_none();
        self.decide(now, participant, out);
        let sockets = [
            self.seats[at].socket(),
            self.line.take(id).and_then(|waiter| waiter.socket()),
        ];
        for socket in sockets {
            send_away(socket, Termination::Removed, CloseCode::Removed, out);
        }
        self.free_seat(now, at, LeaveReason::Removed, out);
        Ok(())
    }

    fn set_preset(&mut self, now: Timestamp, preset: Preset, out: &mut Vec<Delivery>) {
        let before: Vec<Grants> = self
            .seats
            .iter()
            .map(|seat| self.session.grants(&seat.participant))
            .collect();
        let kind = self.session.kind;
        self.session.policy.apply(preset, kind);
        if preset == Preset::Interview {
            self.session.guests = false;
        }
        for seat in &mut self.seats {
            seat.participant.own_grants = None;
        }
        for part in self.decided.values_mut() {
            part.forget_own_grants();
        }
        self.rules_changed(true, out);
        for (at, before) in before.into_iter().enumerate() {
            if self.session.grants(&self.seats[at].participant) != before {
                self.grants_changed(now, at, out);
            }
        }
    }

    /// Gives the one at `at` a role and what they alone may do.
    fn set_part(
        &mut self,
        now: Timestamp,
        at: usize,
        role: Role,
        own_grants: Option<Grants>,
        out: &mut Vec<Delivery>,
    ) {
        let participant = &mut self.seats[at].participant;
        if (participant.role, participant.own_grants) == (role, own_grants) {
            return;
        }
        (participant.role, participant.own_grants) = (role, own_grants);
        let participant = participant.clone();
        self.decide(now, participant, out);
        self.grants_changed(now, at, out);
        if self.moderates(at) && !self.line.is_empty() {
            let to = self.seats[at].socket().into_iter().collect();
            self.tell_hosts(to, out);
        }
    }

    /// What the one at `at` may do is other than it was: everybody is told, what they send is cut down to it, and
    /// what waits of theirs for somebody whose socket is away is looked at again.
    fn grants_changed(&mut self, now: Timestamp, at: usize, out: &mut Vec<Delivery>) {
        self.tell_user(at, out);
        let participant = self.seats[at].participant.clone();
        let grants = self.session.grants(&participant);
        for seat in &mut self.seats {
            if let Presence::Inside(page) = &mut seat.presence
                && let Link::Lost { kept, .. } = &mut page.link
                && kept.iter().flatten().any(|message| {
                    matches!(message, ServerMessage::Signal { from, signal, .. }
                        if *from == participant.id && relaying::check(signal, grants).is_err())
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

    /// Notes the title and the rules, and tells everybody. `for_all` when what was changed for single people is
    /// forgotten.
    fn rules_changed(&self, for_all: bool, out: &mut Vec<Delivery>) {
        out.push(Delivery::Decide(Decision::Rules {
            session: Box::new(self.session.clone()),
            for_all,
        }));
        self.send_all(self.session_changed(), out);
    }

    fn session_changed(&self) -> ServerMessage {
        ServerMessage::SessionChanged {
            title: self.session.title.clone(),
            expires_at: self.session.expires_at(),
            rules: self.rules(),
        }
    }

    /// After everything that happened: whether a host is inside, and from when on somebody may take over. Only those
    /// are told who could.
    /// `newcomer` learns it by `session_info`.
    pub(super) fn note_hosts(
        &mut self,
        now: Timestamp,
        newcomer: Option<SocketId>,
        out: &mut Vec<Delivery>,
    ) {
        let before = self.rules().take_over_from;
        if self.is_hosted() {
            self.hostless_from = None;
        } else {
            self.hostless_from
                .get_or_insert(now.plus(limits::SEAT_GRACE));
        }
        if self.rules().take_over_from != before {
            self.tell_successors(newcomer, out);
        }
    }

    /// Tells those who have an account from when on one of them may take over; a `newcomer` knows.
    pub(super) fn tell_successors(&self, newcomer: Option<SocketId>, out: &mut Vec<Delivery>) {
        let to: Vec<SocketId> = self
            .seats
            .iter()
            .filter(|seat| seat.participant.account.is_some())
            .filter_map(Seat::socket)
            .filter(|socket| Some(*socket) != newcomer)
            .collect();
        if !to.is_empty() {
            out.push(Delivery::Send {
                to,
                message: self.session_changed(),
            });
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

    fn moderates(&self, at: usize) -> bool {
        self.session.grants(&self.seats[at].participant).moderate
    }

    fn inside(&self, id: ParticipantId) -> Result<usize, Refusal> {
        self.seats
            .iter()
            .position(|seat| seat.participant.id == id && seat.page().is_some())
            .ok_or(Refusal(ErrorCode::UserNotFound))
    }

    /// The seat of `id`, over whom `actor` has power.
    fn subject(&self, actor: usize, id: ParticipantId) -> Result<usize, Refusal> {
        let at = self.inside(id)?;
        if self.has_power(actor, at) {
            Ok(at)
        } else {
            Err(Refusal(ErrorCode::NotAllowed))
        }
    }

    fn has_power(&self, actor: usize, subject: usize) -> bool {
        let side = |at: usize| Side {
            id: self.seats[at].participant.id,
            moderates: self.moderates(at),
        };
        over(side(actor), side(subject), self.session.host)
    }
}
