//! What people type or paste to find a session: a link, or the id in it, also inside a sentence.

use uuid::Uuid;

use super::ids::SessionId;

/// The length of a hyphenated UUID.
const UUID_CHARS: usize = 36;

/// The first session id in `input`: bare, inside a link or inside a sentence, in any case. `None` when there
/// is none.
pub fn find_session_id(input: &str) -> Option<SessionId> {
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
        let expected = Some(ID.parse().unwrap());
        assert_eq!(find_session_id(ID), expected);
        assert_eq!(find_session_id(&ID.to_uppercase()), expected);
        assert_eq!(
            find_session_id(&format!("  https://meet.example/join/{ID}?from=mail ")),
            expected
        );
        assert_eq!(
            find_session_id(&format!(
                "Kommst du? → http://localhost:3000/join/{ID}. Bis gleich"
            )),
            expected
        );
    }

    #[test]
    fn what_holds_no_id_finds_nothing() {
        for input in [
            "",
            "K7QM-2XRD",
            "é",
            &ID[..35],
            "https://meet.example/join/",
        ] {
            assert_eq!(find_session_id(input), None, "{input}");
        }
    }
}
