//! Who was inside a session, and for how long.

use serde::{Deserialize, Serialize};

use super::{clock::Timestamp, ids::AccountId, participant::DisplayName, role::Role};

/// Somebody who was inside a session, all their stays taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// Their account; none of a guest.
    pub account: Option<AccountId>,
    /// What they were called.
    pub name: DisplayName,
    /// Their part.
    pub role: Role,
    /// When they first came.
    pub entered_at: Timestamp,
    /// When they last left; none while they are inside.
    pub left_at: Option<Timestamp>,
    /// How long they were inside, in seconds.
    pub seconds: u64,
}
