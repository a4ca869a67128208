//! Rules that an account saved under a name, and the form in which it sets them.

use serde::{Deserialize, Serialize};

use super::{
    door::Door,
    ids::{AccountId, PresetId},
    limits,
    participant::clean_line,
    preset::Extension,
    role::{Grant, Grants, Role},
    rules::RuleSet,
};

/// Rules that somebody saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPreset {
    /// Which.
    pub id: PresetId,
    /// Whose.
    pub account: AccountId,
    /// What they call it.
    pub name: PresetName,
    /// The rules.
    pub rules: RuleSet,
}

/// What somebody calls their own rules: one clean line of at most 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PresetName(String);

impl PresetName {
    /// What is left of `raw` after cleaning; `None` when nothing is.
    pub fn clean(raw: &str) -> Option<Self> {
        clean_line(raw, limits::PRESET_NAME_CHARS).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same for comparing: two of an account's that differ in capitals alone would be one to its reader.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Somebody's own rules as they filled the form. A box that is not ticked is not sent; what is empty is as usual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetForm {
    /// What they are to be called.
    pub name: String,
    /// What collaborators may do.
    #[serde(default)]
    pub collaborator: Vec<Grant>,
    /// What viewers may do.
    #[serde(default)]
    pub viewer: Vec<Grant>,
    /// The part of whoever comes by the plain link.
    pub newcomers: Role,
    /// Who may come in.
    pub door: Door,
    /// Whether people without an account may come in.
    #[serde(default)]
    pub guests: bool,
    /// How long the session lasts at most, in minutes.
    #[serde(default)]
    pub minutes: String,
    /// What one extension adds, in minutes.
    pub extension_minutes: u32,
    /// How many there may be.
    pub extensions: u32,
    /// Seats.
    pub seats: u32,
    /// Whether somebody may take over.
    #[serde(default)]
    pub take_over: bool,
    /// Whether calls go by a relay alone.
    #[serde(default)]
    pub relay_only: bool,
    /// How many of the last messages newcomers are shown.
    #[serde(default)]
    pub history: String,
}

impl PresetForm {
    /// The form filled with `rules` called `name`.
    pub fn of(name: String, rules: &RuleSet) -> Self {
        let list = |grants: Grants| {
            Grant::ALL
                .into_iter()
                .filter(|grant| grants.has(*grant))
                .collect()
        };
        Self {
            name,
            collaborator: list(rules.collaborator),
            viewer: list(rules.viewer),
            newcomers: rules.newcomers,
            door: rules.door,
            guests: rules.guests,
            minutes: figure(rules.minutes),
            extension_minutes: rules.extension.minutes(),
            extensions: rules.extension.left,
            seats: rules.max_participants,
            take_over: rules.take_over,
            relay_only: rules.relay_only,
            history: figure(rules.history),
        }
    }

    /// The rules that it says, within what may be set.
    pub fn rules(&self) -> RuleSet {
        let grants = |list: &[Grant]| {
            list.iter()
                .fold(Grants::NONE, |grants, grant| grants.with(*grant, true))
        };
        RuleSet {
            collaborator: grants(&self.collaborator),
            viewer: grants(&self.viewer),
            newcomers: self.newcomers,
            door: self.door,
            guests: self.guests,
            minutes: self.minutes.trim().parse().ok(),
            extension: Extension::of_minutes(self.extension_minutes, self.extensions),
            max_participants: self.seats,
            take_over: self.take_over,
            relay_only: self.relay_only,
            history: self.history.trim().parse().ok(),
        }
        .bounded()
    }
}

fn figure(figure: Option<u32>) -> String {
    figure.map_or_else(String::new, |figure| figure.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::preset::Preset;

    #[test]
    fn a_form_says_the_rules_that_it_was_filled_with() {
        for preset in Preset::ALL {
            let rules = RuleSet {
                minutes: Some(45),
                history: Some(0),
                ..RuleSet::of(preset)
            };
            let form = PresetForm::of("Reading club".to_owned(), &rules);
            assert_eq!(form.rules(), rules);
        }
    }

    #[test]
    fn names_that_differ_in_capitals_alone_are_one() {
        let name = |raw| PresetName::clean(raw).unwrap();
        assert_eq!(name(" Ärzte\n").folded(), name("äRZTE").folded());
        assert_eq!(PresetName::clean(" \u{200B} "), None);
    }
}
