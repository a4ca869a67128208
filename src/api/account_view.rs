//! What pages show of people and of what belongs to them.

use serde::{Deserialize, Serialize};

use crate::domain::{
    access_token::{AccessToken, Scopes, TokenName},
    account::{Account, AccountRole, Language},
    clock::Timestamp,
    email_address::EmailAddress,
    ids::{AccessTokenId, AccountId, InvitationId},
    invitation::Invitation,
    participant::DisplayName,
    time_zone::TimeZoneName,
};

/// Somebody's own account, as they see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Who.
    pub id: AccountId,
    /// By which they sign in.
    pub email: EmailAddress,
    /// What the others call them.
    pub name: DisplayName,
    /// Their part on this server.
    pub role: AccountRole,
    /// In which they see times.
    pub time_zone: TimeZoneName,
    /// In which they read.
    pub language: Language,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            email: account.email,
            name: account.name,
            role: account.role,
            time_zone: account.time_zone,
            language: account.language,
        }
    }
}

/// Somebody's account, as an admin sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Who.
    pub id: AccountId,
    /// By which they sign in.
    pub email: EmailAddress,
    /// What the others call them.
    pub name: DisplayName,
    /// Their part on this server.
    pub role: AccountRole,
    /// Whether they may sign in.
    pub active: bool,
    /// When they signed up.
    pub created_at: Timestamp,
}

impl From<Account> for PersonView {
    fn from(account: Account) -> Self {
        Self {
            active: account.is_active(),
            id: account.id,
            email: account.email,
            name: account.name,
            role: account.role,
            created_at: account.created_at,
        }
    }
}

/// An invitation that is still good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationView {
    /// Which.
    pub id: InvitationId,
    /// The part of whoever uses it.
    pub role: AccountRole,
    /// The only address that may use it.
    pub email: Option<EmailAddress>,
    /// What they are called, when they are invited to a session besides.
    pub name: Option<DisplayName>,
    /// When it is over.
    pub expires_at: Timestamp,
}

impl From<Invitation> for InvitationView {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id,
            role: invitation.role,
            email: invitation.email,
            name: invitation.to.map(|to| to.name),
            expires_at: invitation.expires_at,
        }
    }
}

/// An access token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenView {
    /// Which.
    pub id: AccessTokenId,
    /// What its owner calls it.
    pub name: TokenName,
    /// What it allows.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}

impl From<AccessToken> for TokenView {
    fn from(token: AccessToken) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scopes: token.scopes,
            created_at: token.created_at,
            expires_at: token.expires_at,
            last_used_at: token.last_used_at,
        }
    }
}
