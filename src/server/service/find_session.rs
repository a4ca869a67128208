//! Finds the session that somebody typed or pasted.

use super::{ServiceError, Services};
use crate::domain::{access_code::AccessCode, ids::SessionId, locator::Locator};

impl Services {
    /// The session that `input` leads to: a link or an id of one that is live or is to be, a code of one that is
    /// live, or a sentence with one of them in it.
    ///
    /// # Errors
    /// `session_not_found` for everything that opens no session, whatever the reason; `codes_paused` when too
    /// many wrong codes were tried by anybody, `unavailable`.
    pub async fn find_session(&self, input: &str) -> Result<SessionId, ServiceError> {
        match Locator::read(input) {
            Some(Locator::Session(id)) => match self.storage.find_session(id).await? {
                Some(record) if record.session.is_live() || record.session.is_scheduled() => Ok(id),
                _ => Err(ServiceError::SessionNotFound),
            },
            Some(Locator::LiveCode(code)) => self.find_session_by_code(&code).await,
            None => Err(ServiceError::SessionNotFound),
        }
    }

    async fn find_session_by_code(&self, code: &AccessCode) -> Result<SessionId, ServiceError> {
        let now = self.clock.now();
        if !self.code_budget.take(now) {
            return Err(ServiceError::CodesPaused);
        }
        let found = self
            .storage
            .find_session_by_code(self.key.hash_code(code).0, now)
            .await?;
        match found {
            Some(id) => {
                self.code_budget.give_back();
                Ok(id)
            }
            None => Err(ServiceError::SessionNotFound),
        }
    }
}
