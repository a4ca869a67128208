//! The steps by which two browsers agree on a peer connection (W3C WebRTC §4.4, RFC 9429), and what they tell each
//! other about it.

use serde::{Deserialize, Serialize};

/// One step of a negotiation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Signal {
    /// A session description of type offer.
    Offer {
        /// Counts the sender's offers on this connection; the answer carries it back.
        offer_id: u32,
        /// The session description (RFC 8866).
        sdp: String,
    },
    /// A session description of type answer.
    Answer {
        /// The offer that it answers.
        offer_id: u32,
        /// The session description (RFC 8866).
        sdp: String,
    },
    /// An ICE candidate (W3C WebRTC §4.8.1).
    Candidate {
        /// The candidate.
        candidate: IceCandidate,
    },
    /// How large the sender shows what the receiver sends, so that no more is sent than is seen.
    View {
        /// The camera's picture.
        camera: Shown,
        /// The screen's.
        screen: Shown,
    },
}

/// How large a picture is shown, in pixels of the screen; nought when nobody can see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shown {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Shown {
    /// The height of the picture that fits, in pixels; nought for none. Tiles change their size by a pixel here and
    /// there, so pictures have few sizes: the next that is not much too small.
    pub const fn step(self) -> u32 {
        match self.height {
            0 => 0,
            1..=110 => 90,
            111..=220 => 180,
            221..=330 => 270,
            331..=500 => 360,
            _ => 720,
        }
    }
}

/// An ICE candidate as `RTCIceCandidateInit` has it. An empty `candidate` ends a generation of candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IceCandidate {
    /// The candidate-attribute (RFC 8839 §5.1).
    pub candidate: String,
    /// The media description that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdp_mid: Option<String>,
    /// The index of that media description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sdp_m_line_index: Option<u16>,
    /// The ICE generation that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username_fragment: Option<String>,
}
