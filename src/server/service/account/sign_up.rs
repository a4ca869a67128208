//! Makes an account: the first by whoever comes first, the others as the site's settings allow, any by the
//! operator.

use super::{
    super::{ServiceError, Services},
    AccountError, Entered,
    time_zone::find_time_zone,
};
use crate::{
    domain::{
        account::{Account, AccountRole, AccountState, Language},
        email_address::EmailAddress,
        ids::{AccountId, SessionId},
        invitation::InvitedTo,
        login::Device,
        participant::DisplayName,
        password::Password,
        site_settings::SignUpPolicy,
        time_zone::TimeZoneName,
    },
    server::{
        secret::{InvitationSecret, LoginSecret},
        storage::Write,
    },
};

/// Somebody who has just signed up.
#[derive(Debug, Clone)]
pub struct SignedUp {
    /// Who, and what proves it.
    pub entered: Entered,
    /// The appointment to which they were invited, and which they have now.
    pub session: Option<SessionId>,
}

/// Who wants an account, as they typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Their address.
    pub email: String,
    /// What they are called.
    pub name: String,
    /// The password that they choose.
    pub password: Password,
    /// The time zone that their browser tells; universal time when it is none.
    pub time_zone: String,
}

impl Services {
    /// Makes an account and signs its person in. The first on this server becomes its admin. `invitation` is
    /// what stood in the link; empty without one.
    ///
    /// # Errors
    /// `email_malformed`, `name_empty`, `password_refused`, `email_taken`, `sign_up_closed`,
    /// `invitation_invalid`, `unavailable`.
    pub async fn sign_up(
        &self,
        new: NewAccount,
        invitation: &str,
        device: Device,
        old: Option<&LoginSecret>,
    ) -> Result<SignedUp, ServiceError> {
        // The role that they get is known further down; nobody gets this one by asking.
        let (mut account, password_hash) = self.prepare(&new, AccountRole::Learner).await?;
        let mut write = self.storage.begin().await?;
        let to;
        (account.role, to) = self
            .role_of_newcomer(&mut write, &account.email, invitation)
            .await?;
        if !write.insert_account(&account, &password_hash).await? {
            return Err(AccountError::EmailTaken.into());
        }
        let secret = self.open_login(&mut write, &account, device, old).await?;
        let admitted = match to {
            Some(to) => self.admit_partner(&mut write, &account, &to).await?,
            None => Vec::new(),
        };
        write.commit().await?;
        self.changes
            .poke(admitted.iter().flat_map(|session| session.told.clone()));
        tracing::info!(role = account.role.word(), "somebody signed up");
        Ok(SignedUp {
            entered: Entered { account, secret },
            session: admitted.first().map(|session| session.id),
        })
    }

    /// Makes an account in the operator's name, whatever the settings say.
    ///
    /// # Errors
    /// `email_malformed`, `name_empty`, `password_refused`, `email_taken`, `unavailable`.
    pub async fn add_account(
        &self,
        new: NewAccount,
        role: AccountRole,
    ) -> Result<Account, ServiceError> {
        let (account, password_hash) = self.prepare(&new, role).await?;
        let mut write = self.storage.begin().await?;
        if !write.insert_account(&account, &password_hash).await? {
            return Err(AccountError::EmailTaken.into());
        }
        write.commit().await?;
        tracing::info!(role = role.word(), "the operator made an account");
        Ok(account)
    }

    /// The account that `new` asks for, and the hash of its password.
    async fn prepare(
        &self,
        new: &NewAccount,
        role: AccountRole,
    ) -> Result<(Account, String), ServiceError> {
        let email = EmailAddress::parse(&new.email).map_err(|_| AccountError::EmailMalformed)?;
        let name = DisplayName::clean(&new.name).ok_or(AccountError::NameEmpty)?;
        new.password
            .check(&email, &name)
            .map_err(|_| AccountError::PasswordRefused)?;
        let password_hash = self.passwords.hash(&new.password).await?;
        let now = self.clock.now();
        let account = Account {
            id: AccountId::from_uuid(self.randomness.sortable_id(now)),
            email,
            name,
            role,
            time_zone: find_time_zone(&new.time_zone).unwrap_or_else(TimeZoneName::utc),
            language: Language::default(),
            created_at: now,
            state: AccountState::Active,
        };
        Ok((account, password_hash))
    }

    /// What somebody who signs up becomes, and to which appointment they were invited. There is one writer, so nobody else is first at the same time.
    async fn role_of_newcomer(
        &self,
        write: &mut Write,
        email: &EmailAddress,
        invitation: &str,
    ) -> Result<(AccountRole, Option<InvitedTo>), ServiceError> {
        if !write.has_accounts().await? {
            return Ok((AccountRole::Admin, None));
        }
        let policy = write.read_site_settings().await?.sign_up;
        match (policy, invitation) {
            (SignUpPolicy::Open, "") => Ok((AccountRole::Learner, None)),
            (SignUpPolicy::Closed, _) | (SignUpPolicy::ByInvitation, "") => {
                Err(AccountError::SignUpClosed.into())
            }
            (SignUpPolicy::Open | SignUpPolicy::ByInvitation, text) => {
                let secret =
                    InvitationSecret::parse(text).ok_or(AccountError::InvitationInvalid)?;
                let hash = self.key.hash(&secret).0;
                // Taken for good only if everything else goes well too.
                match write.take_invitation(hash, self.clock.now()).await? {
                    Some(invitation) if invitation.is_for(email) => {
                        Ok((invitation.role, invitation.to))
                    }
                    _ => Err(AccountError::InvitationInvalid.into()),
                }
            }
        }
    }
}
