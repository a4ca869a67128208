//! The rules of one session, as data: who may do what, how many, how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    door::Door,
    limits,
    preset::{Extension, Preset},
    role::{Grants, Role},
    rules::{RuleSet, Template},
};

/// How people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    /// Sound and camera.
    #[default]
    Video,
    /// Sound only.
    Audio,
}

/// The rules of one session. Stored as JSON with the session, so that a change of defaults leaves old
/// sessions as they were; what older rows do not have is as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// The template that the grants came from; none when somebody chose them by themselves.
    pub preset: Option<Preset>,
    /// What a host may do.
    pub host: Grants,
    /// What a collaborator may do.
    pub collaborator: Grants,
    /// What a viewer may do.
    pub viewer: Grants,
    /// Seats; a seat is held by whoever is inside or within the grace time.
    pub max_participants: u32,
    /// The longest life of the session, in seconds from its start; an extension adds to it.
    pub max_seconds: u64,
    /// Ends when nobody has been inside, or nobody inside has done anything, for this many seconds.
    pub empty_seconds: u64,
    /// Who may come in.
    #[serde(default)]
    pub door: Door,
    /// Whether only those who moderate may write.
    #[serde(default)]
    pub chat_paused: bool,
    /// Whether somebody with an account may take over when no host has been inside for the grace time.
    #[serde(default = "yes")]
    pub take_over: bool,
    /// Whether calls go by a relay alone, so that nobody learns anybody's network address.
    #[serde(default)]
    pub relay_only: bool,
    /// How far it may be made longer.
    #[serde(default)]
    pub extension: Extension,
    /// The part of whoever comes by the plain link, as long as there are no links by role.
    #[serde(default = "collaborator")]
    pub newcomers: Role,
    /// How many of the last messages somebody is shown who comes newly; all of them when there is no figure.
    #[serde(default)]
    pub history: Option<u32>,
}

const fn collaborator() -> Role {
    Role::Collaborator
}

const fn yes() -> bool {
    true
}

impl Policy {
    /// The policy of a new session of `kind` with the rules of `template`. Its longest life is as the template says,
    /// and the default limit where it says nothing.
    pub fn new(template: &Template, kind: CallKind) -> Self {
        let rules = &template.rules;
        let mut policy = Self {
            preset: template.preset,
            host: rules.collaborator,
            collaborator: rules.collaborator,
            viewer: rules.viewer,
            max_participants: rules.max_participants,
            max_seconds: rules
                .minutes
                .map_or(limits::MAX_SESSION.as_secs(), |minutes| {
                    u64::from(minutes) * 60
                }),
            empty_seconds: limits::EMPTY_SESSION.as_secs(),
            door: rules.door,
            chat_paused: false,
            take_over: rules.take_over,
            relay_only: rules.relay_only,
            extension: rules.extension,
            newcomers: rules.newcomers,
            history: rules.history,
        };
        policy.set_grants(template.preset, rules, kind);
        policy
    }

    /// The policy of a new conversation of `kind` with the default limits.
    pub fn conversation(kind: CallKind) -> Self {
        Self::new(&Template::default(), kind)
    }

    /// Takes over what the template `preset` says: the grants of each role, and the lobby of an interview. The
    /// limits stay, and so does a door that is closed further.
    pub fn apply(&mut self, preset: Preset, kind: CallKind) {
        self.set_grants(Some(preset), &RuleSet::of(preset), kind);
        if preset == Preset::Interview && self.door == Door::Open {
            self.door = Door::Lobby;
        }
    }

    /// Takes over somebody's own rules in a session that goes on. How long it lasts and how many may be inside stays,
    /// for people count on it; and so does a door that is locked.
    pub fn apply_own(&mut self, rules: &RuleSet, kind: CallKind) {
        self.set_grants(None, rules, kind);
        if self.door != Door::Locked {
            self.door = rules.door;
        }
        self.take_over = rules.take_over;
        self.relay_only = rules.relay_only;
        self.newcomers = rules.newcomers;
        self.history = rules.history;
    }

