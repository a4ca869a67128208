//! Looking after people: who there is, and what an admin changes about them.

use super::{
    super::{ServiceError, Services},
    AccountError,
};
use crate::domain::{
    account::{Account, AccountRole, AccountState, PersonChange},
    ids::AccountId,
    invitation::Invitation,
};

/// Everybody who has an account, and every invitation to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// By name.
    pub accounts: Vec<Account>,
    /// Those that are still good, the newest first.
    pub invitations: Vec<Invitation>,
}

impl Services {
    /// Everybody, for an admin.
    ///
    /// # Errors
    /// `not_allowed`, `unavailable`.
    pub async fn list_people(&self, by: &Account) -> Result<People, ServiceError> {
        only_admins(by)?;
        Ok(People {
            accounts: self.storage.list_accounts().await?,
            invitations: self.storage.list_invitations(self.clock.now()).await?,
        })
    }

    /// Changes something about account `id`, for an admin. One who is disabled is out at once, everywhere.
    ///
    /// # Errors
    /// `not_allowed`, `account_not_found`, `last_admin`, `unavailable`.
    pub async fn change_person(
        &self,
        by: &Account,
        id: AccountId,
        change: PersonChange,
    ) -> Result<Account, ServiceError> {
        only_admins(by)?;
        let mut write = self.storage.begin().await?;
        let mut account = write
            .find_account(id)
            .await?
            .ok_or(AccountError::NotFound)?;
        match change {
            PersonChange::Disable => {
                let since = self.clock.now();
                account.state = AccountState::Disabled { since };
            }
            PersonChange::Enable => account.state = AccountState::Active,
            PersonChange::EndLogins => {}
            PersonChange::MakeMentor => account.role = AccountRole::Mentor,
            PersonChange::MakeLearner => account.role = AccountRole::Learner,
            PersonChange::MakeAdmin => account.role = AccountRole::Admin,
        }
        write.update_account(&account).await?;
        if matches!(change, PersonChange::Disable | PersonChange::EndLogins) {
            write.delete_logins(id).await?;
        }
        if change == PersonChange::Disable {
            write.delete_password_reset(id).await?;
        }
        if write.count_active_admins().await? == 0 {
            return Err(AccountError::LastAdmin.into());
        }
        write.commit().await?;
        if change == PersonChange::Disable {
            self.expel(id).await?;
        }
        tracing::info!(?change, "an admin changed an account");
        Ok(account)
    }
}

/// Lets admins pass.
///
/// # Errors
/// `not_allowed`.
pub(in super::super) fn only_admins(by: &Account) -> Result<(), ServiceError> {
    if by.is_active_admin() {
        Ok(())
    } else {
        Err(ServiceError::NotAllowed)
    }
}
