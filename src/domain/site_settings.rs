//! What an admin may change while the server runs. What an operator sets at start is in the configuration.

use serde::{Deserialize, Serialize};

/// The settings of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteSettings {
    /// Who may sign up.
    pub sign_up: SignUpPolicy,
    /// Whether somebody who is not signed in may begin a session. Joining one by its link stays open to all.
    pub guests_may_begin: bool,
}

/// Who may sign up. The first person on an empty server always may, and looks after it from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignUpPolicy {
    /// Everybody, as a learner; with an invitation in the role that it names.
    Open,
    /// Whoever was invited.
    ByInvitation,
    /// Nobody: accounts are made by the operator.
    Closed,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            sign_up: SignUpPolicy::ByInvitation,
            guests_may_begin: true,
        }
    }
}
