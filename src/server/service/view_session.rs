//! What a session's page shows before anybody goes in, or after it is over.

use super::{ServiceError, Services, guest_name::free_guest_name};
use crate::{
    domain::{
        clock::Timestamp,
        ids::SessionId,
        participant::{DisplayName, Participant},
        session::{EndReason, Session, SessionState},
    },
    protocol::server_message::User,
    server::secret::Ticket,
};

/// A session as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionPage {
    /// It is going on.
    Live {
        /// The session.
        session: Session,
        /// Who made it.
        host_name: DisplayName,
        /// Who is inside.
        inside: Vec<User>,
        /// Whether the asker would get a seat, or has one.
        has_place: bool,
        /// Who the asker is, when their ticket is good.
        asker: Option<Participant>,
        /// The name that an empty name would become.
        guest_name: DisplayName,
    },
    /// It is over.
    Ended {
        /// The session.
        session: Session,
        /// Who made it.
        host_name: DisplayName,
        /// Why it ended.
        reason: EndReason,
        /// When.
        ended_at: Timestamp,
        /// Until when its chat is kept.
        kept_until: Timestamp,
        /// What there was; only for those who were inside.
        figures: Option<Figures>,
    },
}

/// A session in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// How long it was, in whole minutes.
    pub minutes: u32,
    /// How many people were inside.
    pub people: u32,
    /// How many messages were written.
    pub messages: u32,
}

impl Services {
    /// The page of session `id`; none when there is no such session.
    ///
    /// # Errors
    /// `unavailable` when it cannot be read.
    pub async fn view_session(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Option<SessionPage>, ServiceError> {
        let Some(record) = self.storage.find_session(id).await? else {
            return Ok(None);
        };
        let asker = self.find_participant(id, ticket).await?;
        let (session, host_name) = (record.session, record.host_name);
        let page = match session.state {
            SessionState::Ended { at, reason } => {
                let figures = match asker {
                    Some(_) => Some(self.figures(&session, at).await?),
                    None => None,
                };
                let kept_until = at.plus(self.lifetimes.retention);
                SessionPage::Ended {
                    session,
                    host_name,
                    reason,
                    ended_at: at,
                    kept_until,
                    figures,
                }
            }
            SessionState::Live { .. } => {
                let glimpse = self
                    .rooms
                    .look(id, asker.as_ref().map(|asker| asker.id))
                    .await?;
                let guest_name = free_guest_name(id, &self.storage.list_names(id).await?);
                let has_place = glimpse.has_place;
                SessionPage::Live {
                    session,
                    host_name,
                    inside: glimpse.users,
                    has_place,
                    asker,
                    guest_name,
                }
            }
        };
        Ok(Some(page))
    }

    async fn figures(
        &self,
        session: &Session,
        ended_at: Timestamp,
    ) -> Result<Figures, ServiceError> {
        let counts = self.storage.count_session(session.id).await?;
        let minutes = ended_at.since(session.created_at).as_secs() / 60;
        Ok(Figures {
            minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
            people: u32::try_from(counts.people).unwrap_or(u32::MAX),
            messages: u32::try_from(counts.messages).unwrap_or(u32::MAX),
        })
    }
}
