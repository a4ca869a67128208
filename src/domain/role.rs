//! Who somebody is in a session, and what that allows.

use serde::{Deserialize, Serialize};

/// A person's part in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Made the session, or leads it: the mentor.
    Host,
    /// Takes part: a learner or a guest.
    Collaborator,
    /// Only watches.
    Viewer,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Host, Self::Collaborator, Self::Viewer];

    /// The stable word, as forms send it and the database has it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Collaborator => "collaborator",
            Self::Viewer => "viewer",
        }
    }
}

/// What a role, or one person, may do in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "StoredGrants")]
pub struct Grants {
    /// May send sound.
    pub publish_audio: bool,
    /// May send the camera's picture.
    pub publish_video: bool,
    /// May show their screen.
    pub share_screen: bool,
    /// May point and draw on shared screens.
    pub annotate: bool,
    /// May write in the chat.
    pub chat: bool,
    /// May look after the session: who comes in, who may do what, and its end. Follows from the role alone.
    pub moderate: bool,
}

/// Grants as they may have been stored before there were all of them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredGrants {
    publish_audio: bool,
    publish_video: bool,
    #[serde(default)]
    share_screen: bool,
    annotate: Option<bool>,
    chat: bool,
    moderate: bool,
}

impl From<StoredGrants> for Grants {
    fn from(stored: StoredGrants) -> Self {
        Self {
            publish_audio: stored.publish_audio,
            publish_video: stored.publish_video,
            share_screen: stored.share_screen,
            // Who might share before there was a word for it may point.
            annotate: stored.annotate.unwrap_or(stored.share_screen),
            chat: stored.chat,
            moderate: stored.moderate,
        }
    }
}

/// One of the grants that a host can give to one person, or take from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// To send sound.
    PublishAudio,
    /// To send the camera's picture.
    PublishVideo,
    /// To show their screen.
    ShareScreen,
    /// To point and draw on shared screens.
    Annotate,
    /// To write in the chat.
    Chat,
}

impl Grant {
    /// Every grant.
    pub const ALL: [Self; 5] = [
        Self::PublishAudio,
        Self::PublishVideo,
        Self::ShareScreen,
        Self::Annotate,
        Self::Chat,
    ];

    /// The stable word, as forms send it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PublishAudio => "publish_audio",
            Self::PublishVideo => "publish_video",
            Self::ShareScreen => "share_screen",
            Self::Annotate => "annotate",
            Self::Chat => "chat",
        }
    }
}

impl Grants {
    /// Those of who may do nothing.
    pub const NONE: Self = Self {
        publish_audio: false,
        publish_video: false,
        share_screen: false,
        annotate: false,
        chat: false,
        moderate: false,
    };

    /// Whether `grant` is among them.
    pub const fn has(self, grant: Grant) -> bool {
        match grant {
            Grant::PublishAudio => self.publish_audio,
            Grant::PublishVideo => self.publish_video,
            Grant::ShareScreen => self.share_screen,
            Grant::Annotate => self.annotate,
            Grant::Chat => self.chat,
        }
    }

    /// These, with `grant` given or taken.
    #[must_use]
    pub const fn with(mut self, grant: Grant, allowed: bool) -> Self {
        match grant {
            Grant::PublishAudio => self.publish_audio = allowed,
            Grant::PublishVideo => self.publish_video = allowed,
            Grant::ShareScreen => self.share_screen = allowed,
            Grant::Annotate => self.annotate = allowed,
            Grant::Chat => self.chat = allowed,
        }
        self
    }

    /// Whether they let somebody be seen or heard.
    pub const fn publishes(self) -> bool {
        self.publish_audio || self.publish_video || self.share_screen
    }
}
