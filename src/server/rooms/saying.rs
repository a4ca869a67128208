//! What somebody inside may say: signals to one other person, what they send, that they go.
//!
//! Who speaks is known from the socket. A signal reaches one person of this room, or nobody.

use super::{
    delivery::{Asker, Attendance, Delivery, SocketId},
    refusal::{answer, refusal},
    seat::Seat,
    state::RoomState,
};
use crate::{
    domain::{
        clock::Timestamp,
        ids::{Instance, ParticipantId},
        participant::Participant,
    },
    protocol::{
        client_message::{ClientMessage, MediaState},
        error_code::{CloseCode, ErrorCode},
        server_message::{LeaveReason, ServerMessage},
        signal::Signal,
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
            return;
        };
        match message {
            ClientMessage::Hello { .. } => {
                let refusal = refusal(ErrorCode::BadRequest, "hello comes once", None, None);
                out.push(answer(Asker::Socket(socket), refusal));
            }
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
            ClientMessage::RaiseHand { .. }
            | ClientMessage::React { .. }
            | ClientMessage::Moderate { .. }
            | ClientMessage::TakeOver {} => {
                let refusal = refusal(ErrorCode::NotAllowed, "it is not allowed", None, None);
                out.push(answer(Asker::Socket(socket), refusal));
            }
            ClientMessage::Ping {} => {
                out.push(Delivery::Send {
                    to: vec![socket],
                    message: ServerMessage::Pong {},
                });
            }
            ClientMessage::UserActivity {} => {}
            ClientMessage::Leave {} => {
                out.push(Delivery::Close {
                    socket,
                    code: CloseCode::Normal,
                });
                self.free_seat(now, at, LeaveReason::Left, out);
            }
        }
    }

    fn signal(
        &mut self,
        from: usize,
        socket: SocketId,
        to: ParticipantId,
        to_instance: Instance,
        signal: Signal,
        out: &mut Vec<Delivery>,
    ) {
        let sender = self.seats[from].participant.id;
        let Some(from_instance) = self.seats[from].page().map(|page| page.instance) else {
            return;
        };
        let receiver = self
            .seats
            .iter_mut()
            .find(|seat| seat.participant.id == to && to != sender)
            .and_then(Seat::page_mut);
        let Some(receiver) = receiver else {
            let refusal = refusal(
                ErrorCode::UnknownReceiver,
                "the receiver is not in the room",
                None,
                None,
            );
            out.push(answer(Asker::Socket(socket), refusal));
            return;
        };
        // For an earlier life of the receiver's page: it would only confuse the present one.
        if receiver.instance != to_instance {
            return;
        }
        let message = ServerMessage::Signal {
            from: sender,
            from_instance,
            signal,
        };
        match receiver.socket() {
            Some(to) => out.push(Delivery::Send {
                to: vec![to],
                message,
            }),
            None => receiver.keep(message),
        }
    }

    fn media_state(
        &mut self,
        now: Timestamp,
        at: usize,
        media: MediaState,
        out: &mut Vec<Delivery>,
    ) {
        let media = self.granted(&self.seats[at].participant, media);
        let participant_id = self.seats[at].participant.id;
        let Some(page) = self.seats[at].page_mut() else {
            return;
        };
        if page.media == media {
            return;
        }
        page.media = media;
        let instance = page.instance;
        self.send_others(
            participant_id,
            ServerMessage::MediaState {
                from: participant_id,
                media,
            },
            out,
        );
        out.push(Delivery::Record(Attendance::Inside {
            participant_id,
            session_id: self.session.id,
            instance,
            media,
            at: now,
        }));
    }

    /// What `participant` may say that they send.
    pub(super) fn granted(&self, participant: &Participant, media: MediaState) -> MediaState {
        let grants = self.session.grants(participant);
        MediaState {
            audio: media.audio && grants.publish_audio,
            video: media.video && grants.publish_video,
        }
    }
}
