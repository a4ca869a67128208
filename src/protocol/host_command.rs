//! What a host may do to a session and the people in it. One enum, so that one place can decide who may.

use serde::{Deserialize, Serialize};

use crate::domain::{
    door::Door,
    ids::{MessageId, ParticipantId},
    preset::Preset,
    role::{Grant, Role},
    rules::RuleSet,
};

/// A command of somebody who moderates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum HostCommand {
    /// Gives somebody another part; what was changed for them alone is forgotten.
    SetRole {
        /// Whom.
        user_id: ParticipantId,
        /// Their new part.
        role: Role,
    },
    /// Gives somebody one grant, or takes it: muting, for one, takes `publish_audio`.
    SetGrant {
        /// Whom.
        user_id: ParticipantId,
        /// Which.
        grant: Grant,
        /// Whether they may from now on.
        allowed: bool,
    },
    /// Asks somebody to turn their microphone off.
    AskToMute {
        /// Whom.
        user_id: ParticipantId,
    },
    /// Takes somebody's raised hand down.
    LowerHand {
        /// Whose.
        user_id: ParticipantId,
    },
    /// Makes somebody host, and oneself a collaborator.
    HandOver {
        /// Whom.
        user_id: ParticipantId,
    },
    /// Puts somebody out. Their ticket opens nothing any more.
    Remove {
        /// Whom.
        user_id: ParticipantId,
        /// Whether they may not come back to this session in any other way either.
        ban: bool,
    },
    /// Lets somebody in who waits.
    Admit {
        /// Whom.
        user_id: ParticipantId,
    },
    /// Lets everybody in who waits, as long as there are seats.
    AdmitAll {},
    /// Does not let somebody in who waits.
    Deny {
        /// Whom.
        user_id: ParticipantId,
    },
    /// Tells somebody who waits something.
    Hold {
        /// Whom.
        user_id: ParticipantId,
        /// What; at most 200 characters, possibly none.
        message: String,
    },
    /// Says who may come in.
    SetDoor {
        /// Who.
        door: Door,
    },
    /// Gives the session another title.
    Rename {
        /// At most 80 characters, possibly none.
        title: String,
    },
    /// Gives the session the rules of a template; what was changed for single people is forgotten.
    SetPreset {
        /// Which.
        preset: Preset,
    },
    /// Gives the session somebody's own rules; what was changed for single people is forgotten. How long it lasts and
    /// how many may be inside stays.
    SetRules {
        /// Which.
        rules: RuleSet,
    },
    /// Says whether somebody with an account may take over when no host has been inside for the grace time.
    SetTakeOver {
        /// Whether they may.
        allowed: bool,
    },
    /// Says whether calls go by a relay alone from now on. What is connected stays so until it is mended.
    SetRelayOnly {
        /// Whether they do.
        relay_only: bool,
    },
    /// Lets only those write who moderate, or everybody again.
    PauseChat {
        /// Whether it rests.
        paused: bool,
    },
    /// Takes the text of anybody's message away.
    RemoveMessage {
        /// Which.
        message_id: MessageId,
    },
    /// Makes a message an announcement, or an ordinary one again.
    Announce {
        /// Which.
        message_id: MessageId,
        /// Whether everybody is to see it.
        announcement: bool,
    },
    /// Makes the session longer by one extension.
    Extend {},
    /// Ends the session for everyone.
    End {},
}