    /// The same for a session of another kind.
    pub fn set_kind(&mut self, kind: CallKind) {
        let pictures = |grants: Grants| Grants {
            publish_video: grants.publish_audio,
            ..grants
        };
        let rules = match (self.preset, kind) {
            (Some(preset), _) => RuleSet::of(preset),
            // What they would have shown is not known any more, so whoever is heard is seen.
            (None, CallKind::Video) if !self.host.publish_video => RuleSet {
                collaborator: pictures(self.collaborator),
                viewer: pictures(self.viewer),
                ..RuleSet::of(Preset::Conversation)
            },
            (None, _) => RuleSet {
                collaborator: self.collaborator,
                viewer: self.viewer,
                ..RuleSet::of(Preset::Conversation)
            },
        };
        self.set_grants(self.preset, &rules, kind);
    }

    /// Takes over who may do what.
    fn set_grants(&mut self, preset: Option<Preset>, rules: &RuleSet, kind: CallKind) {
        let of_kind = |grants: Grants| match kind {
            CallKind::Video => grants,
            CallKind::Audio => Grants {
                publish_video: false,
                ..grants
            },
        };
        self.preset = preset;
        self.host = of_kind(Grants {
            publish_audio: true,
            publish_video: true,
            share_screen: true,
            annotate: true,
            chat: true,
            moderate: true,
        });
        self.collaborator = of_kind(rules.collaborator);
        self.viewer = of_kind(rules.viewer);
    }

    /// The rules as a template, for what is to repeat; `guests` says whether people without an account may come in.
    pub fn template(&self, guests: bool) -> Template {
        let rules = RuleSet {
            collaborator: self.collaborator,
            viewer: self.viewer,
            newcomers: self.newcomers,
            door: self.door,
            guests,
            minutes: u32::try_from(self.max_seconds / 60).ok(),
            extension: self.extension,
            max_participants: self.max_participants,
            take_over: self.take_over,
            relay_only: self.relay_only,
            history: self.history,
        };
        Template {
            preset: self.preset,
            rules: rules.bounded(),
        }
    }

    /// What `role` may do.
    pub const fn grants(&self, role: Role) -> Grants {
        match role {
            Role::Host => self.host,
            Role::Collaborator => self.collaborator,
            Role::Viewer => self.viewer,
        }
    }

    /// What somebody in `role` may do whose `own` grants a host has changed.
    pub const fn grants_of(&self, role: Role, own: Option<Grants>) -> Grants {
        let by_role = self.grants(role);
        match own {
            // Looking after the session is the role's alone, so that no single change makes a second host.
            Some(own) => Grants {
                moderate: by_role.moderate,
                ..own
            },
            None => by_role,
        }
    }

    /// The longest life of the session.
    pub const fn max_duration(&self) -> Duration {
        Duration::from_secs(self.max_seconds)
    }

    /// How long the session may stand empty, or idle.
    pub const fn empty_timeout(&self) -> Duration {
        Duration::from_secs(self.empty_seconds)
    }

