//! Partners who have no account yet: a link brings them in, and what they were asked to is among their sessions then.

use super::super::{AccountError, ServiceError, Services};
use crate::{
    domain::{
        account::{Account, AccountRole},
        clock::Timestamp,
        email_address::EmailAddress,
        ids::{AccountId, InvitationId, SessionId},
        invitation::{Invitation, InvitedTo},
        limits,
        participant::DisplayName,
        schedule::Plan,
        session::Session,
        site_settings::SignUpPolicy,
    },
    server::{secret::InvitationSecret, storage::Write},
};

/// A partner as they were typed, looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Partner {
    /// They have an account after all, with the address that was typed.
    Known(Account),
    /// They have none.
    New(Newcomer),
}

/// Somebody who has no account yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Newcomer {
    name: DisplayName,
    email: Option<EmailAddress>,
}

/// A link for somebody new in an appointment. It is shown once.
#[derive(Debug, Clone)]
pub struct PartnerLink {
    /// What they are called.
    pub name: DisplayName,
    /// When it is over.
    pub expires_at: Timestamp,
    /// What stands in it.
    pub secret: InvitationSecret,
}

/// An appointment that somebody has from now on.
#[derive(Debug, Clone)]
pub(in super::super) struct Admitted {
    /// Which.
    pub(in super::super) id: SessionId,
    /// Whose pages are to be told.
    pub(in super::super) told: Vec<AccountId>,
}

impl Services {
    /// Asks somebody into the session `id` who is called `name` and has no account yet; anybody of it may who is
    /// a mentor or an admin. With an `email`, only this address may use the link; who has an account with it is
    /// asked in at once, and needs none.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `session_ended`, `name_empty`, `email_malformed`, `sign_up_closed`,
    /// `people_refused`, `unavailable`.
    pub async fn invite_partner(
        &self,
        by: &Account,
        id: SessionId,
        name: &str,
        email: &str,
    ) -> Result<Option<PartnerLink>, ServiceError> {
        self.authorize_member(by, id).await?;
        let partner = self
            .read_partner(by, name, email)
            .await?
            .ok_or(AccountError::NameEmpty)?;
        let mut write = self.storage.begin().await?;
        let session = self.find_open_session(&mut write, id).await?;
        let now = self.clock.now();
        let members = write.list_members(id).await?;
        let invited = write.list_invitations_to(id, now).await?;
        let (link, told) = match partner {
            Partner::Known(account) if members.iter().any(|one| one.account == account.id) => {
                (None, Vec::new())
            }
            _ if members.len() + invited.len() >= limits::MAX_PARTICIPANTS as usize => {
                return Err(ServiceError::PeopleRefused);
            }
            Partner::Known(account) => {
                let admitted = self.admit(&mut write, &account, session).await?;
                let told = admitted.into_iter().flat_map(|session| session.told);
                (None, told.collect())
            }
            Partner::New(newcomer) => {
                let link = self
                    .insert_partner(&mut write, by, newcomer, &session)
                    .await?;
                (
                    Some(link),
                    members.into_iter().map(|one| one.account).collect(),
                )
            }
        };
        write.commit().await?;
        self.changes.poke(told);
        tracing::info!("somebody was asked into a session");
        Ok(link)
    }

    /// Makes the link of an invitation to session `id` anew; the one before opens nothing any more.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `session_ended`, `sign_up_closed`, `invitation_invalid`,
    /// `unavailable`.
    pub async fn renew_partner_link(
        &self,
        by: &Account,
        id: SessionId,
        invitation: InvitationId,
    ) -> Result<PartnerLink, ServiceError> {
        self.authorize_member(by, id).await?;
        self.check_may_invite(by).await?;
        let now = self.clock.now();
        let mut write = self.storage.begin().await?;
        let session = self.find_open_session(&mut write, id).await?;
        let name = find_invitation(&mut write, id, invitation, now).await?;
        let expires_at = end_of_invitation(session.plan.as_ref(), now);
        let secret = InvitationSecret::draw(&self.randomness);
        write
            .renew_invitation(invitation, self.key.hash(&secret).0, expires_at)
            .await?;
        write.commit().await?;
        Ok(PartnerLink {
            name,
            expires_at,
            secret,
        })
    }

