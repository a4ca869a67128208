//! The names by which the form of saved rules, and the part of the account's page that lists them, are answered in a
//! query.

/// The form.
pub const PRESET_FORM: &str = "preset";
/// What was typed into it, as JSON.
pub const TYPED: &str = "typed";
/// The list.
pub const PRESETS: &str = "presets";
