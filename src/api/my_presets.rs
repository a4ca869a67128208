//! The rules that somebody saved.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::{
    ids::PresetId,
    own_preset::{OwnPreset, PresetName},
    rules::RuleSet,
};

/// Rules that somebody saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// Which.
    pub id: PresetId,
    /// What they call them.
    pub name: PresetName,
    /// The rules.
    pub rules: RuleSet,
}

impl From<OwnPreset> for PresetView {
    fn from(preset: OwnPreset) -> Self {
        Self {
            id: preset.id,
            name: preset.name,
            rules: preset.rules,
        }
    }
}

/// The rules that who is signed in saved, by name.
///
/// # Errors
/// `not_signed_in`, `too_fast`, `unavailable`.
#[server(endpoint = "my_presets")]
pub async fn my_presets() -> Result<Vec<PresetView>, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let presets = call.services().list_presets(asker.account.id).await?;
    Ok(presets.into_iter().map(PresetView::from).collect())
}
