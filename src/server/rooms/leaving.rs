//! The ways out: a lost socket, going, being put out, the end, and the server's.

use super::{
    delivery::{Attendance, Delivery, SocketId},
    seat::{Link, Seat},
    state::RoomState,
};
use crate::{
    domain::{clock::Timestamp, ids::ParticipantId, session::EndReason},
    protocol::{
        client_message::MediaState,
        error_code::CloseCode,
        server_message::{LeaveReason, ServerMessage},
    },
};

/// Of how many people who are gone a room knows: more than leave while a host makes up their mind.
const MOST_GONE: usize = 64;

impl RoomState {
    pub(super) fn lost(&mut self, now: Timestamp, socket: SocketId, out: &mut Vec<Delivery>) {
        self.line.lost(now, socket);
        let Some(seat) = self
            .seats
            .iter_mut()
            .find(|seat| seat.socket() == Some(socket))
        else {
            return;
        };
        let user_id = seat.participant.id;
        let Some(page) = seat.page_mut() else { return };
        page.link = Link::Lost {
            since: now,
            kept: Some(Vec::new()),
        };
        let (instance, media) = (page.instance, page.media);
        let presence = ServerMessage::Presence {
            user_id,
            instance,
            connected: false,
            media,
        };
        self.send_others(user_id, presence, out);
    }

    /// Everybody is sent away without a word to the others: their pages come back to the server's next start.
    pub(super) fn drain(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        self.note_media(now, out);
        for page in self.seats.iter_mut().filter_map(Seat::page_mut) {
            if let Some(socket) = page.socket() {
                out.push(Delivery::Close {
                    socket,
                    code: CloseCode::ServiceRestart,
                });
                page.link = Link::Lost {
                    since: now,
                    kept: None,
                };
            }
        }
        out.extend(self.line.clear().map(|socket| Delivery::Close {
            socket,
            code: CloseCode::ServiceRestart,
        }));
    }

    /// Somebody may not be here any more; the others see them go.
    pub(super) fn expel(&mut self, now: Timestamp, id: ParticipantId, out: &mut Vec<Delivery>) {
        if let Some(socket) = self.line.take(id).and_then(|waiter| waiter.socket()) {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::NotJoined,
            });
        }
        let Some(at) = self.seats.iter().position(|seat| seat.participant.id == id) else {
            return;
        };
        if let Some(socket) = self.seats[at].socket() {
            out.push(Delivery::Close {
                socket,
                code: CloseCode::NotJoined,
            });
        }
        self.free_seat(now, at, LeaveReason::Left, out);
    }

    pub(super) fn end(&mut self, now: Timestamp, reason: EndReason, out: &mut Vec<Delivery>) {
        // The session may have ended before; then nobody is here any more, and nothing is left to say.
        if let Ok(ended) = self.session.clone().end(now, reason) {
            self.session = ended;
        }
        let waiting: Vec<SocketId> = self.line.clear().collect();
        let to: Vec<SocketId> = self.sockets().chain(waiting).collect();
        if !to.is_empty() {
            out.push(Delivery::Send {
                to: to.clone(),
                message: ServerMessage::SessionTerminated {
                    reason: reason.into(),
                },
            });
        }
        out.extend(to.into_iter().map(|socket| Delivery::Close {
            socket,
            code: CloseCode::SessionEnded,
        }));
        self.seats.clear();
    }

    pub(super) fn free_seats(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        self.line.let_go(now);
        while let Some(at) = self.seats.iter().position(|seat| seat.is_over(now)) {
            self.free_seat(now, at, LeaveReason::Lost, out);
        }
    }

    pub(super) fn free_seat(
        &mut self,
        now: Timestamp,
        at: usize,
        reason: LeaveReason,
        out: &mut Vec<Delivery>,
    ) {
        let seat = self.seats.remove(at);
        // Nobody was told of somebody who was only awaited.
        let Some(page) = seat.page() else { return };
        if reason != LeaveReason::Removed {
            if self.gone.len() >= MOST_GONE {
                self.gone.remove(0);
            }
            self.gone.push(seat.participant.clone());
        }
        if page.media != MediaState::default() {
            self.active_at = now;
        }
        // Their time was over before the seat was free.
        let given_up = reason == LeaveReason::Lost
            && self.session.grants(&seat.participant).moderate
            && !self.is_hosted();
        if given_up {
            self.hostless_from = Some(now);
        }
        let user_id = seat.participant.id;
        self.ink.wipe(user_id);
        let total_users = self.total_users();
        self.send_others(
            user_id,
            ServerMessage::UserLeft {
                user_id,
                total_users,
                reason,
            },
            out,
        );
        if given_up && self.session.policy.take_over {
            self.tell_successors(None, out);
        }
        out.push(Delivery::Record(Attendance::Gone {
            participant_id: user_id,
            session_id: self.session.id,
            at: now,
            last: total_users == 0,
        }));
    }
}
