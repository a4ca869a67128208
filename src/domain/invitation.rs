//! An invitation to sign up, and possibly to an appointment besides: a link that is good once.

use super::{
    account::AccountRole,
    clock::Timestamp,
    email_address::EmailAddress,
    ids::{AccountId, InvitationId, SessionId},
    participant::DisplayName,
};

/// An invitation that nobody has used yet. Once used it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its id, for lists; the link has a secret of its own.
    pub id: InvitationId,
    /// Who invites.
    pub invited_by: AccountId,
    /// The part of whoever uses it.
    pub role: AccountRole,
    /// The only address that may use it, when it was made for one.
    pub email: Option<EmailAddress>,
    /// To which appointment it is, when it is to one.
    pub to: Option<InvitedTo>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
}

/// The appointment that an invitation is to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitedTo {
    /// Which; of one that repeats, the first that they were asked to.
    pub session_id: SessionId,
    /// What whoever invites calls them, until they say it themselves.
    pub name: DisplayName,
}

impl Invitation {
    /// Whether somebody with this address may use it.
    pub fn is_for(&self, email: &EmailAddress) -> bool {
        self.email.as_ref().is_none_or(|only| only == email)
    }
}
