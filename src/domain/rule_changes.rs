//! What somebody wants to be other than a template has it, for one session.

use serde::{Deserialize, Serialize};

use super::{preset::Preset, rules::Template};

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
    /// `yes` or `no`.
    pub relay_only: String,
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
        set(&mut rules.minutes, self.minutes.parse().ok().map(Some));
        set(&mut rules.max_participants, self.seats.parse().ok());
        set(&mut rules.door, word(&self.door));
        set(&mut rules.guests, yes_or_no(&self.guests));
        set(&mut rules.newcomers, word(&self.newcomers));
        set(&mut rules.take_over, yes_or_no(&self.take_over));
        set(&mut rules.relay_only, yes_or_no(&self.relay_only));
        set(&mut rules.history, self.history.parse().ok().map(Some));
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
    use super::*;
    use crate::domain::{door::Door, role::Role, rules::RuleSet};

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
            relay_only: "yes".to_owned(),
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
                relay_only: true,
                history: Some(0),
                ..template.rules
            }
        );
        assert!(!changes.links(&template));
        assert!(changes.links(&Preset::Presentation.into()));
    }
}
