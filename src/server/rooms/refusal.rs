//! Words of refusal, and the way back to who asked.

use std::time::Duration;

use super::delivery::{Asker, Delivery};
use crate::{
    domain::ids::LocalRef,
    protocol::{
        error_code::ErrorCode,
        server_message::{ErrorMessage, ServerMessage},
    },
};

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
