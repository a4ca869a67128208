//! What people write to each other.

use serde::{Deserialize, Serialize};

use super::{
    clock::Timestamp,
    ids::{LocalRef, MessageId, ParticipantId},
    limits,
    participant::DisplayName,
};

/// A message that is stored. The same shape in the database, on the wire and in the list that people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatMessage {
    /// Its id.
    pub id: MessageId,
    /// Its place in the session's chat: 1, 2, 3 … without a gap.
    pub seq: u64,
    /// Who wrote it.
    pub author_id: ParticipantId,
    /// The name they had.
    pub author_name: DisplayName,
    /// The author's own name for it, so that the echo is recognised as the receipt.
    pub local_ref: LocalRef,
    /// The text.
    pub body: ChatBody,
    /// When the server took it.
    pub sent_at: Timestamp,
    /// When its author took it back, or a host removed it; its text is gone since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
    /// Whether a host wants everybody to see it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub announcement: bool,
}

/// The number of the first message that somebody is shown who comes when message `newest` was the last one, where
/// newcomers are shown so much of the `history`: all of it without a figure.
pub fn first_shown(history: Option<u32>, newest: u64) -> u64 {
    history.map_or(1, |last| {
        (newest + 1).saturating_sub(u64::from(last)).max(1)
    })
}

/// How a chat is written down for those who take it with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// To be read.
    Markdown,
    /// For programs.
    Json,
}

/// The text of a message: 1 to 2,000 characters, line breaks kept, other control characters gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChatBody(String);

/// Why a text is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChatBodyError {
    /// Nothing is left after cleaning.
    #[error("the message is empty")]
    Empty,
    /// More than [`limits::CHAT_CHARS`] characters.
    #[error("the message is longer than {max} characters", max = limits::CHAT_CHARS)]
    TooLong,
}

impl ChatBody {
    /// Cleans `raw` and checks its length.
    ///
    /// # Errors
    /// [`ChatBodyError`] when it is empty or too long.
    pub fn parse(raw: &str) -> Result<Self, ChatBodyError> {
        let unified = raw.replace("\r\n", "\n");
        let text: String = unified
            .chars()
            .filter(|character| *character == '\n' || *character == '\t' || !character.is_control())
            .collect();
        let text = text.trim();
        if text.is_empty() {
            return Err(ChatBodyError::Empty);
        }
        if text.chars().count() > limits::CHAT_CHARS {
            return Err(ChatBodyError::TooLong);
        }
        Ok(Self(text.to_owned()))
    }

    /// What stands in the place of a text that was taken back, for whoever does not look at
    /// [`ChatMessage::deleted_at`].
    pub fn deleted() -> Self {
        Self("[deleted]".to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ChatBody {
    type Error = ChatBodyError;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        Self::parse(&raw)
    }
}

impl From<ChatBody> for String {
    fn from(body: ChatBody) -> Self {
        body.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_lines_and_loses_control_characters() {
        assert_eq!(ChatBody::parse(" a\r\n\u{7}b ").unwrap().as_str(), "a\nb");
    }

    #[test]
    fn a_message_is_neither_empty_nor_too_long() {
        assert_eq!(ChatBody::parse(" \u{0} "), Err(ChatBodyError::Empty));
        assert!(ChatBody::parse(&"é".repeat(limits::CHAT_CHARS)).is_ok());
        assert_eq!(
            ChatBody::parse(&"é".repeat(limits::CHAT_CHARS + 1)),
            Err(ChatBodyError::TooLong)
        );
    }
}
