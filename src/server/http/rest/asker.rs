//! Who asks: a program by its token, or a page of ours by the login of whoever sits in front of it. Where there is
//! an `Authorization`, it alone counts, right or wrong. Everything is counted for the asker's address first, so that
//! guessing tokens is slow.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};

use super::refusal::Refusal;
use crate::{
    domain::{access_token::Scope, account::Account, ids::SessionId},
    protocol::route::Route,
    server::{
        http::{address_limits::Limited, cookies, state::AppState, visitor::Visitor},
        service::{AccountError, Seated, Services},
    },
};

/// The request, as far as a handler has to know: what it can reach, and the address that it came from.
pub(super) struct Guest {
    state: AppState,
    pub(super) visitor: Visitor,
}

/// Somebody who may read their sessions.
pub(super) struct Reader(Asker);

/// Somebody who may make and change sessions.
pub(super) struct Writer(Asker);

/// Somebody who proved who they are.
pub(super) struct Asker {
    pub(super) account: Account,
    pub(super) guest: Guest,
}

impl Guest {
    /// The use cases.
    pub(super) fn services(&self) -> &Services {
        &self.state.services
    }

    /// Counts `what` for the asker's address.
    ///
    /// # Errors
    /// `too_fast` when it was too often.
    pub(super) fn count(&self, what: Limited) -> Result<(), Refusal> {
        let now = self.services().clock.now();
        self.state
            .site
            .limits
            .take(what, self.visitor.address, now)
            .map_err(Refusal::too_fast)
    }

    /// Whether `what` would pass, without counting it.
    ///
    /// # Errors
    /// `too_fast` when it would not.
    pub(super) fn check(&self, what: Limited) -> Result<(), Refusal> {
        let now = self.services().clock.now();
        self.state
            .site
            .limits
            .check(what, self.visitor.address, now)
            .map_err(Refusal::too_fast)
    }

    /// The cookie with the ticket of a new seat; none when the seat came without one.
    pub(super) fn ticket_cookie(&self, seated: &Seated) -> Option<HeaderValue> {
        self.state
            .ticket_cookie(seated, self.visitor.public.is_secure())
    }

    /// The link of a session.
    pub(super) fn link(&self, id: SessionId) -> String {
        format!("{}{}", self.visitor.public, Route::Join(id).path())
    }

    async fn prove(self, headers: &HeaderMap, scope: Scope) -> Result<Asker, Refusal> {
        let account = match headers.get(header::AUTHORIZATION) {
            Some(proof) => {
                let token = proof
                    .to_str()
                    .ok()
                    .and_then(|proof| proof.split_once(' '))
                    .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
                    .map(|(_, token)| token.trim())
                    .ok_or(AccountError::NotSignedIn)?;
                self.services().authorize_token(token, scope).await?
            }
            None => {
                let secure = self.visitor.public.is_secure();
                let login = cookies::login(headers, secure).ok_or(AccountError::NotSignedIn)?;
                let asker = self.services().find_signed_in(&login).await?;
                asker.ok_or(AccountError::NotSignedIn)?.account
            }
        };
        Ok(Asker {
            account,
            guest: self,
        })
    }
}

impl FromRequestParts<AppState> for Guest {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let guest = Self {
            state: state.clone(),
            visitor: parts
                .extensions
                .get()
                .cloned()
                .expect("the layer in front of every handler says who visits"),
        };
        guest.count(Limited::Ask)?;
        Ok(guest)
    }
}

impl FromRequestParts<AppState> for Reader {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let guest = Guest::from_request_parts(parts, state).await?;
        let asker = guest.prove(&parts.headers, Scope::SessionsRead).await?;
        Ok(Self(asker))
    }
}

impl FromRequestParts<AppState> for Writer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let guest = Guest::from_request_parts(parts, state).await?;
        let asker = guest.prove(&parts.headers, Scope::SessionsWrite).await?;
        Ok(Self(asker))
    }
}

impl std::ops::Deref for Reader {
    type Target = Asker;

    fn deref(&self) -> &Asker {
        &self.0
    }
}

impl std::ops::Deref for Writer {
    type Target = Asker;

    fn deref(&self) -> &Asker {
        &self.0
    }
}

impl std::ops::Deref for Asker {
    type Target = Guest;

    fn deref(&self) -> &Guest {
        &self.guest
    }
}
