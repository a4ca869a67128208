//! Personal access tokens: shown once, known by their hash, gone when revoked.

use std::time::Duration;

use super::{
    super::{ServiceError, Services},
    AccountError,
};
use crate::{
    domain::{
        access_token::{AccessToken, Scope, Scopes, TokenName},
        account::Account,
        clock::Timestamp,
        ids::{AccessTokenId, AccountId},
        limits,
    },
    server::secret::AccessTokenSecret,
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The token that somebody wants, as they typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// What they call it.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// How many days it lasts.
    pub days: u32,
}

impl Services {
    /// The tokens of account `id`, the newest first.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn list_tokens(&self, id: AccountId) -> Result<Vec<AccessToken>, ServiceError> {
        Ok(self.storage.list_tokens(id, self.clock.now()).await?)
    }

    /// Makes a token for account `id`. Its secret is shown this once.
    ///
    /// # Errors
    /// `name_empty`, `bad_request` for no scope or a wrong number of days, `too_many_tokens`, `unavailable`.
    pub async fn make_token(
        &self,
        id: AccountId,
        new: NewToken,
    ) -> Result<(AccessToken, AccessTokenSecret), ServiceError> {
        let name = TokenName::clean(&new.name).ok_or(AccountError::NameEmpty)?;
        let scopes = Scopes::new(new.scopes).map_err(|_| AccountError::TokenMalformed)?;
        if !limits::TOKEN_DAYS.contains(&new.days) {
            return Err(AccountError::TokenMalformed.into());
        }
        let now = self.clock.now();
        let token = AccessToken {
            id: AccessTokenId::from_uuid(self.randomness.sortable_id(now)),
            account_id: id,
            name,
            scopes,
            created_at: now,
            expires_at: now.plus(DAY * new.days),
            last_used_at: None,
        };
        let secret = AccessTokenSecret::draw(&self.randomness);
        let mut write = self.storage.begin().await?;
        if write.list_tokens(id, now).await?.len() >= limits::TOKENS_PER_ACCOUNT {
            return Err(AccountError::TooManyTokens.into());
        }
        write.insert_token(&token, self.key.hash(&secret).0).await?;
        write.commit().await?;
        tracing::info!("somebody made an access token");
        Ok((token, secret))
    }

    /// Revokes a token of account `id`. One that is gone, or that is another's, is left as it is.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn revoke_token(
        &self,
        id: AccountId,
        token: AccessTokenId,
    ) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write.delete_token(id, token).await?;
        Ok(write.commit().await?)
    }

    /// For whom a program speaks that has the token `text`, when the token allows `scope`.
    ///
    /// # Errors
    /// `not_signed_in` for a token that is not good, or not any more; `not_allowed` for one that does not allow
    /// it; `unavailable`.
    pub async fn authorize_token(&self, text: &str, scope: Scope) -> Result<Account, ServiceError> {
        let secret = AccessTokenSecret::parse(text).ok_or(AccountError::NotSignedIn)?;
        let now = self.clock.now();
        let (token, account) = self
            .storage
            .find_token(self.key.hash(&secret).0, now)
            .await?
            .ok_or(AccountError::NotSignedIn)?;
        if !token.scopes.allow(scope) {
            return Err(ServiceError::NotAllowed);
        }
        if token
            .last_used_at
            .is_none_or(|last| now >= last.plus(limits::NOTE_USE_EVERY))
        {
            // Who they are is known all the same when there is no place to note it; the log has it.
            let _ = self.note_token_use(token.id, now).await;
        }
        Ok(account)
    }

    async fn note_token_use(&self, id: AccessTokenId, now: Timestamp) -> Result<(), ServiceError> {
        let mut write = self.storage.begin().await?;
        write.note_token_use(id, now).await?;
        Ok(write.commit().await?)
    }
}
