//! What a server function answers when it cannot do what was asked.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

use crate::protocol::{error_code::ErrorCode, server_message::ErrorMessage};

/// A refusal: the stable word, and when to try again where that helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("the server refused: {code:?}")]
#[serde(rename_all = "camelCase")]
pub struct ApiError {
    /// The stable word.
    pub code: ErrorCode,
    /// Milliseconds after which it may be tried again.
    pub retry_after: Option<u64>,
}

impl ApiError {
    /// A refusal that does not pass by waiting.
    pub const fn new(code: ErrorCode) -> Self {
        Self {
            code,
            retry_after: None,
        }
    }
}

/// Whatever can be told to a browser at all.
impl<E> From<E> for ApiError
where
    ErrorMessage: From<E>,
{
    fn from(refused: E) -> Self {
        let refusal = ErrorMessage::from(refused);
        Self {
            code: refusal.code,
            retry_after: refusal.retry_after,
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::new(ErrorCode::BadRequest),
            _ => Self::new(ErrorCode::Unavailable),
        }
    }
}
