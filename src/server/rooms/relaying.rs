//! Signals: from one person of the room to one other, or to nobody. The one thing that is read in them is what a
//! session description would send.

use super::{
    delivery::{Asker, Delivery, SocketId},
    refusal::{answer, refusal},
    seat::Seat,
    state::RoomState,
};
use crate::{
    call::sdp_directions,
    domain::{
        ids::{Instance, ParticipantId},
        role::Grants,
    },
    protocol::{
        error_code::ErrorCode,
        server_message::{ErrorMessage, ServerMessage},
        signal::Signal,
    },
};

impl RoomState {
    pub(super) fn signal(
        &mut self,
        from: usize,
        socket: SocketId,
        to: ParticipantId,
        to_instance: Instance,
        signal: Signal,
        out: &mut Vec<Delivery>,
    ) {
        let sender = self.seats[from].participant.id;
        let grants = self.session.grants(&self.seats[from].participant);
        let Some(from_instance) = self.seats[from].page().map(|page| page.instance) else {
            return;
        };
        let receiver = self
            .seats
            .iter_mut()
            .find(|seat| seat.participant.id == to && to != sender)
            .and_then(Seat::page_mut);
        let refuse = |code, text| {
            let refusal = ErrorMessage {
                to: Some(to),
                ..refusal(code, text, None, None)
            };
            answer(Asker::Socket(socket), refusal)
        };
        let Some(receiver) = receiver else {
            out.push(refuse(
                ErrorCode::UnknownReceiver,
                "the receiver is not in the room",
            ));
            return;
        };
        // For an earlier life of the receiver's page: it would only confuse the present one.
        if receiver.instance != to_instance {
            return;
        }
        if let Err(code) = check(&signal, grants) {
            let offerer = receiver.socket();
            out.push(refuse(code, "the description is not passed on"));
            // Whoever waits for this answer would wait for ever: they are told to make sure of it, and offer again.
            if let (Signal::Answer { .. }, Some(offerer)) = (&signal, offerer) {
                out.extend(self.told_of(from, offerer));
            }
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

    /// The presence of the one at `at`, said again to `socket`: a page that hears it makes sure that both sides agree.
    fn told_of(&self, at: usize, socket: SocketId) -> Option<Delivery> {
        let seat = &self.seats[at];
        seat.page().map(|page| Delivery::Send {
            to: vec![socket],
            message: ServerMessage::Presence {
                user_id: seat.participant.id,
                instance: page.instance,
                connected: true,
                media: page.media,
            },
        })
    }
}

/// Whether `signal` may be passed on of somebody with these `grants`.
///
/// Sound needs the microphone's grant, and a second sound, that of a screen, the screen's besides: so that whoever is
/// muted does not speak through their screen. Which picture is the camera's and which the screen's no description
/// says, so pictures are counted.
///
/// # Errors
/// `not_allowed` when it would send more than they may, `bad_request` when browsers could read it in two ways.
pub(super) fn check(signal: &Signal, grants: Grants) -> Result<(), ErrorCode> {
    let (Signal::Offer { sdp, .. } | Signal::Answer { sdp, .. }) = signal else {
        return Ok(());
    };
    let sending = sdp_directions::sending(sdp).map_err(|_| ErrorCode::BadRequest)?;
    let screen = u32::from(grants.share_screen);
    let sounds = if grants.publish_audio { 1 + screen } else { 0 };
    let pictures = u32::from(grants.publish_video) + screen;
    if sending.audio > sounds || sending.video > pictures {
        return Err(ErrorCode::NotAllowed);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(lines: &[&str]) -> Signal {
        let mut sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n".to_owned();
        for line in lines {
            let (kind, direction) = line.split_once(' ').unwrap();
            sdp += &format!(
                "m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na={direction}\r\n"
            );
        }
        Signal::Offer { offer_id: 1, sdp }
    }

    #[test]
    fn a_description_passes_when_each_thing_that_it_would_send_is_granted() {
        let none = Grants {
            chat: true,
            moderate: true,
            ..Grants::NONE
        };
        let (sound, picture) = ("audio sendrecv", "video sendonly");
        let watching = ["audio recvonly", "video inactive"];
        for (audio, video, screen, sounds, pictures) in [
            (false, false, false, 0, 0),
            (true, false, false, 1, 0),
            (false, true, false, 0, 1),
            (true, true, false, 1, 1),
            // A screen's sound would be a way for who is muted.
            (false, false, true, 0, 1),
            (false, true, true, 0, 2),
            (true, false, true, 2, 1),
            (true, true, true, 2, 2),
        ] {
            let grants = Grants {
                publish_audio: audio,
                publish_video: video,
                share_screen: screen,
                ..none
            };
            for (have_sounds, have_pictures) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (3, 0)] {
                let mut lines = watching.to_vec();
                lines.extend(vec![sound; have_sounds]);
                lines.extend(vec![picture; have_pictures]);
                let passes = have_sounds <= sounds && have_pictures <= pictures;
                let expected = if passes {
                    Ok(())
                } else {
                    Err(ErrorCode::NotAllowed)
                };
                assert_eq!(
                    check(&offer(&lines), grants),
                    expected,
                    "{grants:?} {lines:?}"
                );
            }
        }
    }
}
