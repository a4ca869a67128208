//! Changes what the others see of somebody, and how they see times and words themselves.

use super::{
    super::{ServiceError, Services},
    AccountError,
    time_zone::find_time_zone,
};
use crate::domain::{
    account::{Account, Language},
    ids::AccountId,
    participant::DisplayName,
};

/// What somebody wants to be called and how they want to read, as they typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Their name.
    pub name: String,
    /// Their time zone.
    pub time_zone: String,
    /// Their language.
    pub language: Language,
}

impl Services {
    /// Changes the profile of account `id`.
    ///
    /// # Errors
    /// `name_empty`, `time_zone_unknown`, `not_signed_in`, `unavailable`.
    pub async fn change_profile(
        &self,
        id: AccountId,
        profile: Profile,
    ) -> Result<Account, ServiceError> {
        let name = DisplayName::clean(&profile.name).ok_or(AccountError::NameEmpty)?;
        let time_zone = find_time_zone(&profile.time_zone).ok_or(AccountError::TimeZoneUnknown)?;
        let mut write = self.storage.begin().await?;
        // Read here, so that what an admin changes at the same time is not lost.
        let account = write
            .find_account(id)
            .await?
            .ok_or(AccountError::NotSignedIn)?;
        let account = Account {
            name,
            time_zone,
            language: profile.language,
            ..account
        };
        write.update_account(&account).await?;
        write.commit().await?;
        Ok(account)
    }
}
