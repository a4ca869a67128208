//! What a session's page shows before anybody goes in, or after it is over.

use std::time::Duration;

use super::{ServiceError, Services, guest_name::free_guest_name};
use crate::{
    domain::{
        account::Account,
        clock::Timestamp,
        door::Door,
        ids::SessionId,
        participant::{DisplayName, Participant, Standing},
        role::{Grants, Role},
        schedule::Part,
        session::{CancelReason, EndReason, Session, SessionState},
    },
    protocol::server_message::User,
    server::secret::Ticket,
};

/// A session as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionPage {
    /// It is to be.
    Scheduled {
        /// The session.
        session: Session,
        /// Who made it.
        host_name: DisplayName,
        /// Who else is of the appointment, by name.
        others: Vec<DisplayName>,
        /// Whether the asker is of the appointment, and may begin it.
        may_start: bool,
    },
    /// It was to be, and will not.
    Cancelled {
        /// The session.
        session: Session,
        /// Who made it.
        host_name: DisplayName,
        /// What was said about it.
        reason: CancelReason,
    },
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
        /// Whether the asker is signed in, or the session is for everybody who has its link.
        is_welcome: bool,
        /// Whether the asker's seat waits for a host to let them in, or would.
        knocks: bool,
        /// What the asker may do inside, or would.
        grants: Grants,
        /// The name that an empty name would become.
        guest_name: DisplayName,
    },
    /// It is going on without the asker.
    Shut {
        /// The session.
        session: Session,
        /// Who made it.
        host_name: DisplayName,
        /// Why.
        why: Closed,
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

/// Why a session that is going on is closed to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Nobody new is let in.
    Locked,
    /// A host did not let them in.
    Denied,
    /// A host put them out.
    Removed,
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
    /// The page of session `id` for whoever came with `code`, or without one; none when there is no such session.
    ///
    /// # Errors
    /// `session_not_found` when `code` is wrong and the asker has no seat yet, `unavailable` when it cannot be read.
    pub async fn view_session(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        code: &str,
    ) -> Result<Option<SessionPage>, ServiceError> {
        match self.page_now(id, ticket, account, code).await {
            // It ended after its row was read: the row says now how.
            Err(ServiceError::SessionEnded) => self.page_now(id, ticket, account, code).await,
            page => page,
        }
    }

    async fn page_now(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        code: &str,
    ) -> Result<Option<SessionPage>, ServiceError> {
        let Some(record) = self.storage.find_session(id).await? else {
            return Ok(None);
        };
        let asker = self.find_participant(id, ticket).await?;
        let (session, host_name) = (record.session, record.host_name);
        let page = match session.state.clone() {
            SessionState::Scheduled { .. } => {
                let members = self.storage.list_members(id).await?;
                let may_start = account.is_some_and(|account| {
                    members.iter().any(|member| member.account == account.id)
                });
                let host = self.storage.find_host_account(id).await?;
                SessionPage::Scheduled {
                    session,
                    host_name,
                    others: members
                        .into_iter()
                        .filter(|member| Some(member.account) != host)
                        .map(|member| member.name)
                        .collect(),
                    may_start,
                }
            }
            SessionState::Cancelled { reason, .. } => SessionPage::Cancelled {
                session,
                host_name,
                reason,
            },
            SessionState::Ended {
                began_at,
                at,
                reason,
            } => {
                let was_inside = match account {
                    _ if asker.is_some() => true,
                    Some(account) => self.storage.belongs_to_session(id, account.id).await?,
                    None => false,
                };
                let figures = match began_at {
                    Some(began_at) if was_inside => {
                        Some(self.figures(id, at.since(began_at)).await?)
                    }
                    _ => None,
                };
                let kept_until = at.plus(self.retention().await?);
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
                self.live_page(id, host_name, asker, account, code).await?
            }
        };
        Ok(Some(page))
    }

    async fn live_page(
        &self,
        id: SessionId,
        host_name: DisplayName,
        bearer: Option<Participant>,
        account: Option<&Account>,
        code: &str,
    ) -> Result<SessionPage, ServiceError> {
        let by_account = match (&bearer, account) {
            (None, Some(account)) => {
                self.storage
                    .find_participant_by_account(id, account.id)
                    .await?
            }
            _ => None,
        };
        let has_ticket = bearer.is_some();
        let glimpse = self
            .rooms
            .look(id, bearer.as_ref().or(by_account.as_ref()))
            .await?;
        let session = glimpse.session;
        let known = glimpse.asker;
        let part = match account {
            Some(account) if known.is_none() => self.find_part(id, account.id).await?,
            _ => None,
        };
        let has_account = account.is_some();
        let knocks = match known.as_ref().map(|known| known.standing) {
            Some(Standing::Admitted) => false,
            Some(Standing::Waiting { .. }) => true,
            // Without a ticket of theirs they may ask to be let in again.
            Some(Standing::Removed { banned: false }) if !has_ticket => true,
            Some(Standing::Removed { .. }) => {
                return Ok(shut(session, host_name, Closed::Removed));
            }
            Some(Standing::Denied) => return Ok(shut(session, host_name, Closed::Denied)),
            None if part.map(Part::role) == Some(Role::Host) => false,
            None if session.policy.door == Door::Locked => {
                return Ok(shut(session, host_name, Closed::Locked));
            }
            None => session.policy.door == Door::Lobby || (glimpse.guests_knock && !has_account),
        };
        let grants = match (&known, part) {
            (Some(known), _) => session.grants(known),
            (None, Some(part)) => session.policy.grants(part.role()),
            // Where both parts may do the same, no code makes a difference.
            (None, None)
                if code.is_empty() && session.policy.collaborator == session.policy.viewer =>
            {
                session.policy.viewer
            }
            (None, None) => session
                .policy
                .grants(self.part_by_code(&session, code).await?),
        };
        let guest_name = free_guest_name(id, &self.storage.list_names(id).await?);
        Ok(SessionPage::Live {
            host_name,
            inside: glimpse.users,
            has_place: knocks || glimpse.has_place,
            asker: known.filter(|_| has_ticket),
            is_welcome: session.guests || has_account || has_ticket,
            knocks,
            grants,
            guest_name,
            session,
        })
    }

    async fn figures(&self, id: SessionId, length: Duration) -> Result<Figures, ServiceError> {
        let counts = self.storage.count_session(id).await?;
        let minutes = length.as_secs() / 60;
        Ok(Figures {
            minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
            people: u32::try_from(counts.people).unwrap_or(u32::MAX),
            messages: u32::try_from(counts.messages).unwrap_or(u32::MAX),
        })
    }
}

const fn shut(session: Session, host_name: DisplayName, why: Closed) -> SessionPage {
    SessionPage::Shut {
        session,
        host_name,
        why,
    }
}
