//! Where settings come from, and which of them counts.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use super::{
    error::{ConfigError, Place},
    flags::Flags,
    names::NAMES,
    settings::Given,
};

/// The file that is read when it is there and no other is named.
const DEFAULT_FILE: &str = "visavis.toml";

/// All values that were given, by source.
pub struct Sources {
    flags: BTreeMap<&'static str, String>,
    environment: BTreeMap<&'static str, (String, String)>,
    file: BTreeMap<String, String>,
    file_name: PathBuf,
}

impl Sources {
    /// Gathers flags, environment (`variable` gives a variable's value) and file.
    ///
    /// # Errors
    /// [`ConfigError`] when the file cannot be used.
    pub fn gather(
        flags: Flags,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let Given {
            values,
            file: named,
        } = flags.settings();
        let environment = NAMES
            .iter()
            .filter_map(|name| {
                let variable_name = variable_name(name);
                let value = variable(&variable_name)?;
                Some((*name, (variable_name, value)))
            })
            .collect();
        let named = named
            .or_else(|| variable(&variable_name("config")))
            .map(PathBuf::from);
        let file_name = named.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        let file = match std::fs::read_to_string(&file_name) {
            Ok(text) => read_file(&file_name, &text)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                BTreeMap::new()
            }
            Err(source) => {
                return Err(ConfigError::File {
                    file: file_name,
                    source,
                });
            }
        };
        Ok(Self {
            flags: values,
            environment,
            file,
            file_name,
        })
    }

    /// Whether the setting `name` was given.
    pub(super) fn has(&self, name: &'static str) -> bool {
        self.given(name).is_some()
    }

    /// The setting `name`, read by `parse`; `default` when it was not given.
    pub(super) fn get<T>(
        &self,
        name: &'static str,
        default: T,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ConfigError> {
        let Some((value, place)) = self.given(name) else {
            return Ok(default);
        };
        parse(value.trim()).ok_or_else(|| ConfigError::WrongValue {
            setting: name,
            value: value.clone(),
            place,
            expected,
        })
    }

    fn given(&self, name: &'static str) -> Option<(&String, Place)> {
        if let Some(value) = self.flags.get(name) {
            Some((value, Place::Flag(name)))
        } else if let Some((variable, value)) = self.environment.get(name) {
            Some((value, Place::Environment(variable.clone())))
        } else {
            let place = || Place::File(self.file_name.clone());
            self.file.get(name).map(|value| (value, place()))
        }
    }
}

fn variable_name(setting: &str) -> String {
    format!("VISAVIS_{}", setting.to_uppercase().replace('-', "_"))
}

fn read_file(file: &Path, text: &str) -> Result<BTreeMap<String, String>, ConfigError> {
    let table: toml::Table = text.parse().map_err(|source| ConfigError::Syntax {
        file: file.to_owned(),
        source: Box::new(source),
    })?;
    table
        .into_iter()
        .map(|(name, value)| {
            if !NAMES.contains(&name.as_str()) {
                return Err(ConfigError::UnknownSetting {
                    file: file.to_owned(),
                    name,
                });
            }
            let value = match value {
                toml::Value::String(text) => text,
                // Lists and tables are read as JSON, the same as in the environment.
                list @ (toml::Value::Array(_) | toml::Value::Table(_)) => {
                    serde_json::to_string(&list).unwrap_or_default()
                }
                other => other.to_string(),
            };
            Ok((name, value))
        })
        .collect()
}

#[cfg(test)]
#[path = "sources_tests.rs"]
mod tests;
