//! What keeps somebody out who is on their way in: few kinds, and no text of theirs, for whoever comes may be a stranger.

use serde::{Deserialize, Serialize};

use crate::domain::participant::DisplayName;

/// What is wrong, and with what. One word on the wire, `camera_denied`: every page has the code that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct GuestTrouble {
    /// With what.
    pub of: TroubleOf,
    /// What.
    pub why: TroubleWhy,
}

/// With what something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleOf {
    /// The camera.
    Camera,
    /// The microphone.
    Microphone,
    /// Camera and microphone, for the same reason.
    Both,
    /// The line to the room.
    Connection,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleWhy {
    /// The person, or a setting of the browser, said no.
    Denied,
    /// The operating system keeps it from the browser.
    BlockedBySystem,
    /// There is none.
    NotFound,
    /// Another program has it.
    Busy,
    /// The page is on an address that browsers give no devices to.
    NotSecure,
    /// It does not open.
    Unreachable,
    /// Something else.
    Unknown,
}

const OF: [(&str, TroubleOf); 4] = [
    ("camera", TroubleOf::Camera),
    ("microphone", TroubleOf::Microphone),
    ("both", TroubleOf::Both),
    ("connection", TroubleOf::Connection),
];

const WHY: [(&str, TroubleWhy); 7] = [
    ("denied", TroubleWhy::Denied),
    ("blocked_by_system", TroubleWhy::BlockedBySystem),
    ("not_found", TroubleWhy::NotFound),
    ("busy", TroubleWhy::Busy),
    ("not_secure", TroubleWhy::NotSecure),
    ("unreachable", TroubleWhy::Unreachable),
    ("unknown", TroubleWhy::Unknown),
];

impl From<GuestTrouble> for String {
    fn from(trouble: GuestTrouble) -> Self {
        let of = OF.iter().find(|(_, of)| *of == trouble.of);
        let why = WHY.iter().find(|(_, why)| *why == trouble.why);
        let mut word = Self::new();
        if let (Some((of, _)), Some((why, _))) = (of, why) {
            word.push_str(of);
            word.push('_');
            word.push_str(why);
        }
        word
    }
}

impl TryFrom<String> for GuestTrouble {
    type Error = &'static str;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        let find = || {
            let (of, why) = word.split_once('_')?;
            let (_, of) = OF.iter().find(|(known, _)| *known == of)?;
            let (_, why) = WHY.iter().find(|(known, _)| *known == why)?;
            Some(Self { of: *of, why: *why })
        };
        find().ok_or("no such trouble")
    }
}

/// Somebody on the page before the door, who has not knocked, and cannot come in as they want to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AtDoor {
    /// What their account, or the seat that they had, calls them; none for a stranger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<DisplayName>,
    /// What is wrong.
    pub trouble: GuestTrouble,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_is_one_word_and_no_other_word_is_one() {
        for (_, of) in OF {
            for (_, why) in WHY {
                let trouble = GuestTrouble { of, why };
                let word = String::from(trouble);
                assert_eq!(GuestTrouble::try_from(word), Ok(trouble));
            }
        }
        let word = String::from(GuestTrouble {
            of: TroubleOf::Camera,
            why: TroubleWhy::BlockedBySystem,
        });
        assert_eq!(word, "camera_blocked_by_system");
        for wrong in [
            "",
            "camera",
            "camera_",
            "_denied",
            "camera_look here",
            "roof_denied",
        ] {
            assert!(GuestTrouble::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
