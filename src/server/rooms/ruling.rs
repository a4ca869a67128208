//! The rules of a room as a whole: what a template changes for everybody, how they are told, and whether a host is
//! there.

use super::{
    delivery::{Decision, Delivery, SocketId},
    refusal::Refusal,
    seat::Seat,
    state::RoomState,
};
use crate::{
    domain::{
        clock::Timestamp, door::Door, limits, preset::Preset, role::Grants, rules::RuleSet,
        session::Session,
    },
    protocol::{error_code::ErrorCode, server_message::ServerMessage},
};

impl RoomState {
    /// Closes the door as far as a lobby, when it is open.
    pub(super) fn open_lobby(&mut self, out: &mut Vec<Delivery>) {
        if self.ended().is_none() && self.session.policy.door == Door::Open {
            self.session.policy.door = Door::Lobby;
            self.rules_changed(false, out);
        }
    }

    /// Gives the session the rules of a template.
    pub(super) fn set_preset(&mut self, now: Timestamp, preset: Preset, out: &mut Vec<Delivery>) {
        self.rule(now, out, |session| {
            session.policy.apply(preset, session.kind);
            session.guests &= preset != Preset::Interview;
        });
    }

    /// Makes sure that there is a relay where one is `wanted`.
    ///
    /// # Errors
    /// `no_relay`.
    pub(super) fn needs_relay(&self, wanted: bool) -> Result<(), Refusal> {
        if wanted && !self.ice_servers.has_relay() {
            return Err(Refusal(ErrorCode::NoRelay));
        }
        Ok(())
    }

    /// Gives the session somebody's own rules.
    pub(super) fn set_rules(&mut self, now: Timestamp, rules: &RuleSet, out: &mut Vec<Delivery>) {
        self.rule(now, out, |session| {
            session.policy.apply_own(rules, session.kind);
            session.guests = rules.guests;
        });
        if self.session.policy.door == Door::Open {
            self.admit_all(now, out);
        }
    }

    /// Changes the rules for everybody by `change`: what was changed for single people is forgotten, and whoever may
    /// do other than before is told so.
    fn rule(&mut self, now: Timestamp, out: &mut Vec<Delivery>, change: impl FnOnce(&mut Session)) {
        let before: Vec<Grants> = self
            .seats
            .iter()
            .map(|seat| self.session.grants(&seat.participant))
            .collect();
        change(&mut self.session);
        for seat in &mut self.seats {
            seat.participant.own_grants = None;
        }
        for participant in &mut self.gone {
            participant.own_grants = None;
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

    /// Notes the title and the rules, and tells everybody. `for_all` when what was changed for single people is
    /// forgotten.
    pub(super) fn rules_changed(&self, for_all: bool, out: &mut Vec<Delivery>) {
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
}
