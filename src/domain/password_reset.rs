//! A link by which somebody who forgot their password chooses another: good once, and not for long.

use super::{clock::Timestamp, ids::AccountId, limits};

/// A link that nobody has used yet. Once used it is gone, and so is one that a new link replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordReset {
    /// Whose password it changes.
    pub account_id: AccountId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
}

impl PasswordReset {
    /// One for account `account_id`, made at `now`.
    pub fn begin(account_id: AccountId, now: Timestamp) -> Self {
        Self {
            account_id,
            created_at: now,
            expires_at: now.plus(limits::PASSWORD_RESET_LIFE),
        }
    }
}
