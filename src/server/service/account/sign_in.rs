//! Signs somebody in by address and password.

use super::{
    super::{ServiceError, Services},
    AccountError, Entered,
};
use crate::{
    domain::{email_address::EmailAddress, login::Device, password::Password},
    server::secret::LoginSecret,
};

impl Services {
    /// Signs somebody in on `device`. The login that the same browser had before, by `old`, is over. Whether
    /// there is an account with this address is told by nothing: not by the answer, not by the work for it.
    ///
    /// # Errors
    /// `wrong_login`, `account_disabled`, `unavailable`.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &Password,
        device: Device,
        old: Option<&LoginSecret>,
    ) -> Result<Entered, ServiceError> {
        let record = match EmailAddress::parse(email) {
            Ok(email) => self.storage.find_account_by_email(&email).await?,
            Err(_) => None,
        };
        let hash = record.as_ref().map(|record| record.password_hash.as_str());
        let right = self.passwords.verify(password, hash).await?;
        let id = match record {
            Some(record) if right => record.account.id,
            _ => return Err(AccountError::WrongLogin.into()),
        };
        let mut write = self.storage.begin().await?;
        // An admin may have disabled it meanwhile; who knows the password may know that.
        let account = match write.find_account(id).await? {
            Some(account) if account.is_active() => account,
            _ => return Err(AccountError::Disabled.into()),
        };
        let secret = self.open_login(&mut write, &account, device, old).await?;
        write.commit().await?;
        tracing::info!("somebody signed in");
        Ok(Entered { account, secret })
    }
}
