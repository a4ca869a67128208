//! The rules of one session, as data: who may do what, how many, how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
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

/// A named template of grants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Everyone who takes part is seen and heard.
    #[default]
    Conversation,
}

/// The rules of one session. Stored as JSON with the session, so that a change of defaults leaves old
/// sessions as they were.
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
    /// The longest life of the session, in seconds from its start.
    pub max_seconds: u64,
    /// Ends when nobody has been inside for this many seconds.
    pub empty_seconds: u64,
}

impl Policy {
    /// The policy of a new session of `kind` with the default limits.
    pub fn conversation(kind: CallKind) -> Self {
        let collaborator = Grants {
            publish_audio: true,
            publish_video: kind == CallKind::Video,
            chat: true,
            moderate: false,
        };
        Self {
            preset: Preset::Conversation,
            host: Grants {
                moderate: true,
                ..collaborator
            },
            collaborator,
            viewer: Grants {
                publish_audio: false,
                publish_video: false,
                chat: true,
                moderate: false,
            },
            max_participants: limits::MAX_PARTICIPANTS,
            max_seconds: limits::MAX_SESSION.as_secs(),
            empty_seconds: limits::EMPTY_SESSION.as_secs(),
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

    /// The longest life of the session.
    pub const fn max_duration(&self) -> Duration {
        Duration::from_secs(self.max_seconds)
    }

    /// How long the session may stand empty.
    pub const fn empty_timeout(&self) -> Duration {
        Duration::from_secs(self.empty_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for role in [Role::Host, Role::Collaborator, Role::Viewer] {
            assert!(!policy.grants(role).publish_video);
        }
    }
}
