//! The rules that somebody sets for a session before it begins, or at once for one that goes on: those of a template
//! of ours, or their own, which an account can save under a name.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    door::Door,
    ids::{AccountId, PresetId},
    limits,
    participant::clean_line,
    preset::{Extension, Preset},
    role::{Grant, Grants, Role},
};

/// What somebody may set. Hosts may do everything, so nothing is said of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleSet {
    /// What collaborators may do where there are pictures; in an audio call nobody sends any.
    pub collaborator: Grants,
    /// What viewers may do, likewise.
    pub viewer: Grants,
    /// The part of whoever comes by the plain link, as long as there are no links by role.
    pub newcomers: Role,
    /// Who may come in.
    pub door: Door,
    /// Whether people without an account may come in.
    pub guests: bool,
    /// How long the session lasts at most, in minutes; as long as the server lets it when there is no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// How far it may be made longer.
    pub extension: Extension,
    /// Seats.
    pub max_participants: u32,
    /// Whether somebody with an account may take over when no host has been inside for the grace time.
    pub take_over: bool,
    /// How many of the last messages somebody is shown who comes newly; all of them when there is no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<u32>,
}

impl RuleSet {
    /// The rules of the template `preset`.
    pub const fn of(preset: Preset) -> Self {
        let watches = Grants {
            publish_audio: false,
            publish_video: false,
            share_screen: false,
            chat: true,
            moderate: false,
        };
        let takes_part = Grants {
            publish_audio: true,
            publish_video: true,
            share_screen: true,
            ..watches
        };
        Self {
            collaborator: match preset {
                Preset::Conversation | Preset::Interview => takes_part,
                Preset::Presentation => watches,
            },
            viewer: watches,
            newcomers: Role::Collaborator,
            door: match preset {
                Preset::Conversation | Preset::Presentation => Door::Open,
                Preset::Interview => Door::Lobby,
            },
            guests: !matches!(preset, Preset::Interview),
            minutes: None,
            extension: Extension::USUAL,
            max_participants: limits::MAX_PARTICIPANTS,
            take_over: true,
            history: None,
        }
    }

    /// The same within what may be set: whoever sets it, and by whichever way, nobody becomes host by it, and a
    /// session that nobody could come into is none.
    #[must_use]
    pub fn bounded(self) -> Self {
        let never_leads = |grants: Grants| Grants {
            moderate: false,
            ..grants
        };
        let within = |figure: u32, range: std::ops::RangeInclusive<u32>| {
            figure.clamp(*range.start(), *range.end())
        };
        let minutes = u32::try_from(self.extension.seconds / 60).unwrap_or(u32::MAX);
        Self {
            collaborator: never_leads(self.collaborator),
            viewer: never_leads(self.viewer),
            newcomers: match self.newcomers {
                Role::Host => Role::Collaborator,
                role => role,
            },
            door: match self.door {
                Door::Locked => Door::Lobby,
                door => door,
            },
            minutes: self
                .minutes
                .map(|minutes| within(minutes, limits::SESSION_MINUTES)),
            extension: Extension {
                seconds: u64::from(within(minutes, limits::EXTENSION_MINUTES)) * 60,
                left: self.extension.left.min(limits::MOST_EXTENSIONS),
            },
            max_participants: within(self.max_participants, limits::SEATS),
            history: self.history.map(|last| last.min(limits::CHAT_PAGE)),
            ..self
        }
    }
}

/// The rules that a session begins with, and the template of ours that they came from, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// None when somebody chose who may do what by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Preset>,
    /// The rules.
    pub rules: RuleSet,
}

impl Template {
    /// The same with this door, where it is closed further than that of the template.
    #[must_use]
    pub fn closed_to(mut self, door: Door) -> Self {
        if door != Door::Open {
            self.rules.door = door;
        }
        self
    }

    /// Somebody's own.
    pub const fn own(rules: RuleSet) -> Self {
        Self {
            preset: None,
            rules,
        }
    }
}

impl From<Preset> for Template {
    fn from(preset: Preset) -> Self {
        Self {
            preset: Some(preset),
            rules: RuleSet::of(preset),
        }
    }
}

impl Default for Template {
    fn default() -> Self {
        Preset::default().into()
    }
}

/// Which template somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateChoice {
    /// One of ours.
    BuiltIn(Preset),
    /// One of their own.
    Own(PresetId),
}

/// The word names no template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this names no template")]
pub struct NoTemplate;

impl FromStr for TemplateChoice {
    type Err = NoTemplate;

    fn from_str(word: &str) -> Result<Self, NoTemplate> {
        Preset::ALL
            .into_iter()
            .find(|preset| preset.word() == word)
            .map(Self::BuiltIn)
            .or_else(|| word.parse().ok().map(Self::Own))
            .ok_or(NoTemplate)
    }
}

impl fmt::Display for TemplateChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn(preset) => formatter.write_str(preset.word()),
            Self::Own(id) => id.fmt(formatter),
        }
    }
}

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
            extension_minutes: u32::try_from(rules.extension.seconds / 60).unwrap_or(u32::MAX),
            extensions: rules.extension.left,
            seats: rules.max_participants,
            take_over: rules.take_over,
            history: figure(rules.history),
        }
    }

    /// The rules that it says, within what may be set.
    pub fn rules(&self) -> RuleSet {
        let grants = |list: &[Grant]| {
            list.iter().fold(
                Grants {
                    publish_audio: false,
                    publish_video: false,
                    share_screen: false,
                    chat: false,
                    moderate: false,
                },
                |grants, grant| grants.with(*grant, true),
            )
        };
        RuleSet {
            collaborator: grants(&self.collaborator),
            viewer: grants(&self.viewer),
            newcomers: self.newcomers,
            door: self.door,
            guests: self.guests,
            minutes: self.minutes.trim().parse().ok(),
            extension: Extension {
                seconds: u64::from(self.extension_minutes) * 60,
                left: self.extensions,
            },
            max_participants: self.seats,
            take_over: self.take_over,
            history: self.history.trim().parse().ok(),
        }
        .bounded()
    }
}

