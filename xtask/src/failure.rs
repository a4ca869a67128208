//! The one error of the helper: a sentence for the person at the terminal.
//!
//! Nothing here is handled by code further up, so there is no enum; every failure says what happened and,
//! where something is missing, what to install.

use std::fmt;

/// A sentence that ends the command.
#[derive(Debug)]
pub struct Failure(String);

pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds what was being done to an error that only says what went wrong.
pub trait While<T> {
    /// `doing` completes the sentence "could not …".
    fn could_not(self, doing: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: fmt::Display> While<T> for std::result::Result<T, E> {
    fn could_not(self, doing: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure(format!("could not {}: {error:#}", doing())))
    }
}
