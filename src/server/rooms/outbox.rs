//! What waits to be written to one socket: a bounded queue, and a way past it for a reader who is too slow.
//!
//! A list behind a lock instead of a channel: nearly all sockets are idle nearly always, and an empty channel
//! already holds room for thirty messages.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use tokio::sync::Notify;

use crate::protocol::error_code::CloseCode;

/// Messages that may wait. Full means a reader who does not read.
const CAPACITY: usize = 256;
/// Room for as many messages is kept when none waits.
const KEPT_ROOM: usize = 8;

/// The text of a message, made once and shared by every socket that it goes to.
pub type Frame = Bytes;

/// Something for the socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    /// Write this text.
    Frame(Frame),
    /// Close, and nothing after it.
    Close(CloseCode),
}

/// The room's end. Dropping it closes the socket.
#[derive(Debug)]
pub struct Outbox(Arc<Shared>);

/// The socket's end.
#[derive(Debug)]
pub struct OutboxReader(Arc<Shared>);

/// The reader is too slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Frame>,
    end: Option<End>,
    reader_is_gone: bool,
}

#[derive(Debug, Clone, Copy)]
enum End {
    /// After what waits.
    Close(CloseCode),
    /// At once.
    Cut(CloseCode),
}

/// A queue for one socket.
pub fn outbox() -> (Outbox, OutboxReader) {
    let shared = Arc::new(Shared::default());
    (Outbox(shared.clone()), OutboxReader(shared))
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        // The queue is changed by single steps, which no panic can leave half done.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, end: End) {
        self.lock().end.get_or_insert(end);
        self.changed.notify_one();
    }
}

impl Outbox {
    /// Adds a message.
    ///
    /// # Errors
    /// [`Full`] when too many wait.
    pub fn push(&self, frame: Frame) -> Result<(), Full> {
        let mut queue = self.0.lock();
        // A reader that is gone says so itself, by its own way.
        if queue.reader_is_gone {
            return Ok(());
        }
        if queue.waiting.len() >= CAPACITY {
            return Err(Full);
        }
        queue.waiting.push_back(frame);
        drop(queue);
        self.0.changed.notify_one();
        Ok(())
    }

    /// Adds a message that nobody misses, unless so many wait that it would be in the way of others.
    pub fn push_in_passing(&self, frame: Frame) {
        if self.0.lock().waiting.len() < CAPACITY / 4 {
            // There is room, so that it cannot be full.
            let _ = self.push(frame);
        }
    }

    /// Whether nobody reads any more.
    pub fn is_gone(&self) -> bool {
        self.0.lock().reader_is_gone
    }

    /// Closes the socket after what waits; at once when too much waits.
    pub fn close(self, code: CloseCode) {
        let is_full = self.0.lock().waiting.len() >= CAPACITY;
        self.0.end(if is_full {
            End::Cut(code)
        } else {
            End::Close(code)
        });
    }

    /// Closes the socket at once, past everything that waits.
    pub fn cut(self, code: CloseCode) {
        self.0.end(End::Cut(code));
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.0.end(End::Close(CloseCode::ServiceRestart));
    }
}

impl OutboxReader {
    /// The next thing to write. Safe to cancel.
    pub async fn next(&mut self) -> Outgoing {
        loop {
            if let Some(next) = self.try_next() {
                return next;
            }
            self.0.changed.notified().await;
        }
    }

    /// The next thing to write, if it is there already.
    pub fn try_next(&mut self) -> Option<Outgoing> {
        let mut queue = self.0.lock();
        if let Some(End::Cut(code)) = queue.end {
            return Some(Outgoing::Close(code));
        }
        match (queue.waiting.pop_front(), queue.end) {
            (Some(frame), _) => {
                if queue.waiting.is_empty() {
                    queue.waiting.shrink_to(KEPT_ROOM);
                }
                Some(Outgoing::Frame(frame))
            }
            (None, Some(End::Close(code) | End::Cut(code))) => Some(Outgoing::Close(code)),
            (None, None) => None,
        }
    }

    /// Waits until the room cuts this reader off for being too slow. Safe to cancel.
    pub async fn cut(&mut self) -> CloseCode {
        loop {
            if let Some(End::Cut(code)) = self.0.lock().end {
                return code;
            }
            self.0.changed.notified().await;
        }
    }
}

impl Drop for OutboxReader {
    fn drop(&mut self) {
        let mut queue = self.0.lock();
        queue.reader_is_gone = true;
        queue.waiting = VecDeque::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Frame = Frame::from_static(b"one");

    #[tokio::test]
    async fn what_waits_is_written_before_an_ordinary_close() {
        let (outbox, mut reader) = outbox();
        outbox.push(ONE).unwrap();
        outbox.close(CloseCode::SessionEnded);
        assert_eq!(reader.next().await, Outgoing::Frame(ONE));
        assert_eq!(
            reader.next().await,
            Outgoing::Close(CloseCode::SessionEnded)
        );
    }

    #[tokio::test]
    async fn a_reader_who_is_too_slow_is_cut_off_past_what_waits() {
        let (outbox, mut reader) = outbox();
        while outbox.push(ONE).is_ok() {}
        outbox.cut(CloseCode::SlowReader);
        assert_eq!(reader.next().await, Outgoing::Close(CloseCode::SlowReader));
        assert_eq!(reader.cut().await, CloseCode::SlowReader);
    }

    #[tokio::test]
    async fn a_message_that_comes_while_the_reader_waits_wakes_it() {
        let (outbox, mut reader) = outbox();
        let waiting = tokio::spawn(async move { reader.next().await });
        tokio::task::yield_now().await;
        outbox.push(ONE).unwrap();
        assert_eq!(waiting.await.unwrap(), Outgoing::Frame(ONE));
    }

    #[tokio::test]
    async fn each_end_notices_that_the_other_is_gone() {
        let (outbox, reader) = outbox();
        drop(reader);
        assert!(outbox.is_gone());
        assert_eq!(outbox.push(ONE), Ok(()));
        let (outbox, mut reader) = super::outbox();
        drop(outbox);
        assert_eq!(
            reader.next().await,
            Outgoing::Close(CloseCode::ServiceRestart)
        );
    }
}
