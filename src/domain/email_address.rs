//! The address by which somebody signs in.
//!
//! What browsers accept in `<input type="email">` is accepted here (WHATWG HTML, "valid e-mail address"): plain
//! ASCII, so that no two addresses look alike and are not.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Bytes before the `@` (RFC 5321 §4.5.3.1.1).
const LOCAL_BYTES: usize = 64;
/// Bytes of the whole (RFC 5321 §4.5.3.1.3, without the brackets of a path).
const BYTES: usize = 254;
/// Bytes between two dots of the domain (RFC 1034 §3.5).
const LABEL_BYTES: usize = 63;

/// An address, in lower case and without space around it: two that differ in case only are the same person's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no e-mail address")]
pub struct NoEmailAddress;

impl EmailAddress {
    /// Reads an address.
    ///
    /// # Errors
    /// [`NoEmailAddress`] when it is none.
    pub fn parse(raw: &str) -> Result<Self, NoEmailAddress> {
        let text = raw.trim().to_ascii_lowercase();
        let (local, domain) = text.split_once('@').ok_or(NoEmailAddress)?;
        let good = text.len() <= BYTES
            && (1..=LOCAL_BYTES).contains(&local.len())
            && local.bytes().all(is_local)
            && domain.split('.').all(is_label);
        if good {
            Ok(Self(text))
        } else {
            Err(NoEmailAddress)
        }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

fn is_label(label: &str) -> bool {
    (1..=LABEL_BYTES).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl TryFrom<String> for EmailAddress {
    type Error = NoEmailAddress;

    fn try_from(raw: String) -> Result<Self, NoEmailAddress> {
        Self::parse(&raw)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_way_to_be_written() {
        let address = EmailAddress::parse("  Maya.Lindqvist+Mentor@Example.ORG \n").unwrap();
        assert_eq!(address.as_str(), "maya.lindqvist+mentor@example.org");
        assert_eq!(address.local_part(), "maya.lindqvist+mentor");
        assert!(EmailAddress::parse("admin@localhost").is_ok());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}example.org", "abcdefghi.".repeat(25));
        for wrong in [
            "",
            "maya",
            "@example.org",
            "maya@",
            "ma ya@example.org",
            "maya@exam_ple.org",
            "maya@example..org",
            "maya@-example.org",
            "maya@example.org\nbcc: all@example.org",
            "maya@one@two",
            "máya@example.org",
            &long,
            &longer,
        ] {
            assert_eq!(EmailAddress::parse(wrong), Err(NoEmailAddress), "{wrong}");
        }
    }
}
