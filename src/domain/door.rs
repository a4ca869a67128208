//! Who may come into a session that is live, and what those read who wait before it.

use serde::{Deserialize, Serialize};

use super::{limits, participant::clean_line};

/// Who may come in. Whoever was let in once may come back, whatever the door is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Whoever has the link or a code.
    #[default]
    Open,
    /// Whoever has it knocks, and a host lets them in or not.
    Lobby,
    /// Nobody new.
    Locked,
}

impl Door {
    /// Every door.
    pub const ALL: [Self; 3] = [Self::Open, Self::Lobby, Self::Locked];

    /// The stable word, as forms send it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Lobby => "lobby",
            Self::Locked => "locked",
        }
    }
}

/// What a host tells somebody who waits: one clean line of at most 200 characters, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HoldMessage(String);

impl HoldMessage {
    /// What is left of `raw` after cleaning; empty when nothing is.
    pub fn clean(raw: &str) -> Self {
        Self(clean_line(raw, limits::HOLD_CHARS).unwrap_or_default())
    }

    /// The line as text, possibly empty.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
