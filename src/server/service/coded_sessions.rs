//! Sessions that begin with a code for each part, and the way in by one: what programs make links of.

use super::{NewSession, RoleLinks, Seated, ServiceError, Services, join_session::PartBy};
use crate::{
    domain::{
        access_code::AccessCode,
        account::Account,
        chat::ChatMessage,
        ids::SessionId,
        participant::{Participant, Standing},
        role::Role,
    },
    protocol::server_message::User,
    server::secret::Ticket,
};

/// A session that began with a code for each part. Only hashes of them are kept, so they are shown once.
#[derive(Debug, Clone)]
pub struct CodedSession {
    /// The host's seat.
    pub seated: Seated,
    /// Leads the session.
    pub host: AccessCode,
    /// The others.
    pub links: RoleLinks,
}

/// What somebody sees who comes in: nothing, as long as they wait to be let in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inside {
    /// Whether they were let in.
    pub admitted: bool,
    /// Who is inside, in the order in which they came.
    pub users: Vec<User>,
    /// The newest messages, oldest first.
    pub chat: Vec<ChatMessage>,
    /// Whether there are older ones.
    pub more_chat: bool,
}

impl Services {
    /// Begins a session as [`Services::create_session`] does, with a code for each part.
    ///
    /// # Errors
    /// As [`Services::create_session`].
    pub async fn create_session_with_codes(
        &self,
        new: NewSession,
        by: Option<&Account>,
    ) -> Result<CodedSession, ServiceError> {
        let beginning = self.prepare_session(new, by).await?;
        let id = beginning.session.id;
        let mut write = self.storage.begin().await?;
        self.insert_beginning(&mut write, &beginning).await?;
        let host = self.put_role_code(&mut write, id, Role::Host).await?;
        let links = self.put_role_links(&mut write, id).await?;
        write.commit().await?;
        Ok(CodedSession {
            seated: self.open_session(beginning).await?,
            host,
            links,
        })
    }

    /// Joins session `id` as [`Services::join_session`] does, by a code that gives a part. A wrong one is refused
    /// whoever has it, also with a seat.
    ///
    /// # Errors
    /// As [`Services::join_session`].
    pub async fn join_by_role_code(
        &self,
        id: SessionId,
        name: &str,
        ticket: Option<&Ticket>,
        account: Option<&Account>,
        code: &str,
    ) -> Result<Seated, ServiceError> {
        if code.is_empty() {
            return Err(ServiceError::SessionNotFound);
        }
        let role = self.role_of_code(id, code).await?;
        self.join(id, name, ticket, account, PartBy::Role(role))
            .await
    }

    /// What `participant` sees who has just joined.
    ///
    /// # Errors
    /// `session_ended`, `unavailable`.
    pub async fn look_inside(&self, participant: &Participant) -> Result<Inside, ServiceError> {
        if participant.standing != Standing::Admitted {
            return Ok(Inside::default());
        }
        let id = participant.session_id;
        let glimpse = self.rooms.look(id, Some(participant)).await?;
        let (chat, more_chat) = self
            .page_of_chat(id, None, participant.first_message())
            .await?;
        Ok(Inside {
            admitted: true,
            users: glimpse.users,
            more_chat,
            chat,
        })
    }
}
