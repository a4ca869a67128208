//! What somebody types to prove who they are, and which words are too easy to guess.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{email_address::EmailAddress, limits, participant::DisplayName};

/// A password as it was typed. It never shows in a debug line, and is stored by nobody.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

/// Why a password is none to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer or more characters than [`limits::PASSWORD_CHARS`].
    #[error(
        "a password has {min} to {max} characters",
        min = limits::PASSWORD_CHARS.start(),
        max = limits::PASSWORD_CHARS.end()
    )]
    Length,
    /// It is the person's address, the part of it before the `@`, or their name.
    #[error("a password is not the e-mail address and not the name")]
    Known,
}

impl Password {
    /// A password as it was typed.
    pub const fn typed(text: String) -> Self {
        Self(text)
    }

    /// Whether somebody with this address and name may choose it. Length comes before variety, as NIST SP
    /// 800-63B §5.1.1.2 advises.
    ///
    /// # Errors
    /// [`PasswordError`] when they may not.
    pub fn check(&self, email: &EmailAddress, name: &DisplayName) -> Result<(), PasswordError> {
        if !limits::PASSWORD_CHARS.contains(&self.0.chars().count()) {
            return Err(PasswordError::Length);
        }
        let plain = self.0.trim().to_lowercase();
        let known = [email.as_str(), email.local_part(), name.as_str()];
        if known.iter().any(|known| known.to_lowercase() == plain) {
            return Err(PasswordError::Known);
        }
        Ok(())
    }

    /// The bytes, for hashing.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(password: &str) -> Result<(), PasswordError> {
        let email = EmailAddress::parse("maya.lindqvist@example.org").unwrap();
        let name = DisplayName::clean("Maya Lindqvist").unwrap();
        Password::typed(password.to_owned()).check(&email, &name)
    }

    #[test]
    fn a_password_is_measured_in_characters() {
        assert_eq!(check("ninechars"), Err(PasswordError::Length));
        assert_eq!(check("ten chars!"), Ok(()));
        assert_eq!(check(&"é".repeat(9)), Err(PasswordError::Length));
        assert_eq!(check(&"é".repeat(10)), Ok(()));
        assert_eq!(check(&"é".repeat(128)), Ok(()));
        assert_eq!(check(&"é".repeat(129)), Err(PasswordError::Length));
    }

    #[test]
    fn a_password_is_not_what_everybody_knows_of_a_person() {
        for known in [
            "Maya.Lindqvist@example.org",
            "maya.lindqvist",
            "MAYA LINDQVIST",
            " maya lindqvist ",
        ] {
            assert_eq!(check(known), Err(PasswordError::Known), "{known}");
        }
        assert_eq!(check("maya lindqvist and a heron"), Ok(()));
    }

    #[test]
    fn a_password_never_shows_in_a_debug_line() {
        let password = Password::typed("correct horse battery".to_owned());
        assert_eq!(format!("{password:?}"), "Password");
    }
}
