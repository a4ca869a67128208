//! Writes down what rooms decide: messages, and who is inside. One task; whatever has gathered while the last
//! commit ran goes into one transaction.
//!
//! A message is acknowledged only after its commit: who is told that it is stored can rely on it, whatever
//! happens to the process then.

use tokio::sync::{mpsc, oneshot};

use super::{
    delivery::{Attendance, Decision},
    presence::Presence,
};
use crate::{
    domain::ids::SessionId,
    server::storage::{NewChatMessage, Stay, Storage, StorageError, StoredChatMessage, Write},
};

/// Entries that may wait. Full means that the disk does not follow.
const CAPACITY: usize = 4_096;
/// Entries in one transaction.
const GROUP: usize = 1_024;

/// The message was not stored; nothing of it remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message could not be stored")]
pub struct NotStored;

/// What becomes of a message.
pub type Receipt = oneshot::Receiver<Result<StoredChatMessage, NotStored>>;

/// The way to the writing task. Cheap to clone.
#[derive(Debug, Clone)]
pub struct ChatLog {
    queue: mpsc::Sender<Entry>,
}

#[derive(Debug)]
enum Entry {
    Message {
        new: NewChatMessage,
        receipt: oneshot::Sender<Result<StoredChatMessage, NotStored>>,
    },
    Note(Note),
    Flush(oneshot::Sender<()>),
}

/// What is written down of a room besides its messages. It answers to nobody.
#[derive(Debug)]
pub enum Note {
    /// Who came or went, and what they send.
    Attendance(Attendance),
    /// What a host decided.
    Decision(Decision),
}

impl Note {
    const fn session_id(&self) -> SessionId {
        match self {
            Self::Attendance(attendance) => attendance.session_id(),
            Self::Decision(decision) => decision.session_id(),
        }
    }
}

impl ChatLog {
    /// Starts the writing task; it ends when every handle is gone. Who came or went is noted in `presence` once it
    /// is on disk.
    pub fn start(storage: Storage, presence: Presence) -> Self {
        let (queue, entries) = mpsc::channel(CAPACITY);
        tokio::spawn(write(storage, presence, entries));
        Self { queue }
    }

    /// Hands a message over. Messages are numbered in the order in which they were handed over.
    ///
    /// # Errors
    /// [`NotStored`] when too many wait.
    pub fn store(&self, new: NewChatMessage) -> Result<Receipt, NotStored> {
        let (receipt, answer) = oneshot::channel();
        self.queue
            .try_send(Entry::Message { new, receipt })
            .map_err(|_| NotStored)?;
        Ok(answer)
    }

    /// Hands a note over, in order. It is not let go when too much waits: whoever hands it over waits too, for who
    /// came, went or was muted must not depend on how busy others are.
    pub async fn note(&self, note: Note) {
        // The writing task ends with the program.
        let _ = self.queue.send(Entry::Note(note)).await;
    }

    /// Waits until everything that was handed over before is on disk, or was refused.
    pub async fn flush(&self) {
        let (done, wait) = oneshot::channel();
        if self.queue.send(Entry::Flush(done)).await.is_ok() {
            // The task has ended when the sender is gone; then nothing is left to be written.
            let _ = wait.await;
        }
    }
}

async fn write(storage: Storage, presence: Presence, mut entries: mpsc::Receiver<Entry>) {
    let mut group = Vec::new();
    while entries.recv_many(&mut group, GROUP).await > 0 {
        let outcomes = commit(&storage, &group).await;
        if let Err(error) = &outcomes {
            tracing::error!(%error, entries = group.len(), "nothing could be stored");
        }
        let mut outcomes = outcomes.unwrap_or_default().into_iter();
        for entry in group.drain(..) {
            match entry {
                Entry::Message { receipt, .. } => {
                    // Nobody waits when the room is gone; the message is stored all the same.
                    let _ = receipt.send(outcomes.next().flatten().ok_or(NotStored));
                }
                // Its people, and after a decision its title too, stand on other pages.
                Entry::Note(note) => presence.note(note.session_id()),
                Entry::Flush(done) => {
                    let _ = done.send(());
                }
            }
        }
    }
}

/// Stores a group; gives one outcome for each message in it, in order.
async fn commit(
    storage: &Storage,
    group: &[Entry],
) -> Result<Vec<Option<StoredChatMessage>>, StorageError> {
    if group.iter().all(|entry| matches!(entry, Entry::Flush(_))) {
        return Ok(Vec::new());
    }
    let mut write = storage.begin().await?;
    let messages: Vec<_> = group
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message { new, .. } => Some(new),
            Entry::Note(_) | Entry::Flush(_) => None,
        })
        .collect();
    // A session may have been deleted meanwhile: that is its messages' fault alone, and its attendances'.
    let outcomes = write.insert_chat_messages(&messages).await?;
    for entry in group {
        let written = match entry {
            Entry::Note(Note::Attendance(attendance)) => attend(&mut write, attendance).await,
            Entry::Note(Note::Decision(decision)) => decide(&mut write, decision).await,
            Entry::Message { .. } | Entry::Flush(_) => Ok(()),
        };
        if let Err(error) = written
            && !error.is_constraint()
        {
            return Err(error);
        }
    }
    write.commit().await?;
    metrics::counter!("visavis_chat_messages_stored_total").increment(
        outcomes
            .iter()
            .flatten()
            .filter(|stored| stored.fresh)
            .count() as u64,
    );
    metrics::counter!("visavis_chat_commits_total").increment(1);
    Ok(outcomes)
}

async fn attend(write: &mut Write, attendance: &Attendance) -> Result<(), StorageError> {
    match *attendance {
        Attendance::Inside {
            participant_id,
            session_id,
            instance,
            media,
            at,
        } => {
            let stay = Stay {
                participant_id,
                session_id,
                instance,
                audio: media.audio,
                video: media.video,
                screen: media.screen,
            };
            write.put_stay(&stay, at).await
        }
        Attendance::Gone {
            participant_id,
            session_id,
            at,
            last,
        } => {
            write.close_stay(participant_id, at).await?;
            if last {
                write.set_empty_since(session_id, Some(at)).await
            } else {
                Ok(())
            }
        }
    }
}

async fn decide(write: &mut Write, decision: &Decision) -> Result<(), StorageError> {
    match decision {
        Decision::Part { participant, at } => write.put_part(participant, *at).await,
        Decision::Rules { session, for_all } => {
            write.update_rules(session).await?;
            if *for_all {
                write.forget_own_grants(session.id).await?;
            }
            Ok(())
        }
    }
}
