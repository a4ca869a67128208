//! Signals: from one person of the room to one other, or to nobody. The one thing that is read in them is what a
//! session description would send.

use super::{
    delivery::{Asker, Delivery, SocketId},
    refusal::{answer, refusal},
    seat::Seat,
    state::RoomState,
};
use crate::{
    call::{candidates, sdp_directions},
    domain::{
        ids::{Instance, ParticipantId},
        policy::CallKind,
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
        let relay_only = self.session.policy.relay_only;
        // A page that does as it is told has none of these; whoever changed theirs tells at most of themselves.
        if let Signal::Candidate { candidate } = &signal
            && relay_only
            && !candidates::is_relayed(&candidate.candidate)
        {
            return;
        }
        if let Err(code) = check(&signal, self.session.kind, grants, relay_only) {
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

/// Whether `signal` may be passed on of somebody with these `grants` in a call of `kind`: everything that it would send
/// has to be granted, each in its own slot.
///
/// Where calls go by a relay alone, a description tells of no other way either.
///
/// # Errors
/// `not_allowed` when it would send more than they may or tells of other ways, `bad_request` when browsers could read it
/// in two ways.
pub(super) fn check(
    signal: &Signal,
    kind: CallKind,
    grants: Grants,
    relay_only: bool,
) -> Result<(), ErrorCode> {
    let (Signal::Offer { sdp, .. } | Signal::Answer { sdp, .. }) = signal else {
        return Ok(());
    };
    if relay_only && !candidates::are_relayed(sdp) {
        return Err(ErrorCode::NotAllowed);
    }
    let sending = sdp_directions::sending(sdp, kind).map_err(|_| ErrorCode::BadRequest)?;
    if sending.is_granted(grants) {
        Ok(())
    } else {
        Err(ErrorCode::NotAllowed)
    }
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
        let lines = [
            "audio sendrecv",
            "video sendrecv",
            "video sendonly",
            "audio sendonly",
        ];
        for granted in 0..8_u8 {
            let grants = Grants {
                publish_audio: granted & 1 != 0,
                publish_video: granted & 2 != 0,
                share_screen: granted & 4 != 0,
                annotate: true,
                chat: true,
                moderate: true,
            };
            let may = [
                grants.publish_audio,
                grants.publish_video,
                grants.share_screen,
                // Else a screen's sound would be a way for who is muted.
                grants.share_screen && grants.publish_audio,
            ];
            for sent in 0..16_u8 {
                let sends = |at: usize| sent & (1 << at) != 0;
                let lines: Vec<String> = lines
                    .iter()
                    .enumerate()
                    .map(|(at, line)| match line.split_once(' ') {
                        Some((kind, _)) if !sends(at) => format!("{kind} recvonly"),
                        _ => (*line).to_owned(),
                    })
                    .collect();
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                let passes = (0..4).all(|at| may[at] || !sends(at));
                let expected = if passes {
                    Ok(())
                } else {
                    Err(ErrorCode::NotAllowed)
                };
                assert_eq!(
                    check(&offer(&lines), CallKind::Video, grants, false),
                    expected,
                    "{grants:?} {lines:?}"
                );
            }
        }
    }

    #[test]
    fn in_a_call_of_sound_only_the_first_picture_needs_the_grant_for_screens() {
        let offer = offer(&["audio recvonly", "video sendrecv"]);
        let mut grants = Grants {
            publish_audio: true,
            publish_video: true,
            share_screen: false,
            annotate: false,
            chat: true,
            moderate: true,
        };
        let refused = Err(ErrorCode::NotAllowed);
        assert_eq!(check(&offer, CallKind::Audio, grants, false), refused);
        (grants.publish_video, grants.share_screen) = (false, true);
        assert_eq!(check(&offer, CallKind::Audio, grants, false), Ok(()));
    }
}
