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

/// What a role may do in one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grants {
    /// May send sound.
    pub publish_audio: bool,
    /// May send the camera's picture.
    pub publish_video: bool,
    /// May write in the chat.
    pub chat: bool,
    /// May end the session for everyone.
    pub moderate: bool,
}
