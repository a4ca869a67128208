//! Gives somebody another password. Whoever knew the old one is out.

use super::{
    super::{ServiceError, Services},
    AccountError, Entered,
    password_resets::put_password,
};
use crate::domain::{ids::AccountId, login::Device, password::Password};

impl Services {
    /// Changes the password of account `id`, ends all its logins, and begins a new one on `device`.
    ///
    /// # Errors
    /// `wrong_password` when `present` is not theirs, `password_refused`, `not_signed_in`, `unavailable`.
    pub async fn change_password(
        &self,
        id: AccountId,
        present: &Password,
        new: &Password,
        device: Device,
    ) -> Result<Entered, ServiceError> {
        let record = self
            .storage
            .find_account(id)
            .await?
            .ok_or(AccountError::NotSignedIn)?;
        if !self
            .passwords
            .verify(present, Some(&record.password_hash))
            .await?
        {
            return Err(AccountError::WrongPassword.into());
        }
        let password_hash = self.hash_new_password(new, &record.account).await?;
        let mut write = self.storage.begin().await?;
        let account = match write.find_account(id).await? {
            Some(account) if account.is_active() => account,
            _ => return Err(AccountError::NotSignedIn.into()),
        };
        put_password(&mut write, id, &password_hash).await?;
        let secret = self.open_login(&mut write, &account, device, None).await?;
        write.commit().await?;
        tracing::info!("somebody changed their password");
        Ok(Entered { account, secret })
    }
}
