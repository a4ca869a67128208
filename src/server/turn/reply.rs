//! What the relay answers: STUN messages (RFC 8489 §5) with what TURN adds (RFC 8656 §18), written out.
//!
//! Answers to whoever has proved nothing are no longer than they must be: no SOFTWARE, no reason in words.

use std::{net::SocketAddr, time::Duration};

use turn_types::{
    attribute::{Data, Lifetime, XorPeerAddress, XorRelayedAddress},
    message::DATA,
    stun::{
        attribute::{AttributeType, ErrorCode, Nonce, Realm, UnknownAttributes, XorMappedAddress},
        message::{
            IntegrityAlgorithm, IntegrityKey, Message, MessageWrite, MessageWriteExt,
            MessageWriteVec,
        },
    },
};

/// The realm of all credentials; nobody has to know it, but a client repeats it (RFC 8489 §14.9).
pub(super) const REALM: &str = "visavis";
/// Attributes of every answer are few and short.
const FITS: &str = "it is short, and comes before what must be last";

/// Why a request is refused; its number is what the client reads (RFC 8489 §14.8, RFC 8656 §19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    BadRequest,
    Unauthorized,
    Forbidden,
    /// Whoever has no seat in a session has none here either.
    NoSeat,
    AllocationMismatch,
    StaleNonce,
    AddressFamilyNotSupported,
    WrongCredentials,
    UnsupportedTransport,
    PeerFamilyMismatch,
    QuotaReached,
    InsufficientCapacity,
}

impl Refusal {
    const fn number(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthorized => 401,
            Self::Forbidden | Self::NoSeat => 403,
            Self::AllocationMismatch => 437,
            Self::StaleNonce => 438,
            Self::AddressFamilyNotSupported => 440,
            Self::WrongCredentials => 441,
            Self::UnsupportedTransport => 442,
            Self::PeerFamilyMismatch => 443,
            Self::QuotaReached => 486,
            Self::InsufficientCapacity => 508,
        }
    }

    /// The word by which refusals are counted.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden_peer",
            Self::NoSeat => "no_seat",
            Self::AllocationMismatch => "allocation_mismatch",
            Self::StaleNonce => "stale_nonce",
            Self::AddressFamilyNotSupported => "address_family",
            Self::WrongCredentials => "wrong_credentials",
            Self::UnsupportedTransport => "transport",
            Self::PeerFamilyMismatch => "peer_family",
            Self::QuotaReached => "quota",
            Self::InsufficientCapacity => "capacity",
        }
    }
}

/// An answer that has yet to be signed.
pub(super) struct Reply(MessageWriteVec);

impl Reply {
    pub(super) fn success(request: &Message<'_>) -> Self {
        Self(Message::builder_success(request, MessageWriteVec::new()))
    }

    pub(super) fn refusal(request: &Message<'_>, refusal: Refusal) -> Self {
        Self::error(request, refusal.number())
    }

    /// Refuses what has attributes that have to be understood and are not (RFC 8489 §6.3.1).
    pub(super) fn unknown(request: &Message<'_>, attributes: &[AttributeType]) -> Self {
        let mut reply = Self::error(request, 420);
        let unknown = UnknownAttributes::new(attributes);
        reply.0.add_attribute(&unknown).expect(FITS);
        reply
    }

    fn error(request: &Message<'_>, number: u16) -> Self {
        let mut write = Message::builder_error(request, MessageWriteVec::new());
        let code = ErrorCode::new(number, "").expect("all numbers are between 300 and 699");
        write.add_attribute(&code).expect(FITS);
        Self(write)
    }

    /// Asks for credentials.
    pub(super) fn challenge(mut self, nonce: &str) -> Self {
        let realm = Realm::new(REALM).expect("the realm is short");
        let nonce = Nonce::new(nonce).expect("our nonces are short");
        self.0.add_attribute(&realm).expect(FITS);
        self.0.add_attribute(&nonce).expect(FITS);
        self
    }

