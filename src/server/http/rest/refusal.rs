//! How the API refuses: one form for everything, with the stable word of `protocol::error_code` and the HTTP status
//! that fits it.

use std::time::Duration;

use axum::{
    Json,
    extract::rejection::{JsonRejection, PathRejection, QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    protocol::{error_code::ErrorCode, server_message::ErrorMessage},
    server::service::{AccountError, ServiceError},
};

/// How long to wait where nothing says how long.
const A_MINUTE: Duration = Duration::from_secs(60);

/// Why something was not done.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Refusal, example = json!({
    "error": "there is no such session", "code": "session_not_found", "details": null,
}))]
pub(super) struct Refusal {
    /// A sentence in English for whoever reads a log.
    error: String,
    /// The stable word for it: what a program decides by.
    code: ErrorCode,
    /// What else there is to say about it.
    details: Option<Details>,
    #[serde(skip)]
    status: StatusCode,
}

/// More about a refusal; what does not apply is left out.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Details {
    /// The field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    /// What is wrong with the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Seconds after which it may be tried again; `Retry-After` says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Refusal {
    pub(super) fn new(code: ErrorCode, error: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            code,
            details: None,
            status: status(code),
        }
    }

    /// `field` of the request cannot be what it is, for `reason`.
    pub(super) fn of_field(code: ErrorCode, field: &'static str, reason: &str) -> Self {
        Self {
            details: Some(Details {
                field: Some(field),
                reason: Some(reason.to_owned()),
                retry_after: None,
            }),
            ..Self::new(code, "the request says something that cannot be")
        }
    }

    /// The stable word for it.
    pub(super) const fn code(&self) -> ErrorCode {
        self.code
    }

    /// The HTTP status for it.
    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong with the request, or else the sentence for whoever reads a log.
    pub(super) fn reason(&self) -> &str {
        let reason = self
            .details
            .as_ref()
            .and_then(|more| more.reason.as_deref());
        reason.unwrap_or(&self.error)
    }

    /// The headers that go with it.
    pub(super) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let wait = self.details.as_ref().and_then(|more| more.retry_after);
        if let Some(seconds) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        headers
    }

    /// It was too often; it may be tried again after `wait`.
    pub(super) fn too_fast(wait: Duration) -> Self {
        Self::new(ErrorCode::TooFast, "too often in a short time").after(wait)
    }

    /// The body is JSON, and not what the operation takes.
    pub(super) fn of_body(reason: String) -> Self {
        Self::malformed(StatusCode::UNPROCESSABLE_ENTITY, reason)
    }

    /// The request has not the form that it should have.
    fn malformed(status: StatusCode, reason: String) -> Self {
        let code = match status {
            StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::BodyTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
            _ => ErrorCode::BadRequest,
        };
        Self {
            details: Some(Details {
                reason: Some(reason),
                ..Details::default()
            }),
            status,
            ..Self::new(code, "the request has not the form that it should have")
        }
    }

    fn after(self, wait: Duration) -> Self {
        Self {
            details: Some(Details {
                retry_after: Some(wait.as_secs() + 1),
                ..Details::default()
            }),
            ..self
        }
    }

    /// What nobody put into words, known by its status alone.
    pub(super) fn of_status(status: StatusCode) -> Self {
        let (code, error) = match status {
            StatusCode::UNAUTHORIZED => (ErrorCode::NotSignedIn, "nobody is signed in"),
            StatusCode::FORBIDDEN => (
                ErrorCode::ForeignOrigin,
                "the request came from another site",
            ),
            StatusCode::NOT_FOUND => (ErrorCode::PathNotFound, "there is no such path"),
            StatusCode::METHOD_NOT_ALLOWED => (
                ErrorCode::MethodNotAllowed,
                "this path does not know this method",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => (ErrorCode::BodyTooLarge, "the request is too large"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                (ErrorCode::UnsupportedMediaType, "the request is not JSON")
            }
            status if status.is_server_error() => {
                (ErrorCode::Unavailable, "the server cannot do it now")
            }
            _ => (
                ErrorCode::BadRequest,
                "the request has not the form that it should have",
            ),
        };
        Self {
            status,
            ..Self::new(code, error)
        }
    }
}

/// The HTTP status of a stable word.
pub(super) const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::SessionNotFound
        | ErrorCode::MessageNotFound
        | ErrorCode::AccountNotFound
        | ErrorCode::PresetNotFound
        | ErrorCode::UserNotFound
        | ErrorCode::UnknownReceiver
        | ErrorCode::PathNotFound => StatusCode::NOT_FOUND,
        ErrorCode::SessionEnded => StatusCode::GONE,
        ErrorCode::SessionNotBegun
        | ErrorCode::SessionBegun
        | ErrorCode::SessionFull
        | ErrorCode::LastHost
        | ErrorCode::NotExtendable
        | ErrorCode::NoRelay
        | ErrorCode::EmailTaken
        | ErrorCode::LastAdmin
        | ErrorCode::TooManyTokens
        | ErrorCode::TooManyPresets
        | ErrorCode::NameTaken => StatusCode::CONFLICT,
        ErrorCode::NotSignedIn => StatusCode::UNAUTHORIZED,
        ErrorCode::NotAllowed
        | ErrorCode::NotJoined
        | ErrorCode::NotAdmitted
        | ErrorCode::Removed
        | ErrorCode::SessionLocked
        | ErrorCode::ChatPaused
        | ErrorCode::ForeignOrigin
        | ErrorCode::WrongLogin
        | ErrorCode::WrongPassword
        | ErrorCode::AccountDisabled
        | ErrorCode::SignUpClosed
        | ErrorCode::InvitationInvalid
        | ErrorCode::PasswordLinkInvalid => StatusCode::FORBIDDEN,
        ErrorCode::TimeRefused
        | ErrorCode::PeopleRefused
        | ErrorCode::ChatEmpty
        | ErrorCode::ChatTooLong
        | ErrorCode::EmailMalformed
        | ErrorCode::NameEmpty
        | ErrorCode::PasswordRefused
        | ErrorCode::TimeZoneUnknown => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::TooFast | ErrorCode::TooManySessions => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::BadRequest | ErrorCode::UnknownType | ErrorCode::WrongVersion => {
            StatusCode::BAD_REQUEST
        }
    }
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        let told = ErrorMessage::from(error);
        let refusal = Self::new(told.code, told.message);
        match (told.retry_after, told.code) {
            (Some(millis), _) => refusal.after(Duration::from_millis(millis)),
            (None, ErrorCode::TooFast | ErrorCode::TooManySessions) => refusal.after(A_MINUTE),
            (None, _) => refusal,
        }
    }
}

impl From<AccountError> for Refusal {
    fn from(error: AccountError) -> Self {
        ServiceError::from(error).into()
    }
}

impl From<JsonRejection> for Refusal {
    fn from(rejection: JsonRejection) -> Self {
        Self::malformed(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for Refusal {
    fn from(rejection: PathRejection) -> Self {
        Self::malformed(rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for Refusal {
    fn from(rejection: QueryRejection) -> Self {
        Self::malformed(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, self.headers(), Json(self)).into_response()
    }
}
