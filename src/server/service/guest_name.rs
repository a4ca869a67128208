//! The name of somebody who gives none.

use crate::domain::{ids::SessionId, participant::DisplayName};

/// Guests that a session can tell apart.
const NUMBERS: u32 = 1_000;

/// A guest's name that nobody in `taken` has. The page shows the same name before it is given, so it follows
/// from the session and the names in it, not from chance.
pub(super) fn free_guest_name(id: SessionId, taken: &[String]) -> DisplayName {
    // The start differs from session to session: a number says nothing about how many came before.
    let start = id.as_uuid().as_fields().0 % NUMBERS;
    (0..NUMBERS)
        .map(|step| DisplayName::guest(start + step))
        .find(|name| !taken.iter().any(|other| other == name.as_str()))
        .unwrap_or_else(|| DisplayName::guest(start))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn guests_of_one_session_have_different_names() {
        let id = SessionId::from_uuid(Uuid::from_u128(998 << 96));
        let mut taken = Vec::new();
        for expected in ["Guest998", "Guest999", "Guest000", "Guest001"] {
            let name = free_guest_name(id, &taken);
            assert_eq!(name.as_str(), expected);
            taken.push(name.as_str().to_owned());
        }
    }
}
