//! The settings of the site: what an admin may change while the server runs.

use std::time::Duration;

use super::{
    super::{ServiceError, Services},
    people::only_admins,
};
use crate::domain::{account::Account, site_settings::SiteSettings};

impl Services {
    /// The settings, for an admin.
    ///
    /// # Errors
    /// `not_allowed`, `unavailable`.
    pub async fn site_settings(&self, by: &Account) -> Result<SiteSettings, ServiceError> {
        only_admins(by)?;
        Ok(self.storage.read_site_settings().await?)
    }

    /// For how many days an ended session and its chat can be kept at most, as the operator wants it.
    pub fn most_retention_days(&self) -> u16 {
        let days = self.lifetimes.retention.as_secs() / (24 * 60 * 60);
        u16::try_from(days).unwrap_or(u16::MAX)
    }

    /// How long an ended session and its chat are kept.
    ///
    /// # Errors
    /// `unavailable`.
    pub(in super::super) async fn retention(&self) -> Result<Duration, ServiceError> {
        let settings = self.storage.read_site_settings().await?;
        Ok(settings.retention(self.lifetimes.retention))
    }

    /// Changes the settings, for an admin. They count from the next request on.
    ///
    /// # Errors
    /// `not_allowed`, `unavailable`.
    pub async fn change_site_settings(
        &self,
        by: &Account,
        settings: SiteSettings,
    ) -> Result<(), ServiceError> {
        only_admins(by)?;
        let mut write = self.storage.begin().await?;
        write.put_site_settings(settings).await?;
        write.commit().await?;
        tracing::info!(?settings, "an admin changed the settings");
        Ok(())
    }
}
