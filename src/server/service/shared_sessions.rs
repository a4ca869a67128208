//! Shared sessions: found by a code of six characters, for a few people and a few minutes. In all else they are
//! sessions as every other.

use super::{NewSession, Seated, ServiceError, Services};
use crate::{
    domain::{
        account::Account,
        clock::Timestamp,
        ids::SessionId,
        limits,
        participant::{Participant, Standing},
        policy::{CallKind, Policy},
        preset::Extension,
        rules::Template,
        session::Session,
        share_code::ShareCode,
    },
    protocol::shared::SharedUser,
    server::secret::{Ticket, draw_share_code},
};

/// Codes that are drawn until one is free. There are a billion.
const TRIES: usize = 8;

/// A seat in a shared session.
#[derive(Debug, Clone)]
pub struct SharedSeat {
    /// The seat.
    pub seated: Seated,
    /// The code of its session; of one that has just begun, it is shown this once.
    pub code: ShareCode,
    /// What they see.
    pub room: SharedRoom,
}

/// A shared session at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedRoom {
    /// The session.
    pub session: Session,
    /// Who is in it or on their way, in the order in which they came.
    pub users: Vec<SharedUser>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it is over, and the code with it.
    pub expires_at: Timestamp,
}

impl Services {
    /// Begins a shared session with its maker as host, who is `by` or a guest called `name`.
    ///
    /// # Errors
    /// As [`Services::create_session`].
    pub async fn create_shared_session(
        &self,
        name: &str,
        by: Option<&Account>,
    ) -> Result<SharedSeat, ServiceError> {
        let new = NewSession {
            title: String::new(),
            name: name.to_owned(),
            kind: CallKind::Video,
            template: Template::default(),
            role_links: false,
        };
        let mut beginning = self.prepare_session(new, by).await?;
        shorten(&mut beginning.session.policy);
        let (id, now) = (beginning.session.id, beginning.session.created_at);
        let mut write = self.storage.begin().await?;
        self.insert_beginning(&mut write, &beginning).await?;
        for _ in 0..TRIES {
            let code = draw_share_code(&self.randomness);
            let hash = self.key.hash_share_code(&code).0;
            if write.insert_share_code(id, hash, now).await? {
                write.commit().await?;
                let seated = self.open_session(beginning).await?;
                return Ok(SharedSeat {
                    room: self.look_into_shared(id, Some(&seated.participant)).await?,
                    seated,
                    code,
                });
            }
        }
        Err(ServiceError::Unavailable)
    }

    /// The shared session that the `typed` code opens.
    ///
    /// # Errors
    /// `session_not_found` for everything that is no code or opens nothing, whatever the reason; `unavailable`.
    pub async fn find_shared_session(
        &self,
        typed: &str,
    ) -> Result<(ShareCode, SharedRoom), ServiceError> {
        let (code, session) = self.find_by_share_code(typed).await?;
        Ok((code, self.look_into_shared(session.id, None).await?))
    }

    /// Joins the shared session that the `typed` code opens, as [`Services::join_session`] does; `ticket` gives the
    /// asker's of a session.
    ///
    /// # Errors
    /// As [`Services::join_session`], and `session_not_found` for a code that opens nothing.
    pub async fn join_shared_session(
        &self,
        typed: &str,
        name: &str,
        account: Option<&Account>,
        ticket: impl Fn(SessionId) -> Option<Ticket>,
    ) -> Result<SharedSeat, ServiceError> {
        let (code, session) = self.find_by_share_code(typed).await?;
        let id = session.id;
        let seated = self
            .join_session(id, name, ticket(id).as_ref(), account, "")
            .await?;
        Ok(SharedSeat {
            room: self.look_into_shared(id, Some(&seated.participant)).await?,
            seated,
            code,
        })
    }

    /// Gives up the seat in the shared session that the `typed` code opens. Gives the session.
    ///
    /// # Errors
    /// `session_not_found` for a code that opens nothing, and as [`Services::authenticate`].
    pub async fn leave_shared_session(
        &self,
        typed: &str,
        ticket: impl Fn(SessionId) -> Option<Ticket>,
    ) -> Result<SessionId, ServiceError> {
        let (_, Session { id, .. }) = self.find_by_share_code(typed).await?;
        let participant = self.authenticate(id, ticket(id).as_ref()).await?;
        self.rooms.expel(&participant).await;
        Ok(id)
    }

    /// Whom a socket speaks for that comes by the `typed` code, and the session's code and maker.
    ///
    /// # Errors
    /// `session_not_found` for a code that opens nothing, and as [`Services::authenticate_socket`].
    pub async fn authenticate_shared_socket(
        &self,
        typed: &str,
        ticket: impl Fn(SessionId) -> Option<Ticket>,
    ) -> Result<(ShareCode, Session, Participant), ServiceError> {
        let (code, session) = self.find_by_share_code(typed).await?;
        let ticket = ticket(session.id);
        let participant = self
            .authenticate_socket(session.id, ticket.as_ref())
            .await?;
        Ok((code, session, participant))
    }

    /// When too many wrong ones were tried, a right one may have been guessed: then its session has a lobby.
    async fn find_by_share_code(&self, typed: &str) -> Result<(ShareCode, Session), ServiceError> {
        let code = ShareCode::parse(typed).ok_or(ServiceError::SessionNotFound)?;
        let trusted = self.share_code_budget.take(self.clock.now());
        let hash = self.key.hash_share_code(&code).0;
        let id = self
            .storage
            .find_session_by_share_code(hash)
            .await?
            .ok_or(ServiceError::SessionNotFound)?;
        self.settle_code(&self.share_code_budget, id, trusted)
            .await?;
        let record = self.storage.find_session(id).await?;
        // Its time may be over before anybody has noticed.
        match record {
            Some(record) if self.clock.now() < record.session.expires_at() => {
                Ok((code, record.session))
            }
            _ => Err(ServiceError::SessionNotFound),
        }
    }

    /// What `asker` sees, or whoever has the code; those who wait to be let in see nobody.
    async fn look_into_shared(
        &self,
        id: SessionId,
        asker: Option<&Participant>,
    ) -> Result<SharedRoom, ServiceError> {
        let glimpse = self.rooms.look(id, asker).await?;
        let session = glimpse.session;
        let waits = asker.is_some_and(|asker| asker.standing != Standing::Admitted);
        let users = if waits { Vec::new() } else { glimpse.seated };
        Ok(SharedRoom {
            users: users
                .into_iter()
                .map(|user| SharedUser {
                    is_creator: user.id == session.host,
                    id: user.id,
                    name: user.name,
                    joined_at: user.joined_at,
                })
                .collect(),
            created_at: session.began_at(),
            expires_at: session.expires_at(),
            session,
        })
    }
}

/// The rules of a shared session: as long as its code is good, and no longer.
fn shorten(policy: &mut Policy) {
    let longest = limits::SHARED_SESSION.as_secs();
    policy.max_participants = limits::MAX_PARTICIPANTS;
    policy.max_seconds = policy.max_seconds.min(longest);
    policy.empty_seconds = policy.empty_seconds.min(longest);
    policy.extension = Extension {
        left: 0,
        ..policy.extension
    };
}
