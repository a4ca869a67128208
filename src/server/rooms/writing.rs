//! The chat of a room: who may write, how fast, and who is told once it is stored.

use std::time::Duration;

use super::{
    delivery::{Asker, Delivery, SocketId},
    refusal::{answer, refusal},
    seat::Seat,
    state::RoomState,
};
use crate::{
    call::{powers, token_bucket::TokenBucket},
    domain::{
        chat::{ChatBody, ChatBodyError, ChatMessage},
        clock::Timestamp,
        ids::LocalRef,
        limits,
        participant::{Participant, Standing},
    },
    protocol::{
        error_code::ErrorCode,
        server_message::{ErrorMessage, ServerMessage},
    },
};

/// How long to wait after the database refused.
const RETRY_STORING: Duration = Duration::from_secs(5);

impl RoomState {
    pub(super) fn write(
        &mut self,
        now: Timestamp,
        asker: Asker,
        author: Participant,
        local_ref: LocalRef,
        body: &str,
        out: &mut Vec<Delivery>,
    ) {
        match self.may_write(now, &author, local_ref, body) {
            Ok(body) => out.push(Delivery::Store {
                asker,
                author,
                local_ref,
                body,
            }),
            Err(refusal) => out.push(answer(asker, refusal)),
        }
    }

    fn may_write(
        &mut self,
        now: Timestamp,
        author: &Participant,
        local_ref: LocalRef,
        body: &str,
    ) -> Result<ChatBody, ErrorMessage> {
        let refuse = |code, text, wait| Err(refusal(code, text, wait, Some(local_ref)));
        if self.ended().is_some() {
            return refuse(ErrorCode::SessionEnded, "the session is over", None);
        }
        // By a server function comes what was read of them before; the room knows better.
        let author = self.as_decided(author.clone());
        match author.standing {
            Standing::Admitted => {}
            Standing::Waiting { .. } | Standing::Denied => {
                return refuse(ErrorCode::NotAdmitted, "they are not let in", None);
            }
            Standing::Removed { .. } => {
                return refuse(ErrorCode::Removed, "they were put out", None);
            }
        }
        let grants = self.session.grants(&author);
        if let Err(code) = powers::may_write(grants, self.session.policy.chat_paused) {
            return refuse(code, "they may not write now", None);
        }
        let body = match ChatBody::parse(body) {
            Ok(body) => body,
            Err(ChatBodyError::Empty) => {
                return refuse(ErrorCode::ChatEmpty, "the message is empty", None);
            }
            Err(ChatBodyError::TooLong) => {
                return refuse(ErrorCode::ChatTooLong, "the message is too long", None);
            }
        };
        let own = self
            .budgets
            .entry(author.id)
            .or_insert_with(|| TokenBucket::new(limits::CHAT_PER_PARTICIPANT, now));
        // Both are asked before either is charged.
        let (mut own_after, mut room_after) = (*own, self.room_budget);
        match (own_after.take(now, 1), room_after.take(now, 1)) {
            (Ok(()), Ok(())) => {
                (*own, self.room_budget) = (own_after, room_after);
                Ok(body)
            }
            (one, other) => {
                let wait = one.err().max(other.err());
                refuse(ErrorCode::TooFast, "too many messages", wait)
            }
        }
    }

    pub(super) fn stored(
        &mut self,
        asker: Asker,
        message: ChatMessage,
        fresh: bool,
        out: &mut Vec<Delivery>,
    ) {
        if let Asker::Call(call) = asker {
            out.push(Delivery::Answer {
                call,
                result: Ok(message.clone()),
            });
        }
        if fresh {
            self.chat.push(message.clone());
            self.send_all(ServerMessage::Chat { message }, out);
        } else if let Asker::Socket(socket) = asker
            && self.sockets().any(|other| other == socket)
        {
            // The others have it; the author only missed the receipt.
            out.push(Delivery::Send {
                to: vec![socket],
                message: ServerMessage::Chat { message },
            });
        }
    }

    /// A message is other than it was: it is shown again, and takes the place of what was there.
    pub(super) fn changed(&mut self, message: ChatMessage, out: &mut Vec<Delivery>) {
        self.chat.replace(&message);
        // Whoever came after it, and is not shown what was before, is not shown it now.
        let to: Vec<SocketId> = self
            .seats
            .iter()
            .filter(|seat| seat.participant.first_message() <= message.seq)
            .filter_map(Seat::socket)
            .collect();
        if !to.is_empty() {
            out.push(Delivery::Send {
                to,
                message: ServerMessage::Chat { message },
            });
        }
    }

    pub(super) fn not_stored(asker: Asker, local_ref: LocalRef, out: &mut Vec<Delivery>) {
        let text = "the message could not be stored";
        let wait = Some(RETRY_STORING);
        out.push(answer(
            asker,
            refusal(ErrorCode::Unavailable, text, wait, Some(local_ref)),
        ));
    }
}
