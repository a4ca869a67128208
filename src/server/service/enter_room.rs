//! Who somebody is, and the way of their socket into the room.

use super::{ServiceError, Services, join_session::refuse_unless_live};
use crate::{
    domain::{ids::SessionId, participant::Participant},
    server::{
        rooms::{Hello, Outbox, RoomError, RoomSocket},
        secret::Ticket,
    },
};

impl Services {
    /// Whom `ticket` proves in session `id`; nobody without one, or with one of another session.
    pub(super) async fn find_participant(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Option<Participant>, ServiceError> {
        let Some(ticket) = ticket else {
            return Ok(None);
        };
        Ok(self
            .storage
            .find_participant_by_ticket(id, self.key.hash(ticket).0)
            .await?)
    }

    /// Whom `ticket` proves in session `id`, whether the session is live or over.
    ///
    /// # Errors
    /// `session_not_found`, `not_joined`, `unavailable`.
    pub async fn authenticate(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Participant, ServiceError> {
        match self.find_participant(id, ticket).await? {
            Some(participant) => Ok(participant),
            None if self.storage.find_session(id).await?.is_none() => {
                Err(ServiceError::SessionNotFound)
            }
            None => Err(ServiceError::NotJoined),
        }
    }

    /// Whom `ticket` proves in the live session `id`.
    ///
    /// # Errors
    /// As [`Services::authenticate`], and `session_not_begun`, `session_ended`.
    pub async fn authenticate_live(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Participant, ServiceError> {
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        refuse_unless_live(&record.session)?;
        self.authenticate(id, ticket).await
    }

    /// Brings a socket into the room. Somebody whose account was disabled on the way is put out again.
    ///
    /// # Errors
    /// [`RoomError`] when there is no room to enter.
    pub async fn enter_room(
        &self,
        participant: Participant,
        hello: Hello,
        outbox: Outbox,
    ) -> Result<RoomSocket, RoomError> {
        let room = self.rooms.enter(participant.clone(), hello, outbox).await?;
        if let Some(account) = participant.account
            && !self.storage.is_active(account).await.unwrap_or(false)
        {
            self.rooms.expel(&participant).await;
        }
        Ok(room)
    }
}
