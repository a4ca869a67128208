//! The steps by which two browsers agree on a peer connection (W3C WebRTC §4.4, RFC 9429).

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
