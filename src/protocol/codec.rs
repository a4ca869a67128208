//! Text frames to messages and back. Unknown fields are ignored, unknown types are an error with a name of
//! their own, and nothing that arrives can panic.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::error_code::ErrorCode;

/// Why a frame is no message.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not JSON, or not of the form that its type asks for.
    #[error("the frame is not a message of this protocol: {0}")]
    Malformed(#[source] serde_json::Error),
    /// JSON with a `type` that is not known.
    #[error("the message type is not known")]
    UnknownType,
}

impl DecodeError {
    /// The stable word for it.
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Malformed(_) => ErrorCode::BadRequest,
            Self::UnknownType => ErrorCode::UnknownType,
        }
    }
}

/// The message as the text of a frame.
pub fn encode<M: Serialize>(message: &M) -> String {
    serde_json::to_string(message).expect("messages have string keys and no failing serializers")
}

/// The message in a frame's text.
///
/// # Errors
/// [`DecodeError`] when it is none.
pub fn decode<M: DeserializeOwned>(text: &str) -> Result<M, DecodeError> {
    // As bytes, as the answers of the server functions are read: the browser's program has one reader for both.
    serde_json::from_slice(text.as_bytes()).map_err(|error| {
        // serde names an unknown variant only in its sentence, so the tag is looked at again on this rare path.
        let unknown = serde_json::from_slice::<Tag>(text.as_bytes()).is_ok_and(|Tag { name }| {
            error
                .to_string()
                .starts_with(&format!("unknown variant `{name}`"))
        });
        if unknown {
            DecodeError::UnknownType
        } else {
            DecodeError::Malformed(error)
        }
    })
}

#[derive(Deserialize)]
struct Tag {
    #[serde(rename = "type")]
    name: String,
}
