//! What a session description would send: the only thing that the server reads in one.
//!
//! The answer must be that of every browser that may get the description, and browsers forgive differently: one takes
//! the last of two directions, one takes `a=sendrecv:x` for `a=sendrecv`. So whatever no browser would write itself is
//! refused, and only what is left is read, by a parser of RFC 8866 and not by searching for words.

use sdp_types::{Attribute, Media, Session};
use thiserror::Error;

use super::slot::{Kind, Slot, Slots};
use crate::domain::{policy::CallKind, role::Grants};

/// The most media descriptions that a call of ours has: sound, camera, a screen with its sound, and a data channel.
const MOST_MEDIA: usize = 8;

/// The directions (RFC 8866 §6.7), and whether somebody with that direction sends.
const DIRECTIONS: [(&str, bool); 4] = [
    ("sendrecv", true),
    ("sendonly", true),
    ("recvonly", false),
    ("inactive", false),
];

/// Which media descriptions would send.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sending(Vec<Slot>);

impl Sending {
    /// Whether somebody with these `grants` may send all of it.
    pub fn is_granted(&self, grants: Grants) -> bool {
        self.0.iter().all(|slot| slot.is_granted(grants))
    }
}

/// Why a description is not passed on, whoever sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SdpError {
    /// Not a session description as RFC 8866 §9 has it, or with characters that no browser writes.
    #[error("not a session description")]
    Unreadable,
    /// Browsers might not agree on which direction is meant.
    #[error("the direction of a media description can be read in two ways")]
    Ambiguous,
    /// Neither sound nor picture nor a data channel.
    #[error("a kind of media that a call does not have")]
    UnknownMedia,
    /// More media descriptions than a call has.
    #[error("too many media descriptions")]
    TooMany,
}

/// What whoever makes the description `sdp`, an offer or an answer, would send in a call of `call`.
///
/// # Errors
/// [`SdpError`] for a description that is not to be passed on.
pub fn sending(sdp: &str, call: CallKind) -> Result<Sending, SdpError> {
    let lines = lines(sdp)?;
    // What belongs to media (RFC 8866 §9); the parser would pass over the rest.
    let mut of_media = lines.iter().skip_while(|line| !line.starts_with("m="));
    if !of_media.all(|line| line.starts_with(['m', 'i', 'c', 'b', 'k', 'a'])) {
        return Err(SdpError::Unreadable);
    }
    let session = Session::parse(sdp.as_bytes()).map_err(|_| SdpError::Unreadable)?;
    if session.medias.len() > MOST_MEDIA {
        return Err(SdpError::TooMany);
    }
    let mut read = directions(&session.attributes)?.len();
    if read > 1 {
        return Err(SdpError::Ambiguous);
    }
    let mut sending = Sending::default();
    let mut slots = Slots::new(call);
    for media in &session.medias {
        let directions = directions(&media.attributes)?;
        read += directions.len();
        // Where there is none, it is that of the session or `sendrecv`: taken for sending either way, for a browser
        // always says it.
        let sends = match directions[..] {
            [] => true,
            [sends] => sends,
            _ => return Err(SdpError::Ambiguous),
        };
        let kind = match media.media.as_str() {
            "audio" => Kind::Audio,
            "video" => Kind::Video,
            "application" if is_data_channel(media) => continue,
            _ => return Err(SdpError::UnknownMedia),
        };
        let slot = slots.next(kind).ok_or(SdpError::TooMany)?;
        if sends {
            sending.0.push(slot);
        }
    }
    // Nothing that looks like a direction or a media description may have escaped the parser.
    let seen = lines
        .iter()
        .filter(|line| line.starts_with("a=") && looks_like_direction(&line[2..]))
        .count();
    let media = lines.iter().filter(|line| line.starts_with("m=")).count();
    if seen != read || media != session.medias.len() {
        return Err(SdpError::Ambiguous);
    }
    Ok(sending)
}

/// The lines of a description, each of a type and a value that does not begin with a space (RFC 8866 §5).
fn lines(sdp: &str) -> Result<Vec<&str>, SdpError> {
    let text = sdp.strip_suffix('\n').ok_or(SdpError::Unreadable)?;
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .map(|line| match line.as_bytes() {
            [b'a'..=b'z', b'=', first, rest @ ..]
                if first.is_ascii_graphic()
                    && rest
                        .iter()
                        .all(|&byte| byte == b' ' || byte.is_ascii_graphic()) =>
            {
                Ok(line)
            }
            _ => Err(SdpError::Unreadable),
        })
        .collect()
}

/// Of each direction among `attributes`, whether it sends.
fn directions(attributes: &[Attribute]) -> Result<Vec<bool>, SdpError> {
    attributes
        .iter()
        .filter(|attribute| looks_like_direction(&attribute.attribute))
        .map(|attribute| {
            DIRECTIONS
                .iter()
                .find(|(word, _)| attribute.attribute == *word && attribute.value.is_none())
                .map(|(_, sends)| *sends)
                .ok_or(SdpError::Ambiguous)
        })
        .collect()
}

/// Whether a forgiving browser might take it for a direction.
fn looks_like_direction(attribute: &str) -> bool {
    DIRECTIONS.iter().any(|(word, _)| {
        attribute
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

/// A data channel (RFC 8841 §4.3).
fn is_data_channel(media: &Media) -> bool {
    matches!(media.proto.as_str(), "UDP/DTLS/SCTP" | "TCP/DTLS/SCTP")
        && media.fmt == "webrtc-datachannel"
}

#[cfg(test)]
#[path = "sdp_directions_tests.rs"]
mod tests;
