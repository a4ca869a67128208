//! What an admin may change while the server runs. What an operator sets at start is in the configuration.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The settings of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteSettings {
    /// Who may sign up.
    pub sign_up: SignUpPolicy,
    /// Whether somebody who is not signed in may begin a session. Joining one by its link stays open to all.
    pub guests_may_begin: bool,
    /// For how many days an ended session and its chat are kept; none, as long as the operator allows.
    pub retention_days: Option<u16>,
}

/// Not a whole number of days from 1 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a whole number of days from 1 on")]
pub struct NoDays;

impl SiteSettings {
    /// Days as somebody typed them; nothing is no setting.
    ///
    /// # Errors
    /// [`NoDays`] for what is no whole number from 1 on.
    pub fn parse_days(typed: &str) -> Result<Option<u16>, NoDays> {
        match typed.trim() {
            "" => Ok(None),
            typed => match typed.parse() {
                Ok(0) | Err(_) => Err(NoDays),
                Ok(days) => Ok(Some(days)),
            },
        }
    }

    /// How long an ended session and its chat are kept, where the operator allows `most`.
    pub fn retention(&self, most: Duration) -> Duration {
        self.retention_days.map_or(most, |days| {
            most.min(Duration::from_secs(u64::from(days) * 24 * 60 * 60))
        })
    }
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
            retention_days: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admin_keeps_less_than_the_operator_allows_and_never_more() {
        let day = Duration::from_secs(24 * 60 * 60);
        let kept = |retention_days| {
            let settings = SiteSettings {
                retention_days,
                ..SiteSettings::default()
            };
            settings.retention(30 * day)
        };
        assert_eq!(kept(None), 30 * day);
        assert_eq!(kept(Some(7)), 7 * day);
        assert_eq!(kept(Some(90)), 30 * day);
    }

    #[test]
    fn days_are_whole_numbers_or_nothing() {
        assert_eq!(SiteSettings::parse_days(" "), Ok(None));
        assert_eq!(SiteSettings::parse_days(" 7 "), Ok(Some(7)));
        for wrong in ["0", "-1", "1.5", "seven", "70000"] {
            assert_eq!(SiteSettings::parse_days(wrong), Err(NoDays), "{wrong}");
        }
    }
}
