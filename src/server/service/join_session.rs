//! Gives somebody a seat, or gives them theirs again.
//!
//! Whoever is signed in is one participant of a session, from whichever device: there they get a new ticket, and
//! the one before proves nobody any more. A guest is whoever has the ticket.

use super::{Seated, ServiceError, Services, guest_name::free_guest_name};
use crate::{
    domain::{
        account::Account,
        ids::{AccountId, ParticipantId, SessionId},
        participant::{DisplayName, Participant, Standing},
        role::Role,
        schedule::Part,
        session::{Session, SessionState},
    },
    server::{rooms::Arrival, secret::Ticket},
};

/// What says the part of who comes for the first time: a host may have changed that of the others.
#[derive(Debug, Clone, Copy)]
pub(super) enum PartBy<'a> {
    /// The code of their link, as it was typed; empty for a link without one.
    Code(&'a str),
    /// A code that was read already.
    Role(Role),
}

impl Services {
    /// Joins session `id` by `account`, under its name; without one as `name`, or as a guest with a number when
    /// `name` is empty. With a ticket that is still good, the same seat is given again. `code` is that of a link
    /// that gives a part, or empty.
    ///
    /// # Errors
    /// `session_not_found`, also for a wrong code, `session_not_begun`, `session_ended`, `session_full`,
    /// `session_locked`, `not_admitted`, `removed`, `not_signed_in` when the session is for people with an account,
    /// `unavailable`.
    pub async fn join_session(
        &self,
        id: SessionId,
        name: &str,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        code: &str,
    ) -> Result<Seated, ServiceError> {
        self.join(id, name, ticket, account, PartBy::Code(code))
            .await
    }

    /// The same, by what says the part.
    pub(super) async fn join(
        &self,
        id: SessionId,
        name: &str,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        part: PartBy<'_>,
    ) -> Result<Seated, ServiceError> {
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        let session = record.session;
        refuse_unless_live(&session)?;
        let bearer = self.find_participant(id, ticket).await?;
        let Some(account) = account else {
            return match bearer {
                Some(participant) => {
                    let name = DisplayName::clean(name);
                    self.join_again(&session, participant, name).await
                }
                None => {
                    let role = self.first_part(&session, part).await?;
                    self.join_as_guest(&session, name, role).await
                }
            };
        };
        match bearer {
            Some(participant) if participant.account == Some(account.id) => {
                self.join_again(&session, participant, Some(account.name.clone()))
                    .await
            }
            bearer => self.join_by_account(&session, account, bearer, part).await,
        }
    }

    async fn first_part(&self, session: &Session, by: PartBy<'_>) -> Result<Role, ServiceError> {
        match by {
            PartBy::Code(typed) => self.part_by_code(session, typed).await,
            PartBy::Role(role) => Ok(role),
        }
    }

    async fn join_as_guest(
        &self,
        session: &Session,
        name: &str,
        role: Role,
    ) -> Result<Seated, ServiceError> {
        let mut participant = Participant {
            name: DisplayName::clean(name).unwrap_or_else(|| free_guest_name(session.id, &[])),
            ..self.newcomer(session, role)
        };
        // The seat first: nothing is stored of somebody who gets none.
        participant = self.rooms.reserve(&participant, Arrival::New).await?;
        let ticket = Ticket::draw(&self.randomness);
        let mut write = self.storage.begin().await?;
        if DisplayName::clean(name).is_none() {
            participant.name = free_guest_name(session.id, &write.list_names(session.id).await?);
        }
        write
            .insert_participant(&participant, self.key.hash(&ticket).0)
            .await?;
        write.commit().await?;
        tracing::info!("somebody joined a session");
        Ok(Seated {
            is_new: true,
            ..seated(session, participant, Some(ticket))
        })
    }

