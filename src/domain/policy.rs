//! The rules of one session, as data: who may do what, how many, how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    door::Door,
    limits,
    role::{Grants, Role},
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

impl Default for Extension {
    fn default() -> Self {
        Self {
            seconds: limits::EXTENSION.as_secs(),
            left: limits::EXTENSIONS,
        }
    }
}

/// The rules of one session. Stored as JSON with the session, so that a change of defaults leaves old
/// sessions as they were; what older rows do not have is as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// The template that the grants came from.
    pub preset: Preset,
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
    /// How far it may be made longer.
    #[serde(default)]
    pub extension: Extension,
}

const fn yes() -> bool {
    true
}

impl Policy {
    /// The policy of a new session of `kind` after the template `preset`, with the default limits.
    pub fn new(preset: Preset, kind: CallKind) -> Self {
        let nobody = Grants {
            publish_audio: false,
            publish_video: false,
            share_screen: false,
            chat: true,
            moderate: false,
        };
        let mut policy = Self {
            preset,
            host: nobody,
            collaborator: nobody,
            viewer: nobody,
            max_participants: limits::MAX_PARTICIPANTS,
            max_seconds: limits::MAX_SESSION.as_secs(),
            empty_seconds: limits::EMPTY_SESSION.as_secs(),
            door: Door::Open,
            chat_paused: false,
            take_over: true,
            extension: Extension::default(),
        };
        policy.apply(preset, kind);
        policy
    }

    /// The policy of a new conversation of `kind` with the default limits.
    pub fn conversation(kind: CallKind) -> Self {
        Self::new(Preset::Conversation, kind)
    }

    /// Takes over what the template `preset` says: the grants of each role, and the lobby of an interview. The
    /// limits stay, and so does a door that is closed further.
    pub fn apply(&mut self, preset: Preset, kind: CallKind) {
        let watches = Grants {
            publish_audio: false,
            publish_video: false,
            share_screen: false,
            chat: true,
            moderate: false,
        };
        let takes_part = Grants {
            publish_audio: true,
            publish_video: kind == CallKind::Video,
            share_screen: kind == CallKind::Video,
            ..watches
        };
        self.preset = preset;
        self.host = Grants {
            moderate: true,
            ..takes_part
        };
        self.collaborator = match preset {
            Preset::Conversation | Preset::Interview => takes_part,
            Preset::Presentation => watches,
        };
        self.viewer = watches;
        if preset == Preset::Interview && self.door == Door::Open {
            self.door = Door::Lobby;
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
    fn nobody_sends_a_picture_in_an_audio_call() {
        let policy = Policy::conversation(CallKind::Audio);
        for role in Role::ALL {
            assert!(!policy.grants(role).publish_video);
            assert!(!policy.grants(role).share_screen);
        }
    }

    #[test]
    fn in_a_presentation_only_the_host_is_seen_and_heard_and_everybody_may_write() {
        let policy = Policy::new(Preset::Presentation, CallKind::Video);
        assert!(policy.host.publishes());
        for role in [Role::Collaborator, Role::Viewer] {
            assert!(!policy.grants(role).publishes());
            assert!(policy.grants(role).chat);
        }
    }

    #[test]
    fn before_an_interview_everybody_knocks() {
        let policy = Policy::new(Preset::Interview, CallKind::Video);
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
    }
}
