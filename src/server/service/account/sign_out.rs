//! Signs somebody out: here, or on every device.

use super::super::{ServiceError, Services};
use crate::{domain::ids::AccountId, server::secret::LoginSecret};

impl Services {
    /// Ends the login that `secret` proves; one that has ended already stays so.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn sign_out(&self, secret: &LoginSecret) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write
            .delete_login_by_secret(self.key.hash(secret).0)
            .await?;
        write.commit().await?;
        tracing::info!("somebody signed out");
        Ok(())
    }

    /// Ends every login of account `id`.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn sign_out_everywhere(&self, id: AccountId) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write.delete_logins(id).await?;
        write.commit().await?;
        tracing::info!("somebody signed out everywhere");
        Ok(())
    }
}
