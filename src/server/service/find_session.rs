//! Finds the live session that somebody typed or pasted.

use super::{ServiceError, Services};
use crate::domain::{ids::SessionId, locator::find_session_id};

impl Services {
    /// The session that `input` (a link, an id, or a sentence with one in it) leads to.
    ///
    /// # Errors
    /// `session_not_found` for everything that opens no session, whatever the reason; `unavailable`.
    pub async fn find_session(&self, input: &str) -> Result<SessionId, ServiceError> {
        let id = find_session_id(input).ok_or(ServiceError::SessionNotFound)?;
        match self.storage.find_session(id).await? {
            Some(record) if record.session.is_live() => Ok(id),
            _ => Err(ServiceError::SessionNotFound),
        }
    }
}
