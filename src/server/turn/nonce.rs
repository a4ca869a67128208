//! Nonces that need no memory: a time, and what a key makes of it and of the address that it was given to. So a storm
//! from made-up addresses fills nothing (RFC 8489 §9.2).

use std::{net::SocketAddr, time::Duration};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::clock::Timestamp;

/// How long a nonce is taken (RFC 8656 §5 wants at most an hour).
const LIFE: Duration = Duration::from_secs(60 * 60);
/// Hexadecimal digits of the time.
const TIME_DIGITS: usize = 8;
/// Bytes of the MAC that are given out.
const MAC_BYTES: usize = 8;

pub(super) struct Nonces([u8; 32]);

impl Nonces {
    pub(super) const fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// A nonce for the client at this address.
    pub(super) fn issue(&self, client: SocketAddr, now: Timestamp) -> String {
        let time = format!("{:08x}", seconds(now));
        let mac = self.mac(client, &time).finalize().into_bytes();
        time + &hex::encode(&mac[..MAC_BYTES])
    }

    /// Whether it was issued to the client at this address, and not too long ago.
    pub(super) fn is_good(&self, nonce: &str, client: SocketAddr, now: Timestamp) -> bool {
        let Some((time, mac)) = nonce.split_at_checked(TIME_DIGITS) else {
            return false;
        };
        let Ok(issued) = u32::from_str_radix(time, 16) else {
            return false;
        };
        let age = seconds(now).wrapping_sub(issued);
        u64::from(age) <= LIFE.as_secs() && self.is_mac(client, time, mac)
    }

    fn is_mac(&self, client: SocketAddr, time: &str, digits: &str) -> bool {
        let mut mac = [0; MAC_BYTES];
        hex::decode_to_slice(digits, &mut mac).is_ok()
            && self.mac(client, time).verify_truncated_left(&mac).is_ok()
    }

    fn mac(&self, client: SocketAddr, time: &str) -> Hmac<Sha256> {
        let mut mac =
            Hmac::new_from_slice(&self.0).expect("HMAC takes a key of any length (RFC 2104 §2)");
        mac.update(time.as_bytes());
        mac.update(&client.port().to_be_bytes());
        match client.ip() {
            std::net::IpAddr::V4(address) => mac.update(&address.octets()),
            std::net::IpAddr::V6(address) => mac.update(&address.octets()),
        }
        mac
    }
}

/// Whole seconds, as many as fit: only differences count.
fn seconds(now: Timestamp) -> u32 {
    let seconds = now.as_millis() / 1_000;
    u32::try_from(seconds & i64::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_763_640_000_000);

    #[test]
    fn a_nonce_is_good_for_its_address_and_its_hour() {
        let nonces = Nonces::new([7; 32]);
        let client: SocketAddr = "192.0.2.1:5000".parse().unwrap();
        let nonce = nonces.issue(client, NOW);
        assert!(nonces.is_good(&nonce, client, NOW));
        assert!(nonces.is_good(&nonce, client, NOW.plus(LIFE)));
        let late = NOW.plus(LIFE + Duration::from_secs(1));
        assert!(!nonces.is_good(&nonce, client, late));
        assert!(!nonces.is_good(&nonce, client, NOW.minus(Duration::from_secs(1))));
        let other = "192.0.2.1:5001".parse().unwrap();
        assert!(!nonces.is_good(&nonce, other, NOW));
        assert!(!Nonces::new([8; 32]).is_good(&nonce, client, NOW));
    }

    #[test]
    fn what_is_no_nonce_is_not_good() {
        let nonces = Nonces::new([7; 32]);
        let client: SocketAddr = "192.0.2.1:5000".parse().unwrap();
        let nonce = nonces.issue(client, NOW);
        for wrong in [
            "",
            "1",
            &nonce[..23],
            &format!("{nonce}0"),
            "ééééééééééé",
            "00000000zz",
        ] {
            assert!(!nonces.is_good(wrong, client, NOW), "{wrong}");
        }
    }
}
