//! The table `chat_messages`. The number of a message is given inside the transaction that stores it, so that
//! a failed commit leaves no gap.

use std::collections::{HashMap, HashSet};

use sqlx::{FromRow, QueryBuilder};
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
    deleted_at: Option<i64>,
    announcement: bool,
}

impl TryFrom<Row> for ChatMessage {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: MessageId::from_uuid(row.id),
            seq: number(row.seq)?,
            author_id: ParticipantId::from_uuid(row.author_id),
            author_name: DisplayName::clean(&row.author_name)
                .ok_or(StorageError::Corrupt("the name of an author"))?,
            local_ref: LocalRef::from_uuid(row.local_ref),
            body: ChatBody::parse(&row.body)
                .map_err(|_| StorageError::Corrupt("the text of a message"))?,
            sent_at: Timestamp::from_micros(row.sent_at),
            deleted_at: row.deleted_at.map(Timestamp::from_micros),
            announcement: row.announcement,
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
            "SELECT id, seq, author_id, author_name, local_ref, body, sent_at, deleted_at, announcement \
             FROM chat_messages \
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
    /// Stores messages under the next numbers of their sessions, in this order, with one statement: a commit
    /// carries many, and a statement for each would cost more than the disk. Gives one outcome for each: the
    /// stored message; the one that stands there already, when its author has sent it before; `None` when the
    /// author is not of that session, or no longer there.
    ///
    /// # Errors
    /// [`StorageError`] when the database cannot be used; then none of them is stored.
    pub async fn insert_chat_messages(
        &mut self,
        new: &[&NewChatMessage],
    ) -> Result<Vec<Option<StoredChatMessage>>, StorageError> {
        // An author may have sent a message twice within this group, too.
        let mut named = HashSet::new();
        let once: Vec<_> = new
            .iter()
            .copied()
            .filter(|new| named.insert((new.author_id, new.local_ref)))
            .collect();
        let numbers = self.number_and_insert(&once).await?;
        let mut outcomes = Vec::with_capacity(new.len());
        for new in new {
            outcomes.push(match numbers.get(&new.id) {
                Some(seq) => Some(StoredChatMessage {
                    message: new.numbered(*seq),
                    fresh: true,
                }),
                None => self.find_sent_before(new).await?,
            });
        }
        Ok(outcomes)
    }

    /// Stores those that are new and whose author is there. Gives the numbers of what was stored.
    async fn number_and_insert(
        &mut self,
        new: &[&NewChatMessage],
    ) -> Result<HashMap<MessageId, u64>, StorageError> {
        if new.is_empty() {
            return Ok(HashMap::new());
        }
        let mut insert = QueryBuilder::new(
            "WITH incoming (place, id, session_id, author_id, author_name, local_ref, body, sent_at) AS (",
        );
        insert.push_values(new.iter().zip(0_i64..), |mut row, (new, place)| {
            row.push_bind(place)
                .push_bind(new.id.as_uuid())
                .push_bind(new.session_id.as_uuid())
                .push_bind(new.author_id.as_uuid())
                .push_bind(new.author_name.as_str())
                .push_bind(new.local_ref.as_uuid())
                .push_bind(new.body.as_str())
                .push_bind(new.sent_at.as_micros());
        });
        insert.push(
            ") INSERT INTO chat_messages (id, session_id, seq, author_id, author_name, local_ref, body, sent_at) \
             SELECT incoming.id, incoming.session_id, \
             COALESCE((SELECT MAX(seq) FROM chat_messages WHERE session_id = incoming.session_id), 0) \
             + ROW_NUMBER() OVER (PARTITION BY incoming.session_id ORDER BY incoming.place), \
             incoming.author_id, incoming.author_name, incoming.local_ref, incoming.body, incoming.sent_at FROM incoming \
             WHERE EXISTS (SELECT 1 FROM participants \
             WHERE id = incoming.author_id AND session_id = incoming.session_id) \
             AND NOT EXISTS (SELECT 1 FROM chat_messages \
             WHERE author_id = incoming.author_id AND local_ref = incoming.local_ref) \
             RETURNING id, seq",
        );
        // Not kept: each number of messages makes a statement of its own.
        let stored: Vec<(Uuid, i64)> = insert
            .build_query_as()
            .persistent(false)
            .fetch_all(&mut *self.transaction)
            .await?;
        stored
            .into_iter()
            .map(|(id, seq)| Ok((MessageId::from_uuid(id), number(seq)?)))
            .collect()
    }

    async fn find_sent_before(
        &mut self,
        new: &NewChatMessage,
    ) -> Result<Option<StoredChatMessage>, StorageError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, seq, author_id, author_name, local_ref, body, sent_at, deleted_at, announcement \
             FROM chat_messages \
             WHERE author_id = $1 AND local_ref = $2",
        )
        .bind(new.author_id.as_uuid())
        .bind(new.local_ref.as_uuid())
        .fetch_optional(&mut *self.transaction)
        .await?;
        row.map(|row| {
            Ok(StoredChatMessage {
                message: row.try_into()?,
                fresh: false,
            })
        })
        .transpose()
    }

    /// Takes the text of a message of session `id` away: its place stays, and says only that. `author` is the only
    /// one whose message it may be; with none it may be anybody's. Gives it as it stands then; none when there is no
    /// such message.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn delete_chat_message(
        &mut self,
        id: SessionId,
        message: MessageId,
        author: Option<ParticipantId>,
        at: Timestamp,
    ) -> Result<Option<ChatMessage>, StorageError> {
        sqlx::query_as::<_, Row>(
            "UPDATE chat_messages SET body = $4, deleted_at = COALESCE(deleted_at, $5), announcement = FALSE \
             WHERE id = $2 AND session_id = $1 AND author_id = COALESCE($3, author_id) \
             RETURNING id, seq, author_id, author_name, local_ref, body, sent_at, deleted_at, announcement",
        )
        .bind(id.as_uuid())
        .bind(message.as_uuid())
        .bind(author.map(ParticipantId::as_uuid))
        .bind(ChatBody::deleted().as_str())
        .bind(at.as_micros())
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(ChatMessage::try_from)
        .transpose()
    }

    /// Makes a message of session `id` an announcement, or an ordinary one again. Gives it as it stands then; none
    /// when there is no such message, or its text is gone.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be stored.
    pub async fn announce_chat_message(
        &mut self,
        id: SessionId,
        message: MessageId,
        announcement: bool,
    ) -> Result<Option<ChatMessage>, StorageError> {
        sqlx::query_as::<_, Row>(
            "UPDATE chat_messages SET announcement = $3 \
             WHERE id = $2 AND session_id = $1 AND deleted_at IS NULL \
             RETURNING id, seq, author_id, author_name, local_ref, body, sent_at, deleted_at, announcement",
        )
        .bind(id.as_uuid())
        .bind(message.as_uuid())
        .bind(announcement)
        .fetch_optional(&mut *self.transaction)
        .await?
        .map(ChatMessage::try_from)
        .transpose()
    }
}

impl NewChatMessage {
    fn numbered(&self, seq: u64) -> ChatMessage {
        ChatMessage {
            id: self.id,
            seq,
            author_id: self.author_id,
            author_name: self.author_name.clone(),
            local_ref: self.local_ref,
            body: self.body.clone(),
            sent_at: self.sent_at,
            deleted_at: None,
            announcement: false,
        }
    }
}

fn number(seq: i64) -> Result<u64, StorageError> {
    u64::try_from(seq).map_err(|_| StorageError::Corrupt("the number of a message"))
}
