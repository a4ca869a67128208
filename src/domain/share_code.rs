//! Codes of shared sessions: six characters that lead to a session of a few minutes.
//!
//! The alphabet is that of the longer codes. Thirty bits are few: what makes them enough is how short such a session
//! lives, and how few wrong ones are believed (see [`super::limits::WRONG_SHARE_CODES`]).

use std::fmt;

use super::access_code::{characters, read};

/// Characters in a share code.
pub const SHARE_CODE_CHARS: usize = 6;

/// Where the hyphen stands when people see it.
const GROUP: usize = SHARE_CODE_CHARS / 2;

/// A code, as six characters of the alphabet. It opens a session to whoever says it, so it does not log itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ShareCode([u8; SHARE_CODE_CHARS]);

impl ShareCode {
    /// The code that thirty of these random bits make.
    pub fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(characters(bytes.iter()))
    }

    /// Reads a code as people type it: in any case, with spaces and hyphens anywhere, O for 0, I and L for 1. `None`
    /// when anything else is in it, or too little, or too much.
    pub fn parse(typed: &str) -> Option<Self> {
        read(typed).map(Self)
    }

    /// As people see it: `ABC-123`.
    pub fn shown(&self) -> String {
        let text = self.as_str();
        format!("{}-{}", &text[..GROUP], &text[GROUP..])
    }

    /// The six characters, as programs send them and as they are hashed.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the alphabet is ASCII")
    }
}

impl fmt::Debug for ShareCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ShareCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_code_is_read_however_it_is_typed() {
        for typed in ["ABC123", "abc-123", " a b c 1 2 3 ", "ABC–I23", "abcl23"] {
            let code = ShareCode::parse(typed);
            assert_eq!(
                code.map(|code| code.shown()).as_deref(),
                Some("ABC-123"),
                "{typed}"
            );
        }
        for typed in ["", "ABC12", "ABC1234", "ABC12U", "éBC123"] {
            assert_eq!(ShareCode::parse(typed), None, "{typed}");
        }
        let code = ShareCode::from_bytes([1; 4]);
        assert_eq!(format!("{code:?}"), "ShareCode");
    }

    proptest::proptest! {
        #[test]
        fn every_share_code_finds_its_way_back(bytes: [u8; 4]) {
            let code = ShareCode::from_bytes(bytes);
            proptest::prop_assert_eq!(ShareCode::parse(&code.shown()), Some(code));
        }
    }
}
