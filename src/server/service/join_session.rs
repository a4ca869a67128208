//! Gives somebody a seat, or gives them theirs again.

use super::{Seated, ServiceError, Services, guest_name::free_guest_name};
use crate::{
    domain::{
        ids::{ParticipantId, SessionId},
        participant::{DisplayName, Participant},
        role::Role,
        session::Session,
    },
    server::secret::Ticket,
};

impl Services {
    /// Joins session `id` as `name`, or as a guest when `name` is empty. With a ticket that is still good, the
    /// same seat is given again, under the new name.
    ///
    /// # Errors
    /// `session_not_found`, `session_ended`, `session_full`, `unavailable`.
    pub async fn join_session(
        &self,
        id: SessionId,
        name: &str,
        ticket: Option<&Ticket>,
    ) -> Result<Seated, ServiceError> {
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        let session = record.session;
        if !session.is_live() {
            return Err(ServiceError::SessionEnded);
        }
        match self.find_participant(id, ticket).await? {
            Some(participant) => self.join_again(&session, participant, name).await,
            None => self.join_anew(&session, name).await,
        }
    }

    async fn join_anew(&self, session: &Session, name: &str) -> Result<Seated, ServiceError> {
        let now = self.clock.now();
        let mut participant = Participant {
            id: ParticipantId::from_uuid(self.randomness.sortable_id(now)),
            session_id: session.id,
            name: DisplayName::clean(name).unwrap_or_else(|| free_guest_name(session.id, &[])),
            role: Role::Collaborator,
            joined_at: now,
        };
        // The seat first: nothing is stored of somebody who gets none.
        self.rooms.reserve(&participant).await?;
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
            participant,
            ticket: Some(ticket),
            expires_at: session.expires_at(),
        })
    }

    async fn join_again(
        &self,
        session: &Session,
        mut participant: Participant,
        name: &str,
    ) -> Result<Seated, ServiceError> {
        self.rooms.reserve(&participant).await?;
        if let Some(name) = DisplayName::clean(name).filter(|name| *name != participant.name) {
            let mut write = self.storage.begin().await?;
            write.rename_participant(participant.id, &name).await?;
            write.commit().await?;
            participant.name = name;
        }
        Ok(Seated {
            participant,
            ticket: None,
            expires_at: session.expires_at(),
        })
    }
}
