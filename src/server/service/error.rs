//! Why a use case did not do what was asked, and the stable word for it.

use super::AccountError;
use crate::{
    protocol::{error_code::ErrorCode, server_message::ErrorMessage},
    server::{
        rooms::{RoomError, WriteError},
        secret::HashError,
        storage::StorageError,
    },
};

/// Why a use case did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ServiceError {
    /// There is no such session.
    #[error("there is no such session")]
    SessionNotFound,
    /// The session is over.
    #[error("the session is over")]
    SessionEnded,
    /// All seats are taken.
    #[error("all seats are taken")]
    SessionFull,
    /// No ticket, or one that does not open this session.
    #[error("the ticket does not open this session")]
    NotJoined,
    /// The role does not allow it.
    #[error("the role does not allow it")]
    NotAllowed,
    /// Something about an account.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The room refused a message.
    #[error("the room refused: {}", .0.message)]
    Refused(ErrorMessage),
    /// The database cannot be used. It was logged where it happened.
    #[error("the server cannot do it now")]
    Unavailable,
}

impl ServiceError {
    /// The stable word for it.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::SessionNotFound => ErrorCode::SessionNotFound,
            Self::SessionEnded => ErrorCode::SessionEnded,
            Self::SessionFull => ErrorCode::SessionFull,
            Self::NotJoined => ErrorCode::NotJoined,
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::Account(error) => error.code(),
            Self::Refused(refusal) => refusal.code,
            Self::Unavailable => ErrorCode::Unavailable,
        }
    }
}

impl From<ServiceError> for ErrorMessage {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Refused(refusal) => refusal,
            error => Self {
                code: error.code(),
                message: error.to_string(),
                retry_after: None,
                local_ref: None,
            },
        }
    }
}

impl From<StorageError> for ServiceError {
    fn from(error: StorageError) -> Self {
        tracing::error!(%error, "the database did not do what was asked");
        Self::Unavailable
    }
}

impl From<HashError> for ServiceError {
    fn from(error: HashError) -> Self {
        tracing::warn!(%error, "a password was not looked at");
        Self::Unavailable
    }
}

impl From<RoomError> for ServiceError {
    fn from(error: RoomError) -> Self {
        match error {
            RoomError::NotFound => Self::SessionNotFound,
            RoomError::Ended(_) => Self::SessionEnded,
            RoomError::Full => Self::SessionFull,
            RoomError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<WriteError> for ServiceError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Room(error) => error.into(),
            WriteError::Refused(refusal) => Self::Refused(refusal),
        }
    }
}
