//! A personal access token: how a program does what a person could do, and no more than they said.

use serde::{Deserialize, Serialize};

use super::{
    clock::Timestamp,
    ids::{AccessTokenId, AccountId},
    limits,
    participant::clean_line,
};

/// A token, without the secret that proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// Its id, for lists.
    pub id: AccessTokenId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What its owner calls it.
    pub name: TokenName,
    /// What it allows.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// What a token allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Reading one's sessions.
    #[serde(rename = "sessions:read")]
    SessionsRead,
    /// Making and changing them.
    #[serde(rename = "sessions:write")]
    SessionsWrite,
}

/// At least one scope, each once, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Scope>", into = "Vec<Scope>")]
pub struct Scopes(Vec<Scope>);

/// A token that allows nothing is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token needs a scope")]
pub struct NoScope;

impl Scopes {
    /// The scopes in `given`.
    ///
    /// # Errors
    /// [`NoScope`] when there is none.
    pub fn new(mut given: Vec<Scope>) -> Result<Self, NoScope> {
        given.sort_unstable();
        given.dedup();
        if given.is_empty() {
            return Err(NoScope);
        }
        Ok(Self(given))
    }

    /// Whether `scope` is among them.
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

impl TryFrom<Vec<Scope>> for Scopes {
    type Error = NoScope;

    fn try_from(given: Vec<Scope>) -> Result<Self, NoScope> {
        Self::new(given)
    }
}

impl From<Scopes> for Vec<Scope> {
    fn from(scopes: Scopes) -> Self {
        scopes.0
    }
}

/// What a token's owner calls it: one clean line of at most 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenName(String);

impl TokenName {
    /// What is left of `raw` after cleaning; `None` when nothing is.
    pub fn clean(raw: &str) -> Option<Self> {
        clean_line(raw, limits::TOKEN_NAME_CHARS).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_stand_in_order_and_once_and_there_is_one() {
        let scopes = Scopes::new(vec![
            Scope::SessionsWrite,
            Scope::SessionsRead,
            Scope::SessionsWrite,
        ])
        .unwrap();
        assert_eq!(
            serde_json::to_string(&scopes).unwrap(),
            r#"["sessions:read","sessions:write"]"#
        );
        assert!(scopes.allow(Scope::SessionsRead));
        let one = Scopes::new(vec![Scope::SessionsRead]).unwrap();
        assert!(!one.allow(Scope::SessionsWrite));
        assert_eq!(Scopes::new(Vec::new()), Err(NoScope));
        assert!(serde_json::from_str::<Scopes>("[]").is_err());
    }
}
