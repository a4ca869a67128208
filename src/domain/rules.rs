//! The rules that somebody sets for a session before it begins, or at once for one that goes on: those of a template
//! of ours, or their own, which an account can save under a name.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    door::Door,
    ids::PresetId,
    limits,
    preset::{Extension, Preset},
    role::{Grants, Role},
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
    /// Whether calls go by a relay alone, so that nobody learns anybody's network address.
    #[serde(default, skip_serializing_if = "is_off")]
    pub relay_only: bool,
    /// How many of the last messages somebody is shown who comes newly; all of them when there is no figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<u32>,
}

/// Whether a rule is off that is left out then.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub(crate) const fn is_off(rule: &bool) -> bool {
    !*rule
}

impl RuleSet {
    /// The rules of the template `preset`.
    pub const fn of(preset: Preset) -> Self {
        let watches = Grants {
            chat: true,
            ..Grants::NONE
        };
        let takes_part = Grants {
            publish_audio: true,
            publish_video: true,
            share_screen: true,
            annotate: true,
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
            relay_only: false,
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
            extension: Extension::of_minutes(
                within(self.extension.minutes(), limits::EXTENSION_MINUTES),
                self.extension.left.min(limits::MOST_EXTENSIONS),
            ),
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
}
