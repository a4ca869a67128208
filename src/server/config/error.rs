//! Why the settings cannot be used: always which one, where it stands, and what would be right.

use std::{fmt, io, path::PathBuf};

use super::names::NAMES;

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value is wrong.
    #[error("{setting} is `{value}` ({place}), but must be {expected}")]
    WrongValue {
        /// The setting's name.
        setting: &'static str,
        /// What it is.
        value: String,
        /// Where it stands.
        place: Place,
        /// What would be right.
        expected: &'static str,
    },
    /// The file cannot be read.
    #[error("the settings in {} cannot be read: {source}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not TOML.
    #[error("the settings in {} cannot be understood: {source}", file.display())]
    Syntax {
        /// Which.
        file: PathBuf,
        /// What is wrong.
        source: Box<toml::de::Error>,
    },
    /// The file names a setting that does not exist.
    #[error("{} names a setting `{name}` that does not exist; there are: {}", file.display(), NAMES.join(", "))]
    UnknownSetting {
        /// Which.
        file: PathBuf,
        /// The name.
        name: String,
    },
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On the command line.
    Flag(&'static str),
    /// In the environment.
    Environment(String),
    /// In the file.
    File(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(formatter, "from the flag --{name}"),
            Self::Environment(name) => write!(formatter, "from the environment, {name}"),
            Self::File(file) => write!(formatter, "from {}", file.display()),
        }
    }
}
