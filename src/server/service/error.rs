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
    /// The session is to be, and nobody has begun it.
    #[error("the session has not begun")]
    SessionNotBegun,
    /// The session is live already: what was planned of it cannot be changed.
    #[error("the session has begun")]
    SessionBegun,
    /// The session is over, or was called off.
    #[error("the session is over")]
    SessionEnded,
    /// All seats are taken.
    #[error("all seats are taken")]
    SessionFull,
    /// Nobody new is let in.
    #[error("the session is locked")]
    SessionLocked,
    /// A host has not let them in, yet or at all.
    #[error("a host has not let them in")]
    NotAdmitted,
    /// A host has put them out.
    #[error("a host has put them out")]
    Removed,
    /// As many sessions of this account, or of guests of this network, are live as may be.
    #[error("as many sessions of this account, or of guests of this network, are live as may be")]
    TooManySessions,
    /// Calls cannot go by a relay, for there is none.
    #[error("calls cannot go by a relay, for there is none")]
    NoRelay,
    /// No ticket, or one that does not open this session.
    #[error("the ticket does not open this session")]
    NotJoined,
    /// The role does not allow it.
    #[error("the role does not allow it")]
    NotAllowed,
    /// Something about an account.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The time of an appointment is past, too far, too long, or no time at all.
    #[error("there can be no appointment at this time")]
    TimeRefused,
    /// Somebody cannot be part of the appointment.
    #[error("these people cannot have this appointment")]
    PeopleRefused,
    /// The asker wrote no such message.
    #[error("there is no such message of theirs")]
    MessageNotFound,
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
            Self::SessionNotBegun => ErrorCode::SessionNotBegun,
            Self::SessionBegun => ErrorCode::SessionBegun,
            Self::SessionEnded => ErrorCode::SessionEnded,
            Self::SessionFull => ErrorCode::SessionFull,
            Self::SessionLocked => ErrorCode::SessionLocked,
            Self::NotAdmitted => ErrorCode::NotAdmitted,
            Self::Removed => ErrorCode::Removed,
            Self::TooManySessions => ErrorCode::TooManySessions,
            Self::NoRelay => ErrorCode::NoRelay,
            Self::NotJoined => ErrorCode::NotJoined,
            Self::NotAllowed => ErrorCode::NotAllowed,
            Self::Account(error) => error.code(),
            Self::TimeRefused => ErrorCode::TimeRefused,
            Self::PeopleRefused => ErrorCode::PeopleRefused,
            Self::MessageNotFound => ErrorCode::MessageNotFound,
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
                to: None,
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
            RoomError::NotBegun => Self::SessionNotBegun,
            RoomError::Ended(_) => Self::SessionEnded,
            RoomError::Full => Self::SessionFull,
            RoomError::Locked => Self::SessionLocked,
            RoomError::NoGuests => Self::Account(AccountError::NotSignedIn),
            RoomError::NotAdmitted => Self::NotAdmitted,
            RoomError::Removed => Self::Removed,
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
