//! Who is signed in.

use super::super::{ServiceError, Services};
use crate::{
    domain::{account::Account, ids::LoginId, login::Login},
    server::secret::LoginSecret,
};

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// By which login.
    pub login: LoginId,
    /// Whether the login lasts longer by this use: then their cookie should too.
    pub renewed: bool,
}

impl Services {
    /// Who is signed in by `secret`; nobody when the login is over or the account is disabled.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn find_signed_in(
        &self,
        secret: &LoginSecret,
    ) -> Result<Option<SignedIn>, ServiceError> {
        let now = self.clock.now();
        let Some((login, account)) = self
            .storage
            .find_login(self.key.hash(secret).0, now)
            .await?
        else {
            return Ok(None);
        };
        let renewed = match login.used(now) {
            // Who they are is known all the same when there is no place to note it; the log has it.
            Some(used) => self.note_use(&used).await.is_ok(),
            None => false,
        };
        Ok(Some(SignedIn {
            account,
            login: login.id,
            renewed,
        }))
    }

    async fn note_use(&self, used: &Login) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write.note_login_use(used).await?;
        Ok(write.commit().await?)
    }
}
