//! Secrets that travel as text and prove something by themselves. The server keeps only their keyed hashes, so
//! that a copy of the database opens nothing.

use std::{fmt, marker::PhantomData};

use super::Randomness;

const BYTES: usize = 32;

/// What a secret proves. One kind cannot stand where another is meant: the types differ, and so do the hashes.
pub trait SecretKind {
    /// The kind as it shows in a debug line.
    const NAME: &'static str;
    /// Goes into the hash before the secret.
    const PURPOSE: &'static [u8];
    /// Stands before the digits, where a text has to say what it is.
    const PREFIX: &'static str = "";
}

/// Who somebody is in one session.
#[derive(Clone, PartialEq, Eq)]
pub struct OfTicket;

/// Who is signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct OfLogin;

/// That somebody was invited.
#[derive(Clone, PartialEq, Eq)]
pub struct OfInvitation;

/// Whose password is to be chosen anew.
#[derive(Clone, PartialEq, Eq)]
pub struct OfPasswordReset;

/// For whom a program speaks.
#[derive(Clone, PartialEq, Eq)]
pub struct OfAccessToken;

/// Whose appointments a calendar program reads.
#[derive(Clone, PartialEq, Eq)]
pub struct OfCalendar;

impl SecretKind for OfTicket {
    const NAME: &'static str = "Ticket";
    const PURPOSE: &'static [u8] = b"";
}

impl SecretKind for OfLogin {
    const NAME: &'static str = "LoginSecret";
    const PURPOSE: &'static [u8] = b"login";
}

impl SecretKind for OfInvitation {
    const NAME: &'static str = "InvitationSecret";
    const PURPOSE: &'static [u8] = b"invitation";
}

impl SecretKind for OfPasswordReset {
    const NAME: &'static str = "PasswordResetSecret";
    const PURPOSE: &'static [u8] = b"password reset";
}

impl SecretKind for OfAccessToken {
    const NAME: &'static str = "AccessTokenSecret";
    const PURPOSE: &'static [u8] = b"access token";
    // Scanners that look for leaked secrets know it by this.
    const PREFIX: &'static str = "visavis_pat_";
}

impl SecretKind for OfCalendar {
    const NAME: &'static str = "CalendarSecret";
    const PURPOSE: &'static [u8] = b"calendar";
}

/// Proves who somebody is in one session, in a cookie of that session.
pub type Ticket = Secret<OfTicket>;
/// Proves who is signed in, in the login cookie.
pub type LoginSecret = Secret<OfLogin>;
/// Proves that somebody was invited, in a link.
pub type InvitationSecret = Secret<OfInvitation>;
/// Proves that somebody may choose their password anew, in a link.
pub type PasswordResetSecret = Secret<OfPasswordReset>;
/// Proves for whom a program speaks, in a header.
pub type AccessTokenSecret = Secret<OfAccessToken>;

/// Proves for whom a calendar program reads, in a link.
pub type CalendarSecret = Secret<OfCalendar>;

/// 32 random bytes; as text 64 hexadecimal digits, after the prefix of its kind.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<Kind> {
    bytes: [u8; BYTES],
    kind: PhantomData<Kind>,
}

impl<Kind: SecretKind> Secret<Kind> {
    /// A new one.
    pub fn draw(randomness: &Randomness) -> Self {
        Self {
            bytes: randomness.bytes(),
            kind: PhantomData,
        }
    }

    /// Reads what [`Secret::reveal`] wrote; `None` when it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix(Kind::PREFIX)?;
        let mut bytes = [0; BYTES];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self {
            bytes,
            kind: PhantomData,
        })
    }

    /// The text for whom it is meant. Goes nowhere else.
    pub fn reveal(&self) -> String {
        Kind::PREFIX.to_owned() + &hex::encode(self.bytes)
    }

    pub(super) const fn as_bytes(&self) -> &[u8; BYTES] {
        &self.bytes
    }
}

impl<Kind: SecretKind> fmt::Debug for Secret<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(Kind::NAME)
    }
}

/// HMAC-SHA-256 (RFC 2104) of a secret: what the database knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash(pub [u8; 32]);

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
    fn an_access_token_says_what_it_is() {
        let token = AccessTokenSecret::draw(&Randomness::seeded(3));
        let text = token.reveal();
        assert!(text.starts_with("visavis_pat_"));
        assert_eq!(AccessTokenSecret::parse(&text), Some(token));
        assert_eq!(
            AccessTokenSecret::parse(&text["visavis_pat_".len()..]),
            None
        );
    }

    #[test]
    fn a_secret_never_shows_in_a_debug_line() {
        let randomness = Randomness::seeded(3);
        assert_eq!(format!("{:?}", Ticket::draw(&randomness)), "Ticket");
        let token = AccessTokenSecret::draw(&randomness);
        assert_eq!(format!("{token:?}"), "AccessTokenSecret");
    }
}
