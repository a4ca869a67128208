//! A forgotten password: nobody gets mail from here, so an admin makes a link for a new one, or the operator sets it.

use super::{
    super::{ServiceError, Services},
    AccountError, Entered,
    people::only_admins,
};
use crate::{
    domain::{
        account::Account, email_address::EmailAddress, ids::AccountId, login::Device,
        password::Password, password_reset::PasswordReset,
    },
    server::{
        secret::{LoginSecret, PasswordResetSecret},
        storage::Write,
    },
};

/// A link for a new password that was made.
#[derive(Debug, Clone)]
pub struct MadeReset {
    /// Whose password it changes.
    pub account: Account,
    /// The link.
    pub reset: PasswordReset,
    /// What stands in it; shown once.
    pub secret: PasswordResetSecret,
}

impl Services {
    /// Makes a link by which account `id` chooses a new password, for an admin. The one before is over.
    ///
    /// # Errors
    /// `not_allowed`, `account_not_found`, `account_disabled`, `unavailable`.
    pub async fn make_password_reset(
        &self,
        by: &Account,
        id: AccountId,
    ) -> Result<MadeReset, ServiceError> {
        only_admins(by)?;
        let mut write = self.storage.begin().await?;
        let account = write
            .find_account(id)
            .await?
            .ok_or(AccountError::NotFound)?;
        if !account.is_active() {
            return Err(AccountError::Disabled.into());
        }
        let reset = PasswordReset::begin(id, self.clock.now());
        let secret = PasswordResetSecret::draw(&self.randomness);
        write
            .put_password_reset(&reset, self.key.hash(&secret).0)
            .await?;
        write.commit().await?;
        tracing::info!("an admin made a link for a new password");
        Ok(MadeReset {
            account,
            reset,
            secret,
        })
    }

    /// Whose password a link changes, `reset` being the text in it, and until when.
    ///
    /// # Errors
    /// `password_link_invalid` when it was used, was replaced, is over, is of a disabled account, or never was;
    /// `unavailable`.
    pub async fn find_password_reset(
        &self,
        reset: &str,
    ) -> Result<(PasswordReset, Account), ServiceError> {
        let secret = PasswordResetSecret::parse(reset).ok_or(AccountError::PasswordLinkInvalid)?;
        self.storage
            .find_password_reset(self.key.hash(&secret).0, self.clock.now())
            .await?
            .ok_or_else(|| AccountError::PasswordLinkInvalid.into())
    }

    /// Gives whoever has a link the password `new`, ends all their logins, and begins a new one on `device`. The
    /// login that the same browser had before, by `old`, is over too, whoever's it was. A password that is refused
    /// leaves the link as it is.
    ///
    /// # Errors
    /// `password_link_invalid`, `password_refused`, `unavailable`.
    pub async fn reset_password(
        &self,
        reset: &str,
        new: &Password,
        device: Device,
        old: Option<&LoginSecret>,
    ) -> Result<Entered, ServiceError> {
        let secret = PasswordResetSecret::parse(reset).ok_or(AccountError::PasswordLinkInvalid)?;
        let (_, account) = self.find_password_reset(reset).await?;
        let password_hash = self.hash_new_password(new, &account).await?;
        let mut write = self.storage.begin().await?;
        // Somebody else may have used it meanwhile, or an admin may have disabled the account.
        let taken = write
            .take_password_reset(self.key.hash(&secret).0, self.clock.now())
            .await?
            .ok_or(AccountError::PasswordLinkInvalid)?;
        let account = match write.find_account(taken.account_id).await? {
            Some(account) if account.is_active() => account,
            _ => return Err(AccountError::PasswordLinkInvalid.into()),
        };
        put_password(&mut write, account.id, &password_hash).await?;
        let secret = self.open_login(&mut write, &account, device, old).await?;
        write.commit().await?;
        tracing::info!("somebody chose a new password by a link");
        Ok(Entered { account, secret })
    }

    /// Gives the account with the address `email` the password `new`, in the operator's name, and ends all its
    /// logins.
    ///
    /// # Errors
    /// `account_not_found`, `password_refused`, `unavailable`.
    pub async fn set_password(&self, email: &str, new: &Password) -> Result<Account, ServiceError> {
        let email = EmailAddress::parse(email).map_err(|_| AccountError::NotFound)?;
        let account = self
            .storage
            .find_account_by_email(&email)
            .await?
            .ok_or(AccountError::NotFound)?
            .account;
        let password_hash = self.hash_new_password(new, &account).await?;
        let mut write = self.storage.begin().await?;
        put_password(&mut write, account.id, &password_hash).await?;
        write.commit().await?;
        tracing::info!("the operator set a password");
        Ok(account)
    }

    /// The hash of the password that `account` is to have.
    ///
    /// # Errors
    /// `password_refused`, `unavailable`.
    pub(super) async fn hash_new_password(
        &self,
        new: &Password,
        account: &Account,
    ) -> Result<String, ServiceError> {
        new.check(&account.email, &account.name)
            .map_err(|_| AccountError::PasswordRefused)?;
        Ok(self.passwords.hash(new).await?)
    }
}

/// Gives account `id` another password. Whoever knew the old one is out, and a link for a new one is over.
pub(super) async fn put_password(
    write: &mut Write,
    id: AccountId,
    password_hash: &str,
) -> Result<(), ServiceError> {
    write.set_password_hash(id, password_hash).await?;
    write.delete_password_reset(id).await?;
    write.delete_logins(id).await?;
    Ok(())
}
