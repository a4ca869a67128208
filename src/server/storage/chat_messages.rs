//! The table `chat_messages`. The number of a message is given inside the transaction that stores it, so that
//! a failed commit leaves no gap.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Storage, StorageError, Write};
use crate::domain::{
    chat::{ChatBody, ChatMessage},
    clock::Timestamp,
    ids::{LocalRef, MessageId, ParticipantId, SessionId},
    participant::DisplayName,
};

/// A message that is to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChatMessage {
    /// Its id.
    pub id: MessageId,
    /// The session.
    pub session_id: SessionId,
    /// Who wrote it.
    pub author_id: ParticipantId,
    /// The name they have now.
    pub author_name: DisplayName,
    /// The author's own name for it.
    pub local_ref: LocalRef,
    /// The text.
    pub body: ChatBody,
    /// When the server took it.
    pub sent_at: Timestamp,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredChatMessage {
    /// The message as it stands in the database.
    pub message: ChatMessage,
    /// Whether it was stored now; false when it had been before.
    pub fresh: bool,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    seq: i64,
    author_id: Uuid,
    author_name: String,
    local_ref: Uuid,
    body: String,
    sent_at: i64,
}

impl TryFrom<Row> for ChatMessage {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: MessageId::from_uuid(row.id),
            seq: u64::try_from(row.seq)
                .map_err(|_| StorageError::Corrupt("the number of a message"))?,
            author_id: ParticipantId::from_uuid(row.author_id),
            author_name: DisplayName::clean(&row.author_name)
                .ok_or(StorageError::Corrupt("the name of an author"))?,
            local_ref: LocalRef::from_uuid(row.local_ref),
            body: ChatBody::parse(&row.body)
                .map_err(|_| StorageError::Corrupt("the text of a message"))?,
            sent_at: Timestamp::from_micros(row.sent_at),
        })
    }
}

impl Storage {
    /// The newest `limit` messages of session `id` before number `before` (exclusive), oldest first.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used.
    pub async fn list_chat_before(
        &self,
        id: SessionId,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<ChatMessage>, StorageError> {
        let before = before
            .and_then(|seq| i64::try_from(seq).ok())
            .unwrap_or(i64::MAX);
        let mut messages: Vec<ChatMessage> = sqlx::query_as::<_, Row>(
            "SELECT id, seq, author_id, author_name, local_ref, body, sent_at FROM chat_messages \
             WHERE session_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        )
        .bind(id.as_uuid())
        .bind(before)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?
        .into_iter()
        .map(ChatMessage::try_from)
        .collect::<Result<_, _>>()?;
        messages.reverse();
        Ok(messages)
    }
}

impl Write {
    /// Stores a message under the next number of its session, or finds it when the author has sent it before.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn insert_chat_message(
        &mut self,
        new: &NewChatMessage,
    ) -> Result<StoredChatMessage, StorageError> {
        let seq: Option<i64> = sqlx::query_scalar(
            "INSERT INTO chat_messages (id, session_id, seq, author_id, author_name, local_ref, body, sent_at) \
             SELECT $1, $2, COALESCE(MAX(seq), 0) + 1, $3, $4, $5, $6, $7 FROM chat_messages WHERE session_id = $2 \
             ON CONFLICT (author_id, local_ref) DO NOTHING RETURNING seq",
        )
        .bind(new.id.as_uuid())
        .bind(new.session_id.as_uuid())
        .bind(new.author_id.as_uuid())
        .bind(new.author_name.as_str())
        .bind(new.local_ref.as_uuid())
        .bind(new.body.as_str())
        .bind(new.sent_at.as_micros())
        .fetch_optional(&mut *self.transaction)
        .await?;
        if let Some(seq) = seq {
            let seq =
                u64::try_from(seq).map_err(|_| StorageError::Corrupt("the number of a message"))?;
            let message = ChatMessage {
                id: new.id,
                seq,
                author_id: new.author_id,
                author_name: new.author_name.clone(),
                local_ref: new.local_ref,
                body: new.body.clone(),
                sent_at: new.sent_at,
            };
            return Ok(StoredChatMessage {
                message,
                fresh: true,
            });
        }
        let row: Row = sqlx::query_as(
            "SELECT id, seq, author_id, author_name, local_ref, body, sent_at FROM chat_messages \
             WHERE author_id = $1 AND local_ref = $2",
        )
        .bind(new.author_id.as_uuid())
        .bind(new.local_ref.as_uuid())
        .fetch_one(&mut *self.transaction)
        .await?;
        Ok(StoredChatMessage {
            message: row.try_into()?,
            fresh: false,
        })
    }
}