fn figure(figure: Option<u32>) -> String {
    figure.map_or_else(String::new, |figure| figure.to_string())
}

/// What is to be other than the template has it, for one session, as a form sends it: what is empty, or no word of
/// its field, stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleChanges {
    /// How long, in minutes.
    pub minutes: String,
    /// Seats.
    pub seats: String,
    /// `open` or `lobby`.
    pub door: String,
    /// `yes` or `no`.
    pub guests: String,
    /// `collaborator` or `viewer`.
    pub newcomers: String,
    /// `yes` or `no`.
    pub take_over: String,
    /// How many messages.
    pub history: String,
    /// Whether links by role are made at once, `yes` or `no`; as usual they are for a presentation.
    pub links: String,
}

impl RuleChanges {
    /// `template` with these.
    #[must_use]
    pub fn on(&self, template: Template) -> Template {
        let mut rules = template.rules;
        if let Ok(minutes) = self.minutes.parse() {
            rules.minutes = Some(minutes);
        }
        set(&mut rules.max_participants, self.seats.parse().ok());
        set(&mut rules.door, word(&self.door));
        set(&mut rules.guests, yes_or_no(&self.guests));
        set(&mut rules.newcomers, word(&self.newcomers));
        set(&mut rules.take_over, yes_or_no(&self.take_over));
        if let Ok(history) = self.history.parse() {
            rules.history = Some(history);
        }
        Template {
            rules: rules.bounded(),
            ..template
        }
    }

    /// Whether links by role are to be made at once.
    pub fn links(&self, template: &Template) -> bool {
        yes_or_no(&self.links).unwrap_or(template.preset == Some(Preset::Presentation))
    }
}

fn set<T>(rule: &mut T, wanted: Option<T>) {
    if let Some(wanted) = wanted {
        *rule = wanted;
    }
}

fn yes_or_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The value whose word on the wire `word` is.
fn word<T: for<'a> Deserialize<'a>>(word: &str) -> Option<T> {
    let word: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        serde::de::IntoDeserializer::into_deserializer(word);
    T::deserialize(word).ok()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_template_is_named_by_its_word_and_an_own_one_by_its_id() {
        let own = TemplateChoice::Own(PresetId::from_uuid(Uuid::from_u128(7)));
        for choice in [
            TemplateChoice::BuiltIn(Preset::Presentation),
            TemplateChoice::BuiltIn(Preset::Conversation),
            own,
        ] {
            assert_eq!(choice.to_string().parse(), Ok(choice));
        }
        assert_eq!("".parse::<TemplateChoice>(), Err(NoTemplate));
        assert_eq!("dance".parse::<TemplateChoice>(), Err(NoTemplate));
    }

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
    fn whatever_is_set_makes_no_host_and_no_session_without_a_way_in() {
        let everything = Grants {
            moderate: true,
            ..RuleSet::of(Preset::Conversation).collaborator
        };
        let bounded = RuleSet {
            collaborator: everything,
            viewer: everything,
            newcomers: Role::Host,
            door: Door::Locked,
            minutes: Some(0),
            extension: Extension {
                seconds: u64::MAX,
                left: u32::MAX,
            },
            max_participants: 0,
            history: Some(u32::MAX),
            ..RuleSet::of(Preset::Conversation)
        }
        .bounded();
        assert!(!bounded.collaborator.moderate && !bounded.viewer.moderate);
        assert_eq!(bounded.newcomers, Role::Collaborator);
        assert_eq!(bounded.door, Door::Lobby);
        assert_eq!(bounded.minutes, Some(*limits::SESSION_MINUTES.start()));
        assert_eq!(
            bounded.extension.seconds,
            u64::from(*limits::EXTENSION_MINUTES.end()) * 60
        );
        assert_eq!(bounded.extension.left, limits::MOST_EXTENSIONS);
        assert_eq!(bounded.max_participants, *limits::SEATS.start());
        assert_eq!(bounded.history, Some(limits::CHAT_PAGE));
        for preset in Preset::ALL {
            assert_eq!(RuleSet::of(preset).bounded(), RuleSet::of(preset));
        }
    }

    #[test]
    fn what_a_form_leaves_empty_is_as_the_template_has_it() {
        let template = Template::from(Preset::Interview);
        assert_eq!(RuleChanges::default().on(template), template);
        let changes = RuleChanges {
            minutes: "45".to_owned(),
            seats: "4".to_owned(),
            door: "open".to_owned(),
            guests: "yes".to_owned(),
            newcomers: "viewer".to_owned(),
            take_over: "no".to_owned(),
            history: "0".to_owned(),
            links: String::new(),
        };
        let changed = changes.on(template);
        assert_eq!(changed.preset, Some(Preset::Interview));
        assert_eq!(
            changed.rules,
            RuleSet {
                minutes: Some(45),
                max_participants: 4,
                door: Door::Open,
                guests: true,
                newcomers: Role::Viewer,
                take_over: false,
                history: Some(0),
                ..template.rules
            }
        );
        assert!(!changes.links(&template));
        assert!(changes.links(&Preset::Presentation.into()));
    }

    #[test]
    fn names_that_differ_in_capitals_alone_are_one() {
        let name = |raw| PresetName::clean(raw).unwrap();
        assert_eq!(name(" Ärzte\n").folded(), name("äRZTE").folded());
        assert_eq!(PresetName::clean(" \u{200B} "), None);
    }
}
