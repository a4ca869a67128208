//! Puts out whoever may not be here any more.

use super::{ServiceError, Services};
use crate::domain::ids::AccountId;

impl Services {
    /// Puts an account that may not sign in any more out of every room, and tells its pages nothing from now on.
    /// What is asked anew with every request finds out by itself.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn expel(&self, account: AccountId) -> Result<(), ServiceError> {
        self.changes.close(account);
        for participant in self.storage.list_live_participants_of(account).await? {
            self.rooms.expel(&participant).await;
        }
        Ok(())
    }
}
