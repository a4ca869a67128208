//! Who asks: a program by its token, or a page of ours by the login of whoever sits in front of it. Where there is
//! an `Authorization`, it alone counts, right or wrong. Everything is counted for the asker's address first, so that
//! guessing tokens is slow.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};

use super::refusal::Refusal;
use crate::{
    domain::{access_code::AccessCode, access_token::Scope, account::Account, ids::SessionId},
    protocol::route::Route,
    server::{
        http::{
            address_limits::Limited, cookies, guest_sessions::GuestSession, state::AppState,
            visitor::Visitor,
        },
        secret::Ticket,
        service::{AccountError, Seated, ServiceError, Services},
    },
};

/// The request, as far as a handler has to know: what it can reach, and the address that it came from.
pub(super) struct Guest {
    state: AppState,
    pub(super) visitor: Visitor,
}

/// Anybody: a program or a page of ours for somebody who proved who they are, or for a guest.
pub(super) struct Anyone {
    /// Who it is for; none for a guest.
    pub(super) account: Option<Account>,
    headers: HeaderMap,
    guest: Guest,
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

    /// The cookie with the ticket of a new seat; none when the seat came without one.
    pub(super) fn ticket_cookie(&self, seated: &Seated) -> Option<HeaderValue> {
        self.state
            .ticket_cookie(seated, self.visitor.public.is_secure())
    }

    /// The link of a session.
    pub(super) fn link(&self, id: SessionId) -> String {
        format!("{}{}", self.visitor.public, Route::Join(id).path())
    }

    /// The path of a socket of this server, for programs.
    pub(super) fn socket(&self, path: &str) -> String {
        let public = &self.visitor.public;
        let scheme = if public.is_secure() { "wss" } else { "ws" };
        format!("{scheme}://{}{path}", public.host())
    }

    /// The link that gives a part in a session.
    pub(super) fn role_link(&self, id: SessionId, code: &AccessCode) -> String {
        format!("{}{}", self.visitor.public, Route::role_link(id, code))
    }

    /// Asks `question`, in which a code may have been guessed: a wrong one counts against the asker's address.
    ///
    /// # Errors
    /// `too_fast` after too many wrong ones, and those of the question.
    pub(super) async fn guess<T>(
        &self,
        question: impl Future<Output = Result<T, ServiceError>>,
    ) -> Result<T, Refusal> {
        let now = self.services().clock.now();
        let is_wrong = |refused: &ServiceError| *refused == ServiceError::SessionNotFound;
        let answer = self
            .state
            .site
            .limits
            .guess(self.visitor.address, now, is_wrong, question)
            .await
            .map_err(Refusal::too_fast)?;
        Ok(answer?)
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

impl Anyone {
    /// Counts a session that the asker is about to begin, and says so when it was. Those of an account are counted
    /// where they are stored.
    ///
    /// # Errors
    /// `too_many_sessions` when as many of their network are live as may be, `unavailable`.
    pub(super) async fn begin_as_guest(&self) -> Result<Option<GuestSession>, ServiceError> {
        match self.account {
            Some(_) => Ok(None),
            None => self.begin_counted().await.map(Some),
        }
    }

    /// The same, whoever it is.
    ///
    /// # Errors
    /// As [`Anyone::begin_as_guest`].
    pub(super) async fn begin_counted(&self) -> Result<GuestSession, ServiceError> {
        self.guest
            .state
            .begin_counted(self.guest.visitor.address)
            .await
    }

    /// Their ticket for session `id`.
    pub(super) fn ticket(&self, id: SessionId) -> Option<Ticket> {
        cookies::ticket(&self.headers, id, self.visitor.public.is_secure())
    }
}

impl FromRequestParts<AppState> for Anyone {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let guest = Guest::from_request_parts(parts, state).await?;
        let headers = parts.headers.clone();
        let is_guest = !headers.contains_key(header::AUTHORIZATION)
            && match cookies::login(&headers, guest.visitor.public.is_secure()) {
                Some(login) => guest.services().find_signed_in(&login).await?.is_none(),
                None => true,
            };
        if is_guest {
            return Ok(Self {
                account: None,
                headers,
                guest,
            });
        }
        let Asker { account, guest } = guest.prove(&headers, Scope::SessionsWrite).await?;
        Ok(Self {
            account: Some(account),
            headers,
            guest,
        })
    }
}

impl std::ops::Deref for Anyone {
    type Target = Guest;

    fn deref(&self) -> &Guest {
        &self.guest
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
