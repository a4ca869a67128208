//! What people type or paste to find a session: a link or the id in it, or a code, also inside a sentence.

use uuid::Uuid;

use super::{access_code::AccessCode, ids::SessionId};

/// The length of a hyphenated UUID.
const UUID_CHARS: usize = 36;

/// What leads to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locator {
    /// Its id, which is also its link.
    Session(SessionId),
    /// A code that was read out.
    LiveCode(AccessCode),
}

impl Locator {
    /// The first session id in `input`, bare, inside a link or inside a sentence, in any case; without one, the
    /// code in it. `None` when there is neither.
    pub fn read(input: &str) -> Option<Self> {
        find_session_id(input)
            .map(Self::Session)
            .or_else(|| AccessCode::find(input).map(Self::LiveCode))
    }
}

fn find_session_id(input: &str) -> Option<SessionId> {
    (0..input.len())
        .filter_map(|start| input.get(start..start + UUID_CHARS))
        .find_map(|candidate| Uuid::try_parse(candidate).ok())
        .map(SessionId::from_uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0b8e6f52-3c1d-4a7e-9d55-1f2c7a90be34";

    #[test]
    fn an_id_is_found_bare_in_a_link_and_in_a_sentence() {
        let expected = Some(Locator::Session(ID.parse().unwrap()));
        assert_eq!(Locator::read(ID), expected);
        assert_eq!(Locator::read(&ID.to_uppercase()), expected);
        assert_eq!(
            Locator::read(&format!("  https://meet.example/join/{ID}?from=mail ")),
            expected
        );
        assert_eq!(
            Locator::read(&format!(
                "Kommst du? → http://localhost:3000/join/{ID}. Bis gleich"
            )),
            expected
        );
    }

    #[test]
    fn a_code_is_found_where_there_is_no_id() {
        let code = AccessCode::parse("K7QM-2XRD").unwrap();
        assert_eq!(
            Locator::read("It is k7qm 2xrd."),
            Some(Locator::LiveCode(code))
        );
        assert_eq!(
            Locator::read(&format!("K7QM-2XRD or https://meet.example/join/{ID}")),
            Some(Locator::Session(ID.parse().unwrap()))
        );
    }

    #[test]
    fn what_holds_neither_finds_nothing() {
        for input in ["", "é", &ID[..35], "https://meet.example/join/"] {
            assert_eq!(Locator::read(input), None, "{input}");
        }
    }
}
