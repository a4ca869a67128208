//! Words of refusal, and the way back to who asked.

use std::time::Duration;

use super::delivery::{Asker, Delivery, SocketId};
use crate::{
    domain::ids::LocalRef,
    protocol::{
        error_code::{CloseCode, ErrorCode},
        server_message::{ErrorMessage, ServerMessage, Termination},
    },
};

/// Why a command of a host is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) ErrorCode);

/// A refusal in a word for programs and a sentence for logs.
pub(super) fn refusal(
    code: ErrorCode,
    message: &str,
    retry_after: Option<Duration>,
    local_ref: Option<LocalRef>,
) -> ErrorMessage {
    ErrorMessage {
        code,
        message: message.to_owned(),
        // Rounded up: who waits exactly this long is let through.
        retry_after: retry_after
            .map(|wait| u64::try_from(wait.as_micros().div_ceil(1_000)).unwrap_or(u64::MAX)),
        local_ref,
        to: None,
    }
}

/// Tells it to who asked.
pub(super) fn answer(asker: Asker, refusal: ErrorMessage) -> Delivery {
    match asker {
        Asker::Socket(socket) => Delivery::Send {
            to: vec![socket],
            message: ServerMessage::Error(refusal),
        },
        Asker::Call(call) => Delivery::Answer {
            call,
            result: Err(refusal),
        },
    }
}

/// Too much of it; how long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooFast(pub(super) Duration);

impl From<Refusal> for ErrorMessage {
    fn from(Refusal(code): Refusal) -> Self {
        refusal(code, "this cannot be done", None, None)
    }
}

impl From<TooFast> for ErrorMessage {
    fn from(TooFast(wait): TooFast) -> Self {
        refusal(ErrorCode::TooFast, "too many signs", Some(wait), None)
    }
}

/// Tells a socket that it is over for its person alone, and closes it.
pub(super) fn send_away(
    socket: Option<SocketId>,
    reason: Termination,
    code: CloseCode,
    out: &mut Vec<Delivery>,
) {
    if let Some(socket) = socket {
        out.push(Delivery::Send {
            to: vec![socket],
            message: ServerMessage::SessionTerminated { reason },
        });
        out.push(Delivery::Close { socket, code });
    }
}
