//! Where somebody is signed in, and how they end it from afar.

use super::super::{ServiceError, Services};
use crate::domain::{
    ids::{AccountId, LoginId},
    login::Login,
};

impl Services {
    /// Where account `id` is signed in, the last used first.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn list_logins(&self, id: AccountId) -> Result<Vec<Login>, ServiceError> {
        Ok(self.storage.list_logins(id, self.clock.now()).await?)
    }

    /// Ends one login of account `id`. One that is over, or that is another's, is left as it is.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn end_login(&self, id: AccountId, login: LoginId) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write.delete_login(id, login).await?;
        Ok(write.commit().await?)
    }
}
