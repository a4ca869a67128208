//! Invitations: how an admin brings somebody in, and what a person who wants an account is offered.

use super::{
    super::{ServiceError, Services},
    AccountError,
    people::only_admins,
};
use crate::{
    domain::{
        account::{Account, AccountRole},
        email_address::EmailAddress,
        ids::InvitationId,
        invitation::Invitation,
        limits,
        participant::DisplayName,
        session::Session,
        site_settings::SignUpPolicy,
    },
    server::secret::InvitationSecret,
};

/// What somebody who wants an account is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignUpOffer {
    /// There is no account yet: they will look after the server.
    First,
    /// Everybody may.
    Open,
    /// They were invited.
    Invited {
        /// The part that they will have.
        role: AccountRole,
        /// The only address that may use it.
        email: Option<EmailAddress>,
        /// Who invites.
        by: DisplayName,
        /// The appointment to which they are invited besides, when they are, and what they are called there.
        to: Option<Box<(Session, DisplayName)>>,
    },
    /// The invitation that they have is not good, or not any more.
    NotInvited,
    /// Only whoever is invited may.
    ByInvitation,
    /// Nobody may.
    Closed,
}

impl Services {
    /// What somebody is offered who has `invitation`, the text in a link; empty without one. Who has an `account`
    /// needs no other to be part of a session, so to them an invitation is good where nobody signs up any more.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn view_sign_up(
        &self,
        invitation: &str,
        account: Option<&Account>,
    ) -> Result<SignUpOffer, ServiceError> {
        if !self.storage.has_accounts().await? {
            return Ok(SignUpOffer::First);
        }
        let policy = self.storage.read_site_settings().await?.sign_up;
        Ok(match (policy, invitation) {
            (SignUpPolicy::Closed, text) if account.is_none() || text.is_empty() => {
                SignUpOffer::Closed
            }
            (SignUpPolicy::Open, "") => SignUpOffer::Open,
            (SignUpPolicy::ByInvitation, "") => SignUpOffer::ByInvitation,
            (_, text) => self.offer(text).await?,
        })
    }

    async fn offer(&self, text: &str) -> Result<SignUpOffer, ServiceError> {
        let Some(secret) = InvitationSecret::parse(text) else {
            return Ok(SignUpOffer::NotInvited);
        };
        let found = self
            .storage
            .find_invitation(self.key.hash(&secret).0, self.clock.now())
            .await?;
        let Some(invitation) = found else {
            return Ok(SignUpOffer::NotInvited);
        };
        let Some(by) = self.storage.find_account(invitation.invited_by).await? else {
            return Ok(SignUpOffer::NotInvited);
        };
        let to = match invitation.to {
            Some(to) => self
                .storage
                .find_session(to.session_id)
                .await?
                .map(|record| Box::new((record.session, to.name))),
            None => None,
        };
        Ok(SignUpOffer::Invited {
            role: invitation.role,
            email: invitation.email,
            by: by.account.name,
            to,
        })
    }

    /// Invites somebody to be `role`, for an admin. With an `email`, only this address may use it; empty
    /// without one.
    ///
    /// # Errors
    /// `not_allowed`, `email_malformed`, `email_taken`, `sign_up_closed`, `unavailable`.
    pub async fn invite_person(
        &self,
        by: &Account,
        role: AccountRole,
        email: &str,
    ) -> Result<(Invitation, InvitationSecret), ServiceError> {
        only_admins(by)?;
        if self.storage.read_site_settings().await?.sign_up == SignUpPolicy::Closed {
            return Err(AccountError::SignUpClosed.into());
        }
        let email = match email.trim() {
            "" => None,
            text => Some(EmailAddress::parse(text).map_err(|_| AccountError::EmailMalformed)?),
        };
        if let Some(email) = &email
            && self.storage.find_account_by_email(email).await?.is_some()
        {
            return Err(AccountError::EmailTaken.into());
        }
        let now = self.clock.now();
        let invitation = Invitation {
            id: InvitationId::from_uuid(self.randomness.sortable_id(now)),
            invited_by: by.id,
            role,
            email,
            to: None,
            created_at: now,
            expires_at: now.plus(limits::INVITATION_LIFE),
        };
        let secret = InvitationSecret::draw(&self.randomness);
        let mut write = self.storage.begin().await?;
        write
            .insert_invitation(&invitation, self.key.hash(&secret).0)
            .await?;
        write.commit().await?;
        tracing::info!(role = role.word(), "an admin invited somebody");
        Ok((invitation, secret))
    }

    /// Takes an invitation back, for an admin. One that was used or is over is gone anyway.
    ///
    /// # Errors
    /// `not_allowed`, `unavailable`.
    pub async fn withdraw_invitation(
        &self,
        by: &Account,
        id: InvitationId,
    ) -> Result<(), ServiceError> {
        only_admins(by)?;
        let mut write = self.storage.begin().await?;
        write.delete_invitation(id).await?;
        Ok(write.commit().await?)
    }
}
