//! Tells pages who came into a session, or went.

use super::{ServiceError, Services};

impl Services {
    /// Tells the pages of everybody who belongs to a session in which somebody came or went since this was last
    /// asked.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn tell_presence(&self) -> Result<(), ServiceError> {
        for id in self.rooms.take_presence() {
            self.changes.poke(self.storage.list_accounts_in(id).await?);
        }
        Ok(())
    }
}
