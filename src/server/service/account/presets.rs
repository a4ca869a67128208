//! Rules that somebody saves under a name, and the rules that a chosen template stands for. A session takes a copy of
//! them: what becomes of them later changes none.

use super::{
    super::{ServiceError, Services},
    AccountError,
};
use crate::domain::{
    account::Account,
    ids::{AccountId, PresetId},
    limits,
    own_preset::{OwnPreset, PresetForm, PresetName},
    rules::{Template, TemplateChoice},
};

impl Services {
    /// The rules that account `id` saved, by name.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn list_presets(&self, id: AccountId) -> Result<Vec<OwnPreset>, ServiceError> {
        Ok(self.storage.list_presets(id).await?)
    }

    /// The rules `id` of `account`; somebody else's are as none.
    ///
    /// # Errors
    /// `preset_not_found`, `unavailable`.
    pub async fn find_preset(
        &self,
        account: AccountId,
        id: PresetId,
    ) -> Result<OwnPreset, ServiceError> {
        let found = self.storage.find_preset(account, id).await?;
        Ok(found.ok_or(AccountError::PresetNotFound)?)
    }

    /// Saves rules of `account`: the new ones of `form`, or in the place of those called `id`.
    ///
    /// # Errors
    /// `name_empty`, `name_taken` when the account has others of this name, `too_many_presets`, `preset_not_found`,
    /// `unavailable`.
    pub async fn save_preset(
        &self,
        account: AccountId,
        id: Option<PresetId>,
        form: &PresetForm,
    ) -> Result<PresetId, ServiceError> {
        let name = PresetName::clean(&form.name).ok_or(AccountError::NameEmpty)?;
        let now = self.clock.now();
        let mut write = self.storage.begin().await?;
        let saved = write.list_presets(account).await?;
        match id {
            Some(id) if saved.iter().all(|preset| preset.id != id) => {
                return Err(AccountError::PresetNotFound.into());
            }
            None if saved.len() >= limits::PRESETS_PER_ACCOUNT => {
                return Err(AccountError::TooManyPresets.into());
            }
            _ => {}
        }
        let taken =
            |preset: &OwnPreset| Some(preset.id) != id && preset.name.folded() == name.folded();
        if saved.iter().any(taken) {
            return Err(AccountError::PresetNameTaken.into());
        }
        let preset = OwnPreset {
            id: id.unwrap_or_else(|| PresetId::from_uuid(self.randomness.sortable_id(now))),
            account,
            name,
            rules: form.rules(),
        };
        write.put_preset(&preset, now).await?;
        write.commit().await?;
        Ok(preset.id)
    }

    /// Deletes rules of `account`. What is gone, or is another's, is left as it is.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn delete_preset(
        &self,
        account: AccountId,
        id: PresetId,
    ) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write.delete_preset(account, id).await?;
        Ok(write.commit().await?)
    }

    /// The template that `word` names for `by`, nobody being a guest; none for an empty word.
    ///
    /// # Errors
    /// `preset_not_found`, also for somebody else's; `unavailable`.
    pub async fn find_template(
        &self,
        by: Option<&Account>,
        word: &str,
    ) -> Result<Option<Template>, ServiceError> {
        if word.is_empty() {
            return Ok(None);
        }
        let choice = word.parse().map_err(|_| AccountError::PresetNotFound)?;
        Ok(Some(match (choice, by) {
            (TemplateChoice::BuiltIn(preset), _) => preset.into(),
            (TemplateChoice::Own(id), Some(account)) => {
                Template::own(self.find_preset(account.id, id).await?.rules)
            }
            (TemplateChoice::Own(_), None) => return Err(AccountError::PresetNotFound.into()),
        }))
    }
}
