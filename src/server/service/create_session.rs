//! Begins a session: session and host are stored together, and the host's seat is held. What a session begins with
//! besides is stored in the same transaction.

use super::{AccountError, RoleLinks, Seated, ServiceError, Services, guest_name::free_guest_name};
use crate::{
    domain::{
        account::Account,
        ids::{ParticipantId, SessionId},
        limits,
        participant::{DisplayName, Participant, Standing},
        policy::CallKind,
        role::Role,
        rules::Template,
        schedule::{Meeting, Part},
        session::{Session, SessionState, Title},
    },
    server::{rooms::Arrival, secret::Ticket, storage::Write},
};

/// What somebody wants to begin, as they typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// What it is about; may be empty.
    pub title: String,
    /// What they are called; a guest's name when empty.
    pub name: String,
    /// Sound only, or camera too.
    pub kind: CallKind,
    /// The rules that it begins with.
    pub template: Template,
    /// Whether links by role are made with it.
    pub role_links: bool,
}

/// A session that was made.
#[derive(Debug, Clone)]
pub struct Created {
    /// The seat of its maker.
    pub seated: Seated,
    /// Its links by role, where they were asked for.
    pub links: Option<RoleLinks>,
}

/// A session that is about to begin, with its host.
pub(super) struct Beginning {
    pub(super) session: Session,
    host: Participant,
    ticket: Ticket,
}

impl Services {
    /// Whether `by`, nobody being a guest, may begin a session.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn may_begin(&self, by: Option<&Account>) -> Result<bool, ServiceError> {
        Ok(by.is_some() || self.storage.read_site_settings().await?.guests_may_begin)
    }

    /// Begins a session with its maker as host; `by` is who is signed in: its host by their account, and it is
    /// among their sessions.
    ///
    /// # Errors
    /// `not_signed_in` for a guest when the site's settings ask for an account, `too_many_sessions` when as many of
    /// theirs are live as one account may have, `unavailable` when it cannot be stored.
    pub async fn create_session(
        &self,
        new: NewSession,
        by: Option<&Account>,
    ) -> Result<Created, ServiceError> {
        let role_links = new.role_links;
        let beginning = self.prepare_session(new, by).await?;
        let mut write = self.storage.begin().await?;
        self.insert_beginning(&mut write, &beginning).await?;
        let links = if role_links {
            Some(
                self.put_role_links(&mut write, beginning.session.id)
                    .await?,
            )
        } else {
            None
        };
        write.commit().await?;
        let seated = self.open_session(beginning).await?;
        Ok(Created { seated, links })
    }

    /// A session with its maker as host, which is nowhere yet.
    ///
    /// # Errors
    /// As [`Services::create_session`].
    pub(super) async fn prepare_session(
        &self,
        new: NewSession,
        by: Option<&Account>,
    ) -> Result<Beginning, ServiceError> {
        if !self.may_begin(by).await? {
            return Err(AccountError::NotSignedIn.into());
        }
        if let Some(account) = by
            && self.storage.count_live_made_by(account.id).await?
                >= limits::LIVE_SESSIONS_PER_ACCOUNT
        {
            return Err(ServiceError::TooManySessions);
        }
        self.can_do(&new.template)?;
        let now = self.clock.now();
        let id = SessionId::from_uuid(self.randomness.unguessable_id());
        let host = Participant {
            id: ParticipantId::from_uuid(self.randomness.sortable_id(now)),
            session_id: id,
            account: by.map(|account| account.id),
            name: by
                .map(|account| account.name.clone())
                .or_else(|| DisplayName::clean(&new.name))
                .unwrap_or_else(|| free_guest_name(id, &[])),
            role: Role::Host,
            own_grants: None,
            standing: Standing::Admitted,
            joined_at: now,
            reads_from: Some(1),
        };
        let session = Session {
            id,
            title: Title::clean(&new.title),
            kind: new.kind,
            meeting: Meeting::Open,
            policy: self.new_policy(&new.template, new.kind),
            guests: new.template.rules.guests,
            host: host.id,
            created_at: now,
            plan: None,
            state: SessionState::Live { since: now },
        };
        Ok(Beginning {
            session,
            host,
            ticket: Ticket::draw(&self.randomness),
        })
    }

    /// Stores it.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn insert_beginning(
        &self,
        write: &mut Write,
        Beginning {
            session,
            host,
            ticket,
        }: &Beginning,
    ) -> Result<(), ServiceError> {
        write.insert_session(session).await?;
        write
            .insert_participant(host, self.key.hash(ticket).0)
            .await?;
        if let Some(account) = host.account {
            write
                .put_members(session.id, &[(account, Part::Member)])
                .await?;
        }
        Ok(())
    }

    /// Holds the host's seat, once all of it is stored.
    ///
    /// # Errors
    /// `unavailable`.
    pub(super) async fn open_session(&self, beginning: Beginning) -> Result<Seated, ServiceError> {
        let Beginning {
            session,
            host,
            ticket,
        } = beginning;
        self.changes.poke(host.account);
        self.rooms.reserve(&host, Arrival::New).await?;
        tracing::info!(kind = ?session.kind, "a session began");
        Ok(Seated {
            participant: host,
            ticket: Some(ticket),
            is_new: true,
            expires_at: session.expires_at(),
        })
    }
}
