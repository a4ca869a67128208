//! Takes back what somebody wrote. The place of the message stays, so that numbers have no gap.

use super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        ids::{MessageId, SessionId},
    },
    server::secret::Ticket,
};

impl Services {
    /// Takes back the asker's own message `message` of session `id`, and shows that to everybody in the room. Who
    /// they are says their ticket, or their account: a session that is over may be long gone from this device.
    ///
    /// # Errors
    /// `session_not_found`, `not_joined`, `message_not_found` when there is no such message of theirs,
    /// `unavailable`.
    pub async fn delete_message(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        message: MessageId,
    ) -> Result<(), ServiceError> {
        let by_account = match account {
            Some(account) => {
                self.storage
                    .find_participant_by_account(id, account.id)
                    .await?
            }
            None => None,
        };
        let author = match by_account {
            Some(participant) => participant,
            None => self.authenticate(id, ticket).await?,
        };
        let mut write = self.storage.begin().await?;
        let deleted = write
            .delete_chat_message(id, message, Some(author.id), self.clock.now())
            .await?
            .ok_or(ServiceError::MessageNotFound)?;
        write.commit().await?;
        self.rooms.changed(id, deleted).await;
        Ok(())
    }
}
