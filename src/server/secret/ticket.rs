//! The ticket that proves who somebody is in one session. The server keeps only its keyed hash, so that a copy
//! of the database opens no room.

use std::fmt;

use super::Randomness;

const BYTES: usize = 32;

/// 32 random bytes; travels as 64 hexadecimal digits in an HttpOnly cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket([u8; BYTES]);

impl Ticket {
    /// A new one.
    pub fn draw(randomness: &Randomness) -> Self {
        Self(randomness.bytes())
    }

    /// Reads what [`Ticket::reveal`] wrote; `None` when it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != BYTES * 2 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; BYTES];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digits = std::str::from_utf8(digits).ok()?;
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            *byte = u8::from_str_radix(digits, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The text for the cookie. Goes nowhere else.
    pub fn reveal(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) const fn as_bytes(&self) -> &[u8; BYTES] {
        &self.0
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Ticket")
    }
}

/// HMAC-SHA-256 (RFC 2104) of a ticket: what the database knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TicketHash(pub [u8; 32]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_finds_its_way_back_and_nothing_else_is_one() {
        let ticket = Ticket::draw(&Randomness::seeded(3));
        let text = ticket.reveal();
        assert_eq!(text.len(), 64);
        assert_eq!(Ticket::parse(&text), Some(ticket));
        for wrong in [
            "",
            &text[1..],
            &format!("{}+1", &text[2..]),
            &format!("{}é", &text[2..]),
        ] {
            assert_eq!(Ticket::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_ticket_never_shows_in_a_debug_line() {
        let ticket = Ticket::draw(&Randomness::seeded(3));
        assert_eq!(format!("{ticket:?}"), "Ticket");
    }
}
