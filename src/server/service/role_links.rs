//! Links that give a part in a session: who moderates makes them, and the way in looks at their codes.
//!
//! As long as a session has none, whoever knows its id comes in as its rules say, mostly to take part. From the moment on that it has some, the id alone
//! lets people watch only: otherwise whoever was to watch could leave the code away, and take part.

use super::{ServiceError, Services};
use crate::{
    domain::{access_code::AccessCode, ids::SessionId, role::Role, session::Session},
    server::{
        secret::{ROLE_SALT_BYTES, SecretHash, Ticket, draw_code},
        storage::{RoleCode, Write},
    },
};

/// The codes of a session's links. Only hashes of them are kept, so they are shown once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleLinks {
    /// Takes part.
    pub collaborator: AccessCode,
    /// Watches.
    pub viewer: AccessCode,
}

impl Services {
    /// Makes the links of session `id`, when the ticket's role lets it. Those from before open nothing any more;
    /// who came in by them stays.
    ///
    /// # Errors
    /// `session_not_found`, `session_ended`, `not_joined`, `not_allowed`, `unavailable`.
    pub async fn make_role_links(
        &self,
        id: SessionId,
        ticket: Option<&Ticket>,
    ) -> Result<RoleLinks, ServiceError> {
        if !self.authenticate_host(id, ticket).await?.is_live() {
            return Err(ServiceError::SessionEnded);
        }
        let mut write = self.storage.begin().await?;
        // Also the code of a host, which only a session has that began with codes.
        write.delete_role_codes(id).await?;
        let links = self.put_role_links(&mut write, id).await?;
        write.commit().await?;
        tracing::info!("somebody made links that give a part");
        Ok(links)
    }

    /// New codes of session `id` for the two links.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn put_role_links(
        &self,
        write: &mut Write,
        id: SessionId,
    ) -> Result<RoleLinks, ServiceError> {
        Ok(RoleLinks {
            collaborator: self.put_role_code(write, id, Role::Collaborator).await?,
            viewer: self.put_role_code(write, id, Role::Viewer).await?,
        })
    }

    /// The part of whoever comes to `session` for the first time, with the `typed` code of their link, or with
    /// nothing.
    ///
    /// # Errors
    /// `session_not_found` for a code that is not, or not any more, one of the session's; `unavailable`.
    pub(super) async fn part_by_code(
        &self,
        session: &Session,
        typed: &str,
    ) -> Result<Role, ServiceError> {
        if !typed.is_empty() {
            return self.role_of_code(session.id, typed).await;
        }
        let codes = self.storage.list_role_codes(session.id).await?;
        Ok(if codes.is_empty() {
            session.policy.newcomers
        } else {
            Role::Viewer
        })
    }

    /// The part that the `typed` code of a link gives in session `id`.
    ///
    /// # Errors
    /// `session_not_found` for a code that is not, or not any more, one of the session's; `unavailable`.
    pub(super) async fn role_of_code(
        &self,
        id: SessionId,
        typed: &str,
    ) -> Result<Role, ServiceError> {
        let codes = self.storage.list_role_codes(id).await?;
        let trusted = self.code_budget.take(self.clock.now());
        let code = AccessCode::parse(typed).ok_or(ServiceError::SessionNotFound)?;
        let given = codes.iter().find(|stored| {
            let hash = SecretHash(stored.code_hash);
            self.key
                .is_role_code(&stored.salt, id, stored.role, &code, hash)
        });
        let role = given.ok_or(ServiceError::SessionNotFound)?.role;
        self.settle_code(&self.code_budget, id, trusted).await?;
        Ok(role)
    }

    /// A new code of session `id` for `role`; the one before it opens nothing any more.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn put_role_code(
        &self,
        write: &mut Write,
        id: SessionId,
        role: Role,
    ) -> Result<AccessCode, ServiceError> {
        let code = draw_code(&self.randomness);
        let salt: [u8; ROLE_SALT_BYTES] = self.randomness.bytes();
        let stored = RoleCode {
            role,
            salt,
            code_hash: self.key.hash_role_code(&salt, id, role, &code).0,
        };
        write.put_role_code(id, &stored, self.clock.now()).await?;
        Ok(code)
    }
}
