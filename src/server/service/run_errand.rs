//! What a host commands by their socket and the room cannot do alone. That they may was decided by the room.

use super::{ServiceError, Services};
use crate::{
    domain::{ids::SessionId, session::EndReason},
    server::rooms::Errand,
};

impl Services {
    /// Does `errand` for session `id`.
    ///
    /// # Errors
    /// `session_not_found`, `session_ended`, `message_not_found`, `unavailable`.
    pub async fn run_errand(&self, id: SessionId, errand: Errand) -> Result<(), ServiceError> {
        let mut write = match errand {
            Errand::End => {
                let record = self
                    .storage
                    .find_session(id)
                    .await?
                    .ok_or(ServiceError::SessionNotFound)?;
                return self.finish(record.session, EndReason::EndedByHost).await;
            }
            Errand::RemoveMessage(_) | Errand::Announce(..) => self.storage.begin().await?,
        };
        let changed = match errand {
            Errand::RemoveMessage(message) => {
                let now = self.clock.now();
                write.delete_chat_message(id, message, None, now).await?
            }
            Errand::Announce(message, announcement) => {
                write
                    .announce_chat_message(id, message, announcement)
                    .await?
            }
            Errand::End => None,
        }
        .ok_or(ServiceError::MessageNotFound)?;
        write.commit().await?;
        self.rooms.changed(id, changed).await;
        Ok(())
    }
}
