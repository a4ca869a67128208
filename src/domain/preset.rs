//! The templates of rules that are ours, by name, and how much longer a session may become.

use serde::{Deserialize, Serialize};

use super::limits;

/// A named template of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Everyone who takes part is seen and heard.
    #[default]
    Conversation,
    /// The host is seen and heard; the others watch and write.
    Presentation,
    /// Host and collaborators are seen and heard; everybody knocks, and nobody comes without an account.
    Interview,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 3] = [Self::Conversation, Self::Presentation, Self::Interview];

    /// The stable word, as forms send it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Presentation => "presentation",
            Self::Interview => "interview",
        }
    }
}

/// How far a session may be made longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// What one extension adds, in seconds.
    pub seconds: u64,
    /// How many more there may be.
    pub left: u32,
}

impl Extension {
    /// What there is when nobody says anything.
    pub const USUAL: Self = Self {
        seconds: limits::EXTENSION.as_secs(),
        left: limits::EXTENSIONS,
    };

    /// `left` extensions of `minutes` each.
    pub const fn of_minutes(minutes: u32, left: u32) -> Self {
        Self {
            seconds: minutes as u64 * 60,
            left,
        }
    }

    /// What one extension adds, in whole minutes.
    pub fn minutes(self) -> u32 {
        u32::try_from(self.seconds / 60).unwrap_or(u32::MAX)
    }
}

impl Default for Extension {
    fn default() -> Self {
        Self::USUAL
    }
}