    pub(super) fn mapped(mut self, request: &Message<'_>, client: SocketAddr) -> Self {
        let mapped = XorMappedAddress::new(client, request.transaction_id());
        self.0.add_attribute(&mapped).expect(FITS);
        self
    }

    pub(super) fn relayed(mut self, request: &Message<'_>, relayed: SocketAddr) -> Self {
        let relayed = XorRelayedAddress::new(relayed, request.transaction_id());
        self.0.add_attribute(&relayed).expect(FITS);
        self
    }

    pub(super) fn lifetime(mut self, life: Duration) -> Self {
        let seconds = u32::try_from(life.as_secs()).unwrap_or(u32::MAX);
        self.0.add_attribute(&Lifetime::new(seconds)).expect(FITS);
        self
    }

    /// The bytes, for somebody who has proved nothing.
    pub(super) fn unsigned(mut self) -> Vec<u8> {
        self.0.add_fingerprint().expect(FITS);
        self.0.finish()
    }

    /// The bytes, for whoever knows the key.
    pub(super) fn signed(mut self, key: &IntegrityKey) -> Vec<u8> {
        self.0
            .add_message_integrity_with_key(key, IntegrityAlgorithm::Sha1)
            .expect(FITS);
        self.unsigned()
    }
}

/// What came from `peer`, for a client that has bound no channel to them (RFC 8656 §11.7).
pub(super) fn data_indication(peer: SocketAddr, data: &[u8]) -> Vec<u8> {
    let mut write =
        Message::builder_indication(DATA, MessageWriteVec::with_capacity(64 + data.len()));
    let peer = XorPeerAddress::new(peer, write.transaction_id());
    write.add_attribute(&peer).expect(FITS);
    write.add_attribute(&Data::new(data)).expect(FITS);
    write.finish()
}

/// What came from a peer by `channel` (RFC 8656 §12.4), padded for a stream when it has to be.
pub(super) fn channel_data(channel: u16, data: &[u8], padded: bool) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    let mut bytes = Vec::with_capacity(4 + data.len().next_multiple_of(4));
    bytes.extend(channel.to_be_bytes());
    bytes.extend(length.to_be_bytes());
    bytes.extend(data);
    if padded {
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use turn_types::{message::ALLOCATE, stun::message::Message};

    use super::*;

    fn request() -> Vec<u8> {
        Message::builder_request(ALLOCATE, MessageWriteVec::new()).finish()
    }

    #[test]
    fn who_has_proved_nothing_hears_little() {
        let request = request();
        let request = Message::from_bytes(&request).unwrap();
        let nonce = "0".repeat(24);
        let challenge = Reply::refusal(&request, Refusal::Unauthorized)
            .challenge(&nonce)
            .unsigned();
        assert_eq!(challenge.len(), 20 + 8 + 12 + 28 + 8);
        let parsed = Message::from_bytes(&challenge).unwrap();
        assert_eq!(parsed.attribute::<ErrorCode>().unwrap().code(), 401);
        assert_eq!(parsed.attribute::<Realm>().unwrap().realm(), REALM);
        assert_eq!(parsed.attribute::<Nonce>().unwrap().nonce(), nonce);
    }

    #[test]
    fn data_by_a_channel_has_four_bytes_more_and_is_padded_in_a_stream() {
        assert_eq!(
            channel_data(0x4000, b"abcde", false),
            b"\x40\x00\x00\x05abcde"
        );
        assert_eq!(
            channel_data(0x4001, b"abcde", true),
            b"\x40\x01\x00\x05abcde\0\0\0"
        );
    }

    #[test]
    fn data_without_a_channel_names_its_peer() {
        let peer = "192.0.2.1:4000".parse().unwrap();
        let bytes = data_indication(peer, b"abcde");
        let message = Message::from_bytes(&bytes).unwrap();
        let from = message.attribute::<XorPeerAddress>().unwrap();
        assert_eq!(from.addr(message.transaction_id()), peer);
        assert_eq!(message.attribute::<Data<'_>>().unwrap().data(), b"abcde");
    }
}
