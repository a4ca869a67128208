//! Begins a login: always with a new secret, never with one that a browser brought along.

use super::super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        ids::LoginId,
        limits,
        login::{Device, Login},
    },
    server::{secret::LoginSecret, storage::Write},
};

/// Somebody who has just signed in, and the secret that proves it from now on.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Who.
    pub account: Account,
    /// For their cookie.
    pub secret: LoginSecret,
}

impl Services {
    /// Begins a login on `device`. The one that the same browser had before, by `old`, is over.
    pub(super) async fn open_login(
        &self,
        write: &mut Write,
        account: &Account,
        device: Device,
        old: Option<&LoginSecret>,
    ) -> Result<LoginSecret, ServiceError> {
        if let Some(old) = old {
            write.delete_login_by_secret(self.key.hash(old).0).await?;
        }
        let now = self.clock.now();
        let id = LoginId::from_uuid(self.randomness.sortable_id(now));
        let login = Login::begin(id, account.id, device, now);
        let secret = LoginSecret::draw(&self.randomness);
        write.insert_login(&login, self.key.hash(&secret).0).await?;
        write
            .delete_oldest_logins(account.id, limits::LOGINS_PER_ACCOUNT)
            .await?;
        Ok(secret)
    }
}
