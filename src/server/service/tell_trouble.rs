//! Somebody on the page of a session cannot come in as they want to: those who may let people in are told.

use super::{ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        ids::{Instance, SessionId},
    },
    protocol::guest_trouble::GuestTrouble,
    server::{
        rooms::{DoorPage, DoorWord},
        secret::Ticket,
    },
};

/// Who says it, as far as that is known without asking them.
pub struct Troubled<'a> {
    /// What they prove themselves with.
    pub ticket: Option<&'a Ticket>,
    /// Who is signed in.
    pub account: Option<&'a Account>,
    /// Their network, as `server::buckets` knows it.
    pub network: u128,
    /// This life of their page.
    pub page: Instance,
}

impl Services {
    /// Tells the room of session `id`, which forgets it by itself. Where nobody is inside, nobody is told.
    ///
    /// # Errors
    /// `session_not_begun`, `session_ended`, `session_not_found`, `not_admitted`, `removed`, `unavailable`.
    pub async fn tell_trouble(
        &self,
        id: SessionId,
        who: Troubled<'_>,
        trouble: Option<GuestTrouble>,
    ) -> Result<(), ServiceError> {
        let known = match self.authenticate_socket(id, who.ticket).await {
            Ok(participant) => Some(participant),
            Err(ServiceError::NotJoined) => None,
            Err(error) => return Err(error),
        };
        let page = DoorPage {
            seat: known.as_ref().map(|participant| participant.id),
            network: who.network,
            instance: who.page,
        };
        let name = known
            .map(|participant| participant.name)
            .or_else(|| who.account.map(|account| account.name.clone()));
        let word = DoorWord {
            page,
            name,
            trouble,
        };
        self.rooms.at_door(id, word).await;
        Ok(())
    }
}
