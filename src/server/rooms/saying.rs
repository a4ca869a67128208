//! What somebody says by their socket: whether they may, and who does it.
//!
//! Who speaks is known from the socket, and whether they may say it is decided in one place, `call::powers`.

use super::{
    delivery::{Asker, Delivery, SocketId},
    refusal::{answer, refusal},
    state::RoomState,
};
use crate::{
    call::powers::{self, Speaker},
    domain::{clock::Timestamp, ids::LocalRef},
    protocol::{
        client_message::ClientMessage,
        error_code::{CloseCode, ErrorCode},
        server_message::{ErrorMessage, LeaveReason, ServerMessage},
    },
};

impl RoomState {
    pub(super) fn said(
        &mut self,
        now: Timestamp,
        socket: SocketId,
        message: ClientMessage,
        out: &mut Vec<Delivery>,
    ) {
        // A socket that was replaced may still have said something; its word counts no more.
        let Some(at) = self
            .seats
            .iter()
            .position(|seat| seat.socket() == Some(socket))
        else {
            self.said_outside(socket, &message, out);
            return;
        };
        let local_ref = local_ref(&message);
        if let Err(code) = powers::may(&message, self.speaker(now, at)) {
            let refusal = refusal(code, "this may not be said now", None, local_ref);
            out.push(answer(Asker::Socket(socket), refusal));
            return;
        }
        if counts_as_activity(&message) {
            self.active_at = now;
        }
        if let Err(refusal) = self.obey(now, at, socket, message, out) {
            out.push(answer(Asker::Socket(socket), refusal));
        }
    }

    /// Does what may be done.
    fn obey(
        &mut self,
        now: Timestamp,
        at: usize,
        socket: SocketId,
        message: ClientMessage,
        out: &mut Vec<Delivery>,
    ) -> Result<(), ErrorMessage> {
        match message {
            // Refused before: it comes once.
            ClientMessage::Hello { .. }
            | ClientMessage::UserActivity {}
            // Inside, what somebody sends is seen by all.
            | ClientMessage::Trouble { .. } => {}
            ClientMessage::Signal {
                to,
                to_instance,
                signal,
            } => {
                self.signal(at, socket, to, to_instance, signal, out);
            }
            ClientMessage::Chat { local_ref, body } => {
                let author = self.seats[at].participant.clone();
                self.write(now, Asker::Socket(socket), author, local_ref, &body, out);
            }
            ClientMessage::MediaState { media } => self.media_state(now, at, media, out),
            ClientMessage::Annotate { screen, mark } => self.annotate(at, screen, mark, out)?,
            ClientMessage::RaiseHand { raised } => self.raise_hand(now, at, raised, out)?,
            ClientMessage::React { reaction } => self.react(now, at, reaction, out)?,
            ClientMessage::Moderate { command } => self.moderate(now, at, socket, command, out)?,
            ClientMessage::TakeOver {} => self.take_over(now, at, out),
            ClientMessage::Ping {} => pong(socket, out),
            ClientMessage::Leave {} => {
                out.push(Delivery::Close {
                    socket,
                    code: CloseCode::Normal,
                });
                self.free_seat(now, at, LeaveReason::Left, out);
            }
        }
        Ok(())
    }

    /// Somebody who waits may only ask whether the line is alive, say what is wrong with their devices, and go.
    fn said_outside(&mut self, socket: SocketId, message: &ClientMessage, out: &mut Vec<Delivery>) {
        let Some(id) = self
            .line
            .by_socket(socket)
            .map(|waiter| waiter.participant.id)
        else {
            return;
        };
        match message {
            ClientMessage::Ping {} => pong(socket, out),
            ClientMessage::UserActivity {} => {}
            ClientMessage::Trouble { trouble } => self.line.note_trouble(id, *trouble),
            ClientMessage::Leave {} => {
                self.line.take(id);
                out.push(Delivery::Close {
                    socket,
                    code: CloseCode::Normal,
                });
            }
            message => {
                let refusal = refusal(
                    ErrorCode::NotAdmitted,
                    "a host has to let them in first",
                    None,
                    local_ref(message),
                );
                out.push(answer(Asker::Socket(socket), refusal));
            }
        }
    }

    fn speaker(&self, now: Timestamp, at: usize) -> Speaker {
        let participant = &self.seats[at].participant;
        Speaker {
            grants: self.session.grants(participant),
            chat_paused: self.session.policy.chat_paused,
            may_take_over: participant.account.is_some()
                && self.rules().take_over_from.is_some_and(|from| now >= from),
        }
    }
}

fn pong(socket: SocketId, out: &mut Vec<Delivery>) {
    out.push(Delivery::Send {
        to: vec![socket],
        message: ServerMessage::Pong {},
    });
}

const fn local_ref(message: &ClientMessage) -> Option<LocalRef> {
    match message {
        ClientMessage::Chat { local_ref, .. } => Some(*local_ref),
        _ => None,
    }
}

/// Whether a person did something; the rest a page does by itself.
const fn counts_as_activity(message: &ClientMessage) -> bool {
    !matches!(
        message,
        ClientMessage::Hello { .. }
            | ClientMessage::Signal { .. }
            | ClientMessage::Trouble { .. }
            | ClientMessage::Ping {}
            | ClientMessage::Leave {}
    )
}
