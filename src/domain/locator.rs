//! What people type or paste to find a session: a link or the id in it, or a code, also inside a sentence.

use uuid::Uuid;

use super::{access_code::AccessCode, ids::SessionId, share_code::ShareCode};

/// The length of a hyphenated UUID.
const UUID_CHARS: usize = 36;

/// What stands before the code in a link that gives a part.
const ROLE_CODE_FIELD: &str = "code=";

/// What leads to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locator {
    /// Its id, which is also its link.
    Session(SessionId),
    /// A link that gives a part in it: its id, and the code of the part.
    RoleLink(SessionId, AccessCode),
    /// A code that was read out.
    LiveCode(AccessCode),
    /// The code of a shared session.
    ShareCode(ShareCode),
}

impl Locator {
    /// The first session id in `input`, bare, inside a link or inside a sentence, in any case, with the code that
    /// follows it in the same link; without an id, the code in it, or what is a share code and nothing besides, or a
    /// link to one. `None` when there is none of them.
    pub fn read(input: &str) -> Option<Self> {
        let Some((id, rest)) = find_session_id(input) else {
            return AccessCode::find(input)
                .map(Self::LiveCode)
                .or_else(|| find_share_code(input).map(Self::ShareCode));
        };
        Some(match find_role_code(rest) {
            Some(code) => Self::RoleLink(id, code),
            None => Self::Session(id),
        })
    }
}

/// The first id, and what follows it.
fn find_session_id(input: &str) -> Option<(SessionId, &str)> {
    (0..input.len()).find_map(|start| {
        let candidate = input.get(start..start + UUID_CHARS)?;
        let id = Uuid::try_parse(candidate).ok()?;
        Some((SessionId::from_uuid(id), &input[start + UUID_CHARS..]))
    })
}

/// Six characters are a word of many sentences, so they are looked for in none.
fn find_share_code(input: &str) -> Option<ShareCode> {
    ShareCode::parse(input).or_else(|| {
        let (link, value) = input.trim().split_once(ROLE_CODE_FIELD)?;
        let is_link = link.contains("://") && !link.contains(char::is_whitespace);
        is_link.then(|| ShareCode::parse(value))?
    })
}

/// The code in the rest of a link.
fn find_role_code(rest: &str) -> Option<AccessCode> {
    let link = rest.split(char::is_whitespace).next()?;
    let (_, value) = link.split_once(ROLE_CODE_FIELD)?;
    let end = value.find(['&', '#']).unwrap_or(value.len());
    AccessCode::parse(&value[..end])
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
    fn a_link_with_a_code_gives_a_part() {
        let code = AccessCode::parse("K7QM-2XRD").unwrap();
        let expected = Some(Locator::RoleLink(ID.parse().unwrap(), code));
        for link in [
            format!("https://meet.example/?sessionId={ID}&code=K7QM2XRD"),
            format!(
                "Watch here: https://meet.example/?sessionId={ID}&code=k7qm-2xrd#top or call me"
            ),
            format!("https://meet.example/join/{ID}?code=K7QM2XRD&from=mail"),
            format!("sessionId={ID}&code=K7QM2XRD"),
        ] {
            assert_eq!(Locator::read(&link), expected, "{link}");
        }
        let plain = Some(Locator::Session(ID.parse().unwrap()));
        for link in [
            format!("https://meet.example/?sessionId={ID}&code="),
            format!("https://meet.example/join/{ID} code=K7QM2XRD"),
        ] {
            assert_eq!(Locator::read(&link), plain, "{link}");
        }
    }

    #[test]
    fn a_share_code_is_found_alone_and_at_the_end_of_its_link() {
        let expected = ShareCode::parse("ABC123").map(Locator::ShareCode);
        for input in [
            "ABC-123",
            " abc 123 ",
            "https://meet.example/shared-session?code=ABC123",
        ] {
            assert_eq!(Locator::read(input), expected, "{input}");
        }
        for input in ["It is ABC-123", "see code=ABC123", "ABC-123, or so"] {
            assert_eq!(Locator::read(input), None, "{input}");
        }
    }

    #[test]
    fn what_holds_neither_finds_nothing() {
        for input in ["", "é", &ID[..35], "https://meet.example/join/"] {
            assert_eq!(Locator::read(input), None, "{input}");
        }
    }
}
