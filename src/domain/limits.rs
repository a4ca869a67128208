//! Figures that the product promises, in one place. What a host may set is in the configuration; what stands
//! here is fixed or a default.

use std::time::Duration;

/// Seats in a session.
pub const MAX_PARTICIPANTS: u32 = 10;
/// The longest life of a session.
pub const MAX_SESSION: Duration = Duration::from_secs(8 * 60 * 60);
/// A session ends when nobody has been inside for this long.
pub const EMPTY_SESSION: Duration = Duration::from_secs(60 * 60);
/// A seat is kept for somebody whose connection is lost for this long.
pub const SEAT_GRACE: Duration = Duration::from_secs(120);

/// Characters in a session's title.
pub const TITLE_CHARS: usize = 80;
/// Characters in a person's name.
pub const NAME_CHARS: usize = 40;
/// Characters in a chat message.
pub const CHAT_CHARS: usize = 2_000;
/// Messages that somebody gets on entering, and per page of older ones.
pub const CHAT_PAGE: u32 = 100;

/// Chat messages per participant: a burst, then this many per ten seconds.
pub const CHAT_PER_PARTICIPANT: Rate = Rate {
    burst: 10,
    per: Duration::from_secs(10),
};
/// Chat messages per session.
pub const CHAT_PER_SESSION: Rate = Rate {
    burst: 40,
    per: Duration::from_secs(10),
};
/// Frames of any kind per socket.
pub const FRAMES_PER_SOCKET: Rate = Rate {
    burst: 400,
    per: Duration::from_secs(10),
};

/// Bytes in one frame of the socket.
pub const FRAME_BYTES: usize = 64 * 1024;
/// The handshake must be over after this long.
pub const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// A token bucket's measure: `burst` tokens at once, refilled evenly over `per`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Tokens in a full bucket.
    pub burst: u32,
    /// The time in which an empty bucket fills.
    pub per: Duration,
}