    /// Somebody who is signed in, on a device that has no ticket of theirs. A guest's ticket that the device has
    /// becomes theirs, unless they are in the session already.
    async fn join_by_account(
        &self,
        session: &Session,
        account: &Account,
        bearer: Option<Participant>,
        first_part: PartBy<'_>,
    ) -> Result<Seated, ServiceError> {
        let known = self
            .storage
            .find_participant_by_account(session.id, account.id)
            .await?;
        let part = self.find_part(session.id, account.id).await?;
        let own = known
            .clone()
            .or_else(|| bearer.filter(|guest| guest.account.is_none()));
        let arrival = match (&known, &own) {
            (Some(_), _) => Arrival::ByAccount,
            (None, Some(_)) => Arrival::Again,
            (None, None) => Arrival::New,
        };
        let participant = match own.clone() {
            Some(own) => own,
            None => self.newcomer(session, self.first_part(session, first_part).await?),
        };
        // Whoever was here before by their account has the part that they have now, which a host may have changed.
        let role = match part {
            Some(part) if known.is_none() && participant.role != Role::Host => part.role(),
            _ => participant.role,
        };
        let mut participant = Participant {
            account: Some(account.id),
            name: account.name.clone(),
            role,
            ..participant
        };
        participant = self.rooms.reserve(&participant, arrival).await?;
        let ticket = Ticket::draw(&self.randomness);
        let hash = self.key.hash(&ticket).0;
        let mut write = self.storage.begin().await?;
        let participant = match write
            .find_participant_by_account(session.id, account.id)
            .await?
        {
            // They joined from another device just now.
            Some(other) if known.is_none() => Participant {
                id: other.id,
                joined_at: other.joined_at,
                ..participant
            },
            _ if own.is_none() => {
                write.insert_participant(&participant, hash).await?;
                participant
            }
            _ => participant,
        };
        write.update_participant(&participant).await?;
        if known.is_none() {
            write.set_role(participant.id, participant.role).await?;
        }
        write.replace_ticket(participant.id, hash).await?;
        write.commit().await?;
        self.changes.poke([account.id]);
        tracing::info!("somebody joined a session by their account");
        Ok(Seated {
            is_new: arrival == Arrival::New,
            ..seated(session, participant, Some(ticket))
        })
    }

    /// What `account` is in the appointment; none when it is not of it.
    pub(super) async fn find_part(
        &self,
        id: SessionId,
        account: AccountId,
    ) -> Result<Option<Part>, ServiceError> {
        Ok(self
            .storage
            .list_members(id)
            .await?
            .into_iter()
            .find(|member| member.account == account)
            .map(|member| member.part))
    }

    /// Somebody whose ticket is good; `name` is the one that they want now.
    async fn join_again(
        &self,
        session: &Session,
        mut participant: Participant,
        name: Option<DisplayName>,
    ) -> Result<Seated, ServiceError> {
        participant = self.rooms.reserve(&participant, Arrival::Again).await?;
        if let Some(name) = name.filter(|name| *name != participant.name) {
            participant.name = name;
            let mut write = self.storage.begin().await?;
            write.update_participant(&participant).await?;
            write.commit().await?;
        }
        Ok(seated(session, participant, None))
    }

    fn newcomer(&self, session: &Session, role: Role) -> Participant {
        let now = self.clock.now();
        Participant {
            id: ParticipantId::from_uuid(self.randomness.sortable_id(now)),
            session_id: session.id,
            account: None,
            name: free_guest_name(session.id, &[]),
            role,
            own_grants: None,
            standing: Standing::Admitted,
            joined_at: now,
            reads_from: None,
        }
    }
}

/// Refuses whoever wants in when nobody can go in.
///
/// # Errors
/// `session_not_begun`, `session_ended`.
pub(super) fn refuse_unless_live(session: &Session) -> Result<(), ServiceError> {
    match session.state {
        SessionState::Live { .. } => Ok(()),
        SessionState::Scheduled { .. } => Err(ServiceError::SessionNotBegun),
        SessionState::Ended { .. } | SessionState::Cancelled { .. } => {
            Err(ServiceError::SessionEnded)
        }
    }
}

/// A seat that somebody had before.
fn seated(session: &Session, participant: Participant, ticket: Option<Ticket>) -> Seated {
    Seated {
        participant,
        ticket,
        is_new: false,
        expires_at: session.expires_at(),
    }
}