    /// Makes the session longer by one extension. False when there may be no more.
    pub fn extend(&mut self) -> bool {
        let Some(left) = self.extension.left.checked_sub(1) else {
            return false;
        };
        self.extension.left = left;
        self.max_seconds = self.max_seconds.saturating_add(self.extension.seconds);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Grant;

    #[test]
    fn only_the_host_of_a_conversation_moderates() {
        let policy = Policy::conversation(CallKind::Video);
        assert!(policy.grants(Role::Host).moderate);
        assert!(!policy.grants(Role::Collaborator).moderate);
        assert!(!policy.grants(Role::Viewer).moderate);
    }

    #[test]
    fn nobody_is_seen_in_an_audio_call_and_a_screen_is_shared_by_who_may() {
        let policy = Policy::conversation(CallKind::Audio);
        for role in Role::ALL {
            assert!(!policy.grants(role).publish_video);
            assert_eq!(policy.grants(role).share_screen, role != Role::Viewer);
        }
    }

    #[test]
    fn in_a_presentation_only_the_host_is_seen_and_heard_and_everybody_may_write() {
        let policy = Policy::new(&Preset::Presentation.into(), CallKind::Video);
        assert!(policy.host.publishes());
        for role in [Role::Collaborator, Role::Viewer] {
            assert!(!policy.grants(role).publishes());
            assert!(policy.grants(role).chat);
        }
    }

    #[test]
    fn before_an_interview_everybody_knocks() {
        let policy = Policy::new(&Preset::Interview.into(), CallKind::Video);
        assert_eq!(policy.door, Door::Lobby);
        assert!(policy.collaborator.publishes());
        let mut locked = Policy::conversation(CallKind::Video);
        locked.door = Door::Locked;
        locked.apply(Preset::Interview, CallKind::Video);
        assert_eq!(locked.door, Door::Locked);
    }

    #[test]
    fn what_a_person_may_do_never_makes_them_a_host() {
        let policy = Policy::conversation(CallKind::Video);
        let own = Grants {
            moderate: true,
            ..policy.viewer.with(Grant::PublishAudio, true)
        };
        let grants = policy.grants_of(Role::Viewer, Some(own));
        assert!(grants.publish_audio && !grants.moderate);
        assert!(policy.grants_of(Role::Host, Some(own)).moderate);
    }

    #[test]
    fn a_session_is_made_longer_only_so_often() {
        let mut policy = Policy::conversation(CallKind::Video);
        for _ in 0..limits::EXTENSIONS {
            assert!(policy.extend());
        }
        assert!(!policy.extend());
        assert_eq!(
            policy.max_duration(),
            limits::MAX_SESSION + limits::EXTENSION * limits::EXTENSIONS
        );
    }

    #[test]
    fn rules_that_were_stored_before_there_was_a_door_still_read() {
        let grants = r#"{"publishAudio":true,"publishVideo":true,"chat":true,"moderate":false}"#;
        let row = format!(
            r#"{{"preset":"conversation","host":{grants},"collaborator":{grants},"viewer":{grants},"maxParticipants":10,"maxSeconds":60,"emptySeconds":60}}"#
        );
        let policy: Policy = serde_json::from_str(&row).unwrap();
        assert_eq!(
            (policy.door, policy.chat_paused, policy.take_over),
            (Door::Open, false, true)
        );
        assert!(!policy.collaborator.share_screen);
        assert_eq!(policy.preset, Some(Preset::Conversation));
        assert_eq!(
            (policy.newcomers, policy.history),
            (Role::Collaborator, None)
        );
    }

    #[test]
    fn own_rules_leave_the_limits_of_a_session_that_goes_on_and_a_locked_door() {
        let own = RuleSet {
            viewer: RuleSet::of(Preset::Conversation).collaborator,
            newcomers: Role::Viewer,
            door: Door::Lobby,
            minutes: Some(5),
            max_participants: 2,
            take_over: false,
            relay_only: true,
            history: Some(3),
            ..RuleSet::of(Preset::Presentation)
        };
        let begun = Policy::new(&Template::own(own), CallKind::Audio);
        assert_eq!((begun.max_seconds, begun.max_participants), (300, 2));
        assert!(begun.viewer.publish_audio && !begun.viewer.publish_video);
        assert!(begun.host.moderate && !begun.host.publish_video);

        let mut policy = Policy::conversation(CallKind::Video);
        policy.apply_own(&own, CallKind::Video);
        assert_eq!(
            policy,
            Policy {
                max_seconds: limits::MAX_SESSION.as_secs(),
                max_participants: limits::MAX_PARTICIPANTS,
                ..Policy::new(&Template::own(own), CallKind::Video)
            }
        );
        policy.door = Door::Locked;
        policy.apply_own(&own, CallKind::Video);
        assert_eq!(policy.door, Door::Locked);
    }

    #[test]
    fn what_is_to_repeat_has_the_rules_of_the_first() {
        let own = Template::own(RuleSet {
            newcomers: Role::Viewer,
            minutes: Some(45),
            history: Some(3),
            ..RuleSet::of(Preset::Presentation)
        });
        let policy = Policy::new(&own, CallKind::Video);
        assert_eq!(policy.template(own.rules.guests), own);
    }

    #[test]
    fn another_kind_of_call_changes_pictures_and_nothing_else() {
        for template in [
            Template::from(Preset::Presentation),
            Template::own(RuleSet {
                newcomers: Role::Viewer,
                ..RuleSet::of(Preset::Interview)
            }),
        ] {
            let video = Policy::new(&template, CallKind::Video);
            let mut policy = video.clone();
            policy.set_kind(CallKind::Audio);
            assert_eq!(policy, Policy::new(&template, CallKind::Audio));
            policy.set_kind(CallKind::Video);
            assert_eq!(policy, video);
        }
    }
}
