//! A secret on its way to the page that shows it. A plain form is answered by leading to a page, and a secret must not
//! stand in that page's address, where histories keep it; so the browser carries it there, out of reach of scripts,
//! and the page that shows it takes it away.

use crate::domain::ids::SessionId;

/// What is handed to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// The secret of a link for a new password.
    PasswordLink,
    /// The secret of the link for a partner in this session who has no account yet.
    PartnerLink(SessionId),
    /// The live code of this session.
    LiveCode(SessionId),
    /// The codes of this session's links by role.
    RoleLinks(SessionId),
}

impl Handed {
    /// The word for it, of letters, digits and hyphens.
    pub(super) fn word(self) -> String {
        match self {
            Self::PasswordLink => "password".to_owned(),
            Self::PartnerLink(id) => format!("partner-{id}"),
            Self::LiveCode(id) => format!("code-{id}"),
            Self::RoleLinks(id) => format!("links-{id}"),
        }
    }
}
