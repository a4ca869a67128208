//! A person who signs in: who they are, and what they may do on this server.

use serde::{Deserialize, Serialize};

use super::{
    clock::Timestamp, email_address::EmailAddress, ids::AccountId, participant::DisplayName,
    time_zone::TimeZoneName,
};

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Stable for good.
    pub id: AccountId,
    /// By which they sign in; nobody else has it.
    pub email: EmailAddress,
    /// What the others call them.
    pub name: DisplayName,
    /// Their part on this server.
    pub role: AccountRole,
    /// In which they see times.
    pub time_zone: TimeZoneName,
    /// In which they read.
    pub language: Language,
    /// When they signed up.
    pub created_at: Timestamp,
    /// Whether they may sign in.
    pub state: AccountState,
}

/// A person's part on this server; their part in one session is a [`Role`](super::role::Role).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountRole {
    /// Leads sessions.
    Mentor,
    /// Takes part in them.
    Learner,
    /// Looks after the server and its people.
    Admin,
}

/// Whether somebody may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// They may.
    Active,
    /// They may not.
    Disabled {
        /// Since when.
        since: Timestamp,
    },
}

/// A language that the pages speak, by its tag (BCP 47).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
}

/// What an admin may change about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonChange {
    /// They may not sign in any more, and are out at once.
    Disable,
    /// They may sign in again.
    Enable,
    /// They are signed out on every device.
    EndLogins,
    /// They lead sessions.
    MakeMentor,
    /// They take part in them.
    MakeLearner,
    /// They look after the server.
    MakeAdmin,
}

impl Account {
    /// Whether they may sign in.
    pub const fn is_active(&self) -> bool {
        matches!(self.state, AccountState::Active)
    }

    /// Whether they may ask somebody into an appointment who has no account yet.
    pub const fn may_invite_partners(&self) -> bool {
        self.is_active() && self.role.may_invite_partners()
    }

    /// Whether they look after the server, now.
    pub const fn is_active_admin(&self) -> bool {
        self.is_active() && matches!(self.role, AccountRole::Admin)
    }
}

impl AccountRole {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Mentor, Self::Learner, Self::Admin];

    /// Whether somebody with this role may ask somebody into an appointment who has no account yet.
    pub const fn may_invite_partners(self) -> bool {
        matches!(self, Self::Mentor | Self::Admin)
    }

    /// The stable word, as it is stored and typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mentor => "mentor",
            Self::Learner => "learner",
            Self::Admin => "admin",
        }
    }

    /// The role that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 1] = [Self::English];

    /// The tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The language that `tag` names.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_languages_find_their_way_back() {
        for role in AccountRole::ALL {
            assert_eq!(AccountRole::parse(role.word()), Some(role));
            assert_eq!(
                serde_json::to_value(role).unwrap(),
                serde_json::Value::from(role.word())
            );
        }
        assert_eq!(AccountRole::parse("owner"), None);
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(language));
            assert_eq!(
                serde_json::to_value(language).unwrap(),
                serde_json::Value::from(language.tag())
            );
        }
        assert_eq!(Language::parse("tlh"), None);
    }
}
