//! What waits to be written to one socket: a bounded queue, and a way past it for a reader who is too slow.

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};

use crate::protocol::error_code::CloseCode;

/// Messages that may wait. Full means a reader who does not read.
const CAPACITY: usize = 256;

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
pub struct Outbox {
    queue: mpsc::Sender<Outgoing>,
    cut: oneshot::Sender<CloseCode>,
}

/// The socket's end.
#[derive(Debug)]
pub struct OutboxReader {
    queue: mpsc::Receiver<Outgoing>,
    cut: Option<oneshot::Receiver<CloseCode>>,
}

/// The reader is too slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// A queue for one socket.
pub fn outbox() -> (Outbox, OutboxReader) {
    let (sender, receiver) = mpsc::channel(CAPACITY);
    let (cut, cut_receiver) = oneshot::channel();
    (
        Outbox { queue: sender, cut },
        OutboxReader {
            queue: receiver,
            cut: Some(cut_receiver),
        },
    )
}

impl Outbox {
    /// Adds a message.
    ///
    /// # Errors
    /// [`Full`] when too many wait.
    pub fn push(&self, frame: Frame) -> Result<(), Full> {
        match self.queue.try_send(Outgoing::Frame(frame)) {
            // A reader that is gone says so itself, by its own way.
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
            Err(mpsc::error::TrySendError::Full(_)) => Err(Full),
        }
    }

    /// Whether nobody reads any more.
    pub fn is_gone(&self) -> bool {
        self.queue.is_closed()
    }

    /// Closes the socket after what waits; at once when too much waits.
    pub fn close(self, code: CloseCode) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.queue.try_send(Outgoing::Close(code))
        {
            self.cut(code);
        }
    }

    /// Closes the socket at once, past everything that waits.
    pub fn cut(self, code: CloseCode) {
        // A reader that is gone needs no cutting.
        let _ = self.cut.send(code);
    }
}

impl OutboxReader {
    /// The next thing to write. Safe to cancel.
    pub async fn next(&mut self) -> Outgoing {
        if let Some(cut) = &mut self.cut {
            tokio::select! {
                biased;
                code = cut => {
                    self.cut = None;
                    if let Ok(code) = code {
                        return Outgoing::Close(code);
                    }
                }
                next = self.queue.recv() => return next.unwrap_or(Outgoing::Close(CloseCode::ServiceRestart)),
            }
        }
        self.queue
            .recv()
            .await
            .unwrap_or(Outgoing::Close(CloseCode::ServiceRestart))
    }

    /// The next thing to write, if it is there already.
    pub fn try_next(&mut self) -> Option<Outgoing> {
        self.queue.try_recv().ok()
    }

    /// Waits until the room cuts this reader off for being too slow. Safe to cancel.
    pub async fn cut(&mut self) -> CloseCode {
        if let Some(cut) = &mut self.cut {
            let code = cut.await;
            self.cut = None;
            if let Ok(code) = code {
                return code;
            }
        }
        std::future::pending().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_waits_is_written_before_an_ordinary_close() {
        let (outbox, mut reader) = outbox();
        outbox.push(Frame::from_static(b"one")).unwrap();
        outbox.close(CloseCode::SessionEnded);
        assert_eq!(
            reader.next().await,
            Outgoing::Frame(Frame::from_static(b"one"))
        );
        assert_eq!(
            reader.next().await,
            Outgoing::Close(CloseCode::SessionEnded)
        );
    }

    #[tokio::test]
    async fn a_reader_who_is_too_slow_is_cut_off_past_what_waits() {
        let (outbox, mut reader) = outbox();
        while outbox.push(Frame::from_static(b"one")).is_ok() {}
        outbox.cut(CloseCode::SlowReader);
        assert_eq!(reader.next().await, Outgoing::Close(CloseCode::SlowReader));
    }
}
