//! A person in one session, and the name they go by.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    clock::Timestamp,
    ids::{AccountId, ParticipantId, SessionId},
    limits,
    role::{Grants, Role},
};

/// A person in one session. Survives a reload and a lost connection by the join ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Stable in this session.
    pub id: ParticipantId,
    /// The session they are in.
    pub session_id: SessionId,
    /// The account by which they came; none of a guest. An account is one participant of a session.
    pub account: Option<AccountId>,
    /// What the others call them.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
    /// What they may do, where a host has changed it for them alone; else it follows from their part.
    pub own_grants: Option<Grants>,
    /// Whether they may be inside.
    pub standing: Standing,
    /// When they first joined.
    pub joined_at: Timestamp,
    /// The number of the first message that they are shown; none before they were let in.
    pub reads_from: Option<u64>,
}

impl Participant {
    /// The number of the first message that they are shown. Messages are counted from 1.
    pub fn first_message(&self) -> u64 {
        self.reads_from.unwrap_or(0).max(1)
    }
}

/// Whether somebody may be inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Standing {
    /// They may.
    #[default]
    Admitted,
    /// They knocked and wait for a host.
    Waiting {
        /// Since when.
        since: Timestamp,
    },
    /// A host did not let them in.
    Denied,
    /// A host put them out. Their ticket opens nothing any more.
    Removed {
        /// Whether a new ticket is refused to their account, too.
        banned: bool,
    },
}

/// A name as the others see it: one line, trimmed, 1 to 40 characters, no control or direction-override
/// characters (Unicode UAX #9 §2), so that a name can neither break a line nor turn the text around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DisplayName(String);

impl DisplayName {
    /// What is left of `raw` after cleaning, shortened to the limit; `None` when nothing is.
    pub fn clean(raw: &str) -> Option<Self> {
        clean_line(raw, limits::NAME_CHARS).map(Self)
    }

    /// `Guest` and three digits; only the last three of `number` count.
    pub fn guest(number: u32) -> Self {
        Self(format!("Guest{:03}", number % 1_000))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One or two capitals that stand for the person where there is no picture.
    pub fn initials(&self) -> String {
        let mut words = self
            .0
            .split_whitespace()
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
        let first = words.next();
        let last = words.next_back();
        let initials: String = first
            .into_iter()
            .chain(last)
            .flat_map(char::to_uppercase)
            .collect();
        if initials.is_empty() {
            "?".to_owned()
        } else {
            initials
        }
    }
}

impl fmt::Display for DisplayName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One line of text that people may show each other: inner white space folded to single spaces, control and
/// direction characters dropped, at most `limit` characters. `None` when nothing is left.
pub(super) fn clean_line(raw: &str, limit: usize) -> Option<String> {
    let mut line = String::new();
    let mut count = 0;
    let words = raw
        .split_whitespace()
        .map(|word| word.chars().filter(|c| is_visible(*c)).collect::<String>());
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
            count += 1;
        }
        for character in word.chars() {
            if count == limit {
                break;
            }
            line.push(character);
            count += 1;
        }
        if count >= limit {
            break;
        }
    }
    let line = line.trim().to_owned();
    (!line.is_empty()).then_some(line)
}

fn is_visible(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_clean_line() {
        let name = DisplayName::clean("  Tom\u{e1}s \n\t Rivera\u{202E} ").unwrap();
        assert_eq!(name.as_str(), "Tomás Rivera");
        assert_eq!(DisplayName::clean(" \u{200B}\u{0007} "), None);
    }

    #[test]
    fn a_name_is_cut_by_characters_not_bytes() {
        let name = DisplayName::clean(&"é".repeat(100)).unwrap();
        assert_eq!(name.as_str().chars().count(), limits::NAME_CHARS);
    }

    #[test]
    fn initials_are_those_of_the_first_and_last_word() {
        let initials = |name| DisplayName::clean(name).unwrap().initials();
        assert_eq!(initials("Maya Astrid Lindqvist"), "ML");
        assert_eq!(initials("jonas"), "J");
        assert_eq!(initials("!!"), "?");
        assert_eq!(DisplayName::guest(7).initials(), "G");
    }
}
