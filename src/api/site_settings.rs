//! The settings of the site, for an admin.

use leptos::prelude::*;

use serde::{Deserialize, Serialize};

use super::error::ApiError;
use crate::domain::site_settings::SiteSettings;

/// The settings, and what bounds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteSettingsView {
    /// As they are.
    pub settings: SiteSettings,
    /// For how many days an ended session and its chat can be kept at most, as the operator wants it.
    pub most_retention_days: u16,
}

/// The settings of the site, for an admin.
///
/// # Errors
/// `not_signed_in`, `not_allowed`, `too_fast`, `unavailable`.
#[server(name = ViewSiteSettings, endpoint = "site_settings")]
pub async fn site_settings() -> Result<SiteSettingsView, ApiError> {
    use crate::server::http::{Call, Limited};

    let call = Call::current()?;
    let asker = call.signed_in(Limited::Ask).await?;
    let services = call.services();
    Ok(SiteSettingsView {
        settings: services.site_settings(&asker.account).await?,
        most_retention_days: services.most_retention_days(),
    })
}
