//! The name of a time zone. What the name means is known on the server only, by its own copy of the database.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Characters in a name; the longest of the database has about half of them.
const CHARS: usize = 64;

/// A name of the IANA time zone database (RFC 6557), such as `Europe/Lisbon`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZoneName(String);

/// The text cannot be the name of a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no name of a time zone")]
pub struct NoTimeZoneName;

impl TimeZoneName {
    /// Universal time, for whoever says nothing else.
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// Reads a name by its form. Whether there is such a zone, the server tells.
    ///
    /// # Errors
    /// [`NoTimeZoneName`] when it has not the form of one.
    pub fn parse(raw: &str) -> Result<Self, NoTimeZoneName> {
        let text = raw.trim();
        let good = (1..=CHARS).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte))
            && text.split('/').all(|part| !part.is_empty());
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoTimeZoneName)
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for TimeZoneName {
    type Error = NoTimeZoneName;

    fn try_from(raw: String) -> Result<Self, NoTimeZoneName> {
        Self::parse(&raw)
    }
}

impl From<TimeZoneName> for String {
    fn from(name: TimeZoneName) -> Self {
        name.0
    }
}

impl fmt::Display for TimeZoneName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_form_of_the_database() {
        for good in [
            "UTC",
            "Europe/Lisbon",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+3",
        ] {
            assert_eq!(TimeZoneName::parse(good).unwrap().as_str(), good);
        }
        let long = "a".repeat(CHARS + 1);
        for wrong in [
            "",
            "/",
            "Europe/",
            "../etc/passwd",
            "Europe Lisbon",
            "Zürich",
            &long,
        ] {
            assert_eq!(TimeZoneName::parse(wrong), Err(NoTimeZoneName), "{wrong}");
        }
    }
}
