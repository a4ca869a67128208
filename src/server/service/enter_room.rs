//! Who somebody is, and the way of their socket into the room.

use super::{ServiceError, Services, join_session::refuse_unless_live};
use crate::{
    call::powers,
    domain::{
        ids::SessionId,
        participant::{Participant, Standing},
        session::Session,
    },
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

    /// Whom `ticket` proves in session `id`, whether the session is live or over, when they were let in.
    ///
    /// # Errors
    /// `session_not_found`, `not_joined`, `not_admitted`, `removed`, `unavailable`.
    pub async fn authenticate(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Participant, ServiceError> {
        let read = self.authenticate_anybody(id, ticket).await?;
        let participant = self.as_decided(read).await;
        match participant.standing {
            Standing::Admitted => Ok(participant),
            Standing::Waiting { .. } | Standing::Denied => Err(ServiceError::NotAdmitted),
            Standing::Removed { .. } => Err(ServiceError::Removed),
        }
    }

    /// Session `id`, when `ticket` proves somebody who looks after it.
    ///
    /// # Errors
    /// As [`Services::authenticate`], and `not_allowed`.
    pub(super) async fn authenticate_host(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Session, ServiceError> {
        let participant = self.authenticate(id, ticket).await?;
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        powers::may_lead(record.session.grants(&participant))
            .map_err(|_| ServiceError::NotAllowed)?;
        Ok(record.session)
    }

    async fn authenticate_anybody(
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
        self.refuse_unless_live_by_id(id).await?;
        self.authenticate(id, ticket).await
    }

    /// Who comes to the live session `id` by a socket: as [`Services::authenticate_live`], and also somebody who
    /// waits to be let in.
    ///
    /// # Errors
    /// As [`Services::authenticate_live`].
    pub async fn authenticate_socket(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<Participant, ServiceError> {
        self.refuse_unless_live_by_id(id).await?;
        let mut participant = self.authenticate_anybody(id, ticket).await?;
        // Whoever goes in is looked at by the room itself, so this is asked only for the few who would not get there.
        if let Standing::Denied | Standing::Removed { .. } = participant.standing {
            participant = self.as_decided(participant).await;
        }
        match participant.standing {
            Standing::Admitted | Standing::Waiting { .. } => Ok(participant),
            Standing::Denied => Err(ServiceError::NotAdmitted),
            Standing::Removed { .. } => Err(ServiceError::Removed),
        }
    }

    /// What a host has decided just now may not be on disk yet; the room knows it.
    pub(super) async fn as_decided(&self, read: Participant) -> Participant {
        let id = read.session_id;
        if !self.rooms.is_open(id) {
            return read;
        }
        match self.rooms.look(id, Some(&read)).await {
            Ok(glimpse) => glimpse.asker.unwrap_or(read),
            Err(_) => read,
        }
    }

    async fn refuse_unless_live_by_id(&self, id: SessionId) -> Result<(), ServiceError> {
        let record = self
            .storage
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        refuse_unless_live(&record.session)
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