    /// The link that `text` stands in, when it is to an appointment and still good.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn find_partner_link(&self, text: &str) -> Result<Option<PartnerLink>, ServiceError> {
        let Some(secret) = InvitationSecret::parse(text) else {
            return Ok(None);
        };
        let found = self
            .storage
            .find_invitation(self.key.hash(&secret).0, self.clock.now())
            .await?;
        Ok(found.and_then(|invitation| {
            Some(PartnerLink {
                name: invitation.to?.name,
                expires_at: invitation.expires_at,
                secret,
            })
        }))
    }

    /// Takes an invitation to session `id` back.
    ///
    /// # Errors
    /// `session_not_found`, `not_allowed`, `invitation_invalid`, `unavailable`.
    pub async fn withdraw_partner(
        &self,
        by: &Account,
        id: SessionId,
        invitation: InvitationId,
    ) -> Result<(), ServiceError> {
        let members = self.authorize_member(by, id).await?;
        if !by.may_invite_partners() {
            return Err(ServiceError::NotAllowed);
        }
        let mut write = self.storage.begin().await?;
        find_invitation(&mut write, id, invitation, self.clock.now()).await?;
        write.delete_invitation(invitation).await?;
        write.commit().await?;
        self.changes.poke(members.into_iter().map(|(id, _)| id));
        Ok(())
    }

    /// Takes up an invitation to an appointment, `text` being what stands in its link, for somebody who has an
    /// account already. Who has the appointment already leaves it to others. Gives the session.
    ///
    /// # Errors
    /// `invitation_invalid`, also for one to no appointment, or for another address; `session_ended`,
    /// `people_refused`, `unavailable`.
    pub async fn accept_invitation(
        &self,
        account: &Account,
        text: &str,
    ) -> Result<SessionId, ServiceError> {
        let secret = InvitationSecret::parse(text).ok_or(AccountError::InvitationInvalid)?;
        let mut write = self.storage.begin().await?;
        let to = match write
            .take_invitation(self.key.hash(&secret).0, self.clock.now())
            .await?
        {
            Some(invitation) if invitation.is_for(&account.email) => invitation.to,
            _ => None,
        };
        let to = to.ok_or(AccountError::InvitationInvalid)?;
        let members = write.list_members(to.session_id).await?;
        if members.iter().any(|member| member.account == account.id) {
            // Nothing of it is kept: the invitation is still good.
            return Ok(to.session_id);
        }
        let admitted = self.admit_partner(&mut write, account, &to).await?;
        let session = admitted.first().ok_or(ServiceError::SessionEnded)?.id;
        write.commit().await?;
        self.changes
            .poke(admitted.into_iter().flat_map(|session| session.told));
        tracing::info!("somebody took up an invitation to a session");
        Ok(session)
    }

    /// Whether `account` may ask somebody in who has no account: as the site's settings are now.
    ///
    /// # Errors
    /// `unavailable`.
    pub(in super::super) async fn may_invite_partners(
        &self,
        account: &Account,
    ) -> Result<bool, ServiceError> {
        let policy = self.storage.read_site_settings().await?.sign_up;
        Ok(account.may_invite_partners() && policy != SignUpPolicy::Closed)
    }

    /// Gives somebody who came by an invitation what they were invited to, as far as it is not over: the
    /// appointment, and what follows in its series.
    pub(in super::super) async fn admit_partner(
        &self,
        write: &mut Write,
        account: &Account,
        to: &InvitedTo,
    ) -> Result<Vec<Admitted>, ServiceError> {
        match write.find_session(to.session_id).await? {
            Some(record) => self.admit(write, account, record.session).await,
            None => Ok(Vec::new()),
        }
    }

    /// Looks up who was typed; nobody, when nothing was. With an address, who has an account is found by it.
    ///
    /// # Errors
    /// `not_allowed`, `name_empty`, `email_malformed`, `sign_up_closed`, `people_refused`, `unavailable`.
    pub(super) async fn read_partner(
        &self,
        by: &Account,
        name: &str,
        email: &str,
    ) -> Result<Option<Partner>, ServiceError> {
        let email = match email.trim() {
            "" => None,
            text => Some(EmailAddress::parse(text).map_err(|_| AccountError::EmailMalformed)?),
        };
        let name = DisplayName::clean(name);
        if name.is_none() && email.is_none() {
            return Ok(None);
        }
        let known = match &email {
            Some(email) => self.storage.find_account_by_email(email).await?,
            None => None,
        };
        match known.map(|record| record.account) {
            Some(account) if account.is_active() => return Ok(Some(Partner::Known(account))),
            Some(_) => return Err(ServiceError::PeopleRefused),
            None => {}
        }
        self.check_may_invite(by).await?;
        let name = name.ok_or(AccountError::NameEmpty)?;
        Ok(Some(Partner::New(Newcomer { name, email })))
    }

    /// Stores an invitation to `session`, which has a place for them.
    ///
    /// # Errors
    /// `people_refused`, `unavailable`.
    pub(super) async fn insert_partner(
        &self,
        write: &mut Write,
        by: &Account,
        newcomer: Newcomer,
        session: &Session,
    ) -> Result<PartnerLink, ServiceError> {
        let role: AccountRole = session
            .meeting
            .newcomer(by.role)
            .ok_or(ServiceError::PeopleRefused)?;
        let now = self.clock.now();
        let invitation = Invitation {
            id: InvitationId::from_uuid(self.randomness.sortable_id(now)),
            invited_by: by.id,
            role,
            email: newcomer.email,
            to: Some(InvitedTo {
                session_id: session.id,
                name: newcomer.name.clone(),
            }),
            created_at: now,
            expires_at: end_of_invitation(session.plan.as_ref(), now),
        };
        let secret = InvitationSecret::draw(&self.randomness);
        write
            .insert_invitation(&invitation, self.key.hash(&secret).0)
            .await?;
        Ok(PartnerLink {
            name: newcomer.name,
            expires_at: invitation.expires_at,
            secret,
        })
    }

    async fn check_may_invite(&self, by: &Account) -> Result<(), ServiceError> {
        if !by.may_invite_partners() {
            return Err(ServiceError::NotAllowed);
        }
        if !self.may_invite_partners(by).await? {
            return Err(AccountError::SignUpClosed.into());
        }
        Ok(())
    }

    /// Makes `account` one of `session` and of all that follow it, where they are not over.
    async fn admit(
        &self,
        write: &mut Write,
        account: &Account,
        session: Session,
    ) -> Result<Vec<Admitted>, ServiceError> {
        let place = session.plan.as_ref().and_then(|plan| plan.occurrence);
        let later = match place {
            Some(place) => write.list_later_sessions(place).await?,
            None => Vec::new(),
        };
        let open = [session]
            .into_iter()
            .chain(later.into_iter().map(|record| record.session))
            .filter(|session| session.is_scheduled() || session.is_live());
        let mut admitted = Vec::new();
        for session in open {
            let part = session
                .meeting
                .part(account.role)
                .ok_or(ServiceError::PeopleRefused)?;
            write.add_member(session.id, account.id, part).await?;
            let members = write.list_members(session.id).await?;
            admitted.push(Admitted {
                id: session.id,
                told: members.into_iter().map(|member| member.account).collect(),
            });
        }
        Ok(admitted)
    }

    /// The session `id`, when it is to be or is going on.
    async fn find_open_session(
        &self,
        write: &mut Write,
        id: SessionId,
    ) -> Result<Session, ServiceError> {
        let session = write
            .find_session(id)
            .await?
            .ok_or(ServiceError::SessionNotFound)?
            .session;
        if session.is_scheduled() || session.is_live() {
            Ok(session)
        } else {
            Err(ServiceError::SessionEnded)
        }
    }
}

/// Who is invited to `session` by the invitation `id`.
async fn find_invitation(
    write: &mut Write,
    session: SessionId,
    id: InvitationId,
    now: Timestamp,
) -> Result<DisplayName, ServiceError> {
    write
        .list_invitations_to(session, now)
        .await?
        .into_iter()
        .find(|invitation| invitation.id == id)
        .and_then(|invitation| Some(invitation.to?.name))
        .ok_or_else(|| AccountError::InvitationInvalid.into())
}

/// Until when an invitation to an appointment is good: as long as any, and until the appointment's time is over.
fn end_of_invitation(plan: Option<&Plan>, now: Timestamp) -> Timestamp {
    let usual = now.plus(limits::INVITATION_LIFE);
    plan.map_or(usual, |plan| plan.missed_at().max(usual))
}
