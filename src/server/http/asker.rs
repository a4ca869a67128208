//! Who asks for something that is neither a page nor a server function, and how it is refused: by a status alone.

use std::time::Duration;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{address_limits::Limited, cookies, state::AppState, visitor::Visitor};
use crate::server::{
    secret::LoginSecret,
    service::{ServiceError, SignedIn},
};

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Too often from one address; it may be tried again after this long.
    TooFast(Duration),
    /// Nobody is signed in.
    NotSignedIn,
    /// There is nothing, or nothing for the asker.
    NotFound,
    /// The server cannot do it now.
    Unavailable,
}

/// Counts `what` for the asker's address.
pub(super) fn count(state: &AppState, visitor: &Visitor, what: Limited) -> Result<(), Refusal> {
    let now = state.services.clock.now();
    state
        .site
        .limits
        .take(what, visitor.address, now)
        .map_err(Refusal::TooFast)
}

/// Who is signed in, and the secret that proves it.
pub(super) async fn signed_in(
    state: &AppState,
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<(SignedIn, LoginSecret), Refusal> {
    let login = cookies::login(headers, visitor.public.is_secure()).ok_or(Refusal::NotSignedIn)?;
    let asker = state.services.find_signed_in(&login).await?;
    Ok((asker.ok_or(Refusal::NotSignedIn)?, login))
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::SessionNotFound => Self::NotFound,
            _ => Self::Unavailable,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::TooFast(wait) => {
                let seconds = (wait.as_secs() + 1).to_string();
                (
                    StatusCode::TOO_MANY_REQUESTS,
                    [(header::RETRY_AFTER, seconds)],
                )
                    .into_response()
            }
            Self::NotSignedIn => StatusCode::UNAUTHORIZED.into_response(),
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
}
