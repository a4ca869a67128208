//! Every session that is not over, for an admin: to see what goes on, and to end what should not.

use super::{ListedSession, ServiceError, Services, account::only_admins, my_sessions::listed};
use crate::domain::{
    account::Account,
    ids::SessionId,
    limits,
    schedule::Reach,
    session::{CancelReason, EndReason, SessionState},
};

/// The sessions of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSessions {
    /// Going on, the one that began last first.
    pub live: Vec<ListedSession>,
    /// Nobody has begun them yet; the next one first.
    pub upcoming: Vec<ListedSession>,
}

impl Services {
    /// Every session that is not over, for an admin; of each list the first [`limits::SESSIONS_PAGE`].
    ///
    /// # Errors
    /// `not_allowed`, `unavailable`.
    pub async fn open_sessions(&self, by: &Account) -> Result<OpenSessions, ServiceError> {
        only_admins(by)?;
        let people = self.storage.list_people_of_open().await?;
        let invitations = self.storage.list_invitations(self.clock.now()).await?;
        let invited: Vec<_> = invitations.into_iter().filter_map(|one| one.to).collect();
        let page = limits::SESSIONS_PAGE;
        Ok(OpenSessions {
            live: listed(self.storage.list_live(page).await?, &people, &invited, None),
            upcoming: listed(
                self.storage.list_scheduled(page).await?,
                &people,
                &invited,
                None,
            ),
        })
    }

    /// Ends the session `id` for everyone, or calls it off with all that follow it, for an admin.
    ///
    /// # Errors
    /// `not_allowed`, `session_not_found`, `session_ended`, `unavailable`.
    pub async fn close_session(&self, by: &Account, id: SessionId) -> Result<(), ServiceError> {
        only_admins(by)?;
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        match record.session.state {
            SessionState::Live { .. } => self.finish(record.session, EndReason::EndedByAdmin).await,
            SessionState::Scheduled { .. } => {
                let members = self.storage.list_members(id).await?;
                let told = members.into_iter().map(|member| member.account).collect();
                self.call_off(id, CancelReason::default(), Reach::AllThatFollow, told)
                    .await
            }
            SessionState::Ended { .. } | SessionState::Cancelled { .. } => {
                Err(ServiceError::SessionEnded)
            }
        }
    }
}
