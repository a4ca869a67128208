//! Figures that the product promises, in one place. What a host may set is in the configuration; what stands
//! here is fixed or a default.

use std::{ops::RangeInclusive, time::Duration};

/// Seats in a session, when nobody says anything.
pub const MAX_PARTICIPANTS: u32 = 10;
/// Seats that somebody may set. Everybody sends to everybody, so more would be too much for most lines.
pub const SEATS: RangeInclusive<u32> = 2..=25;
/// Minutes that somebody may set for the longest life of a session; the server's own limit counts besides.
pub const SESSION_MINUTES: RangeInclusive<u32> = 5..=1_440;
/// The longest life of a session.
pub const MAX_SESSION: Duration = Duration::from_secs(8 * 60 * 60);
/// A session ends when nobody has been inside for this long.
pub const EMPTY_SESSION: Duration = Duration::from_secs(60 * 60);
/// A seat is kept for somebody whose connection is lost for this long.
pub const SEAT_GRACE: Duration = Duration::from_secs(120);

/// Characters in a code as somebody types it, with all that may stand around it.
pub const TYPED_CODE_CHARS: usize = 40;
/// A live code opens its session for this long.
pub const LIVE_CODE_LIFE: Duration = Duration::from_secs(60 * 60);
/// Wrong codes from all addresses together. With a hundred live codes, the chance that one of them is found
/// within its hour stays under one in a million.
pub const WRONG_CODES: Rate = Rate {
    burst: 180,
    per: Duration::from_secs(60),
};

/// The longest life of a shared session, whose code is as short as its life.
pub const SHARED_SESSION: Duration = Duration::from_secs(10 * 60);
/// Wrong share codes from all addresses together that are believed to be mistyped: at most ten in the life of any
/// session. So, with a hundred live share codes, the chance that one of them is found within its ten minutes stays
/// under one in a million (10 × 100 / 32⁶).
pub const WRONG_SHARE_CODES: Rate = Rate {
    burst: 5,
    per: Duration::from_secs(10 * 60),
};

/// Minutes that an appointment may be planned for.
pub const APPOINTMENT_MINUTES: RangeInclusive<u32> = 5..=480;
/// How far ahead an appointment may be.
pub const SCHEDULE_AHEAD: Duration = Duration::from_secs(2 * 366 * DAY);
/// An appointment that nobody has begun this long after its end is over.
pub const MISSED_AFTER: Duration = Duration::from_secs(12 * 60 * 60);
/// What repeats pauses when nobody has begun it for this many weeks in a row.
pub const UNATTENDED_WEEKS: u32 = 8;
/// Characters in the reason why an appointment is called off.
pub const CANCEL_REASON_CHARS: usize = 200;
/// Sessions in one list of somebody's.
pub const SESSIONS_PAGE: u32 = 100;

/// One extension makes a session this much longer.
pub const EXTENSION: Duration = Duration::from_secs(30 * 60);
/// How often a session may be extended.
pub const EXTENSIONS: u32 = 4;
/// Minutes that somebody may set for one extension.
pub const EXTENSION_MINUTES: RangeInclusive<u32> = 5..=60;
/// Extensions that somebody may set.
pub const MOST_EXTENSIONS: u32 = 8;
/// Characters in what somebody calls their own rules.
pub const PRESET_NAME_CHARS: usize = 60;
/// Rules that one account may save.
pub const PRESETS_PER_ACCOUNT: usize = 20;
/// People who may wait before one session.
pub const WAITING_PEOPLE: usize = 50;
/// Characters in what a host tells somebody who waits.
pub const HOLD_CHARS: usize = 200;
/// How long it is believed that somebody before the door has trouble who does not say it again.
pub const TROUBLE_AT_DOOR: Duration = Duration::from_secs(60);
/// How often a page says it again.
pub const TELL_TROUBLE_EVERY: Duration = Duration::from_secs(25);
/// People before one door who are told of.
pub const TROUBLED_PEOPLE: usize = 20;
/// Live sessions that guests may have begun from one network.
pub const LIVE_SESSIONS_PER_NETWORK: u32 = 2;
/// Live sessions whose maker is one account: more than anybody leads, too few to fill a server.
pub const LIVE_SESSIONS_PER_ACCOUNT: u32 = 20;

/// Sockets that one network has open: a school behind one address.
pub const SOCKETS_PER_NETWORK: usize = 300;

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
/// Reactions and raised hands per participant.
pub const GESTURES_PER_PARTICIPANT: Rate = Rate {
    burst: 10,
    per: Duration::from_secs(10),
};
/// Marks on shared screens per socket, besides its other frames: thirty a second, with room for what a network keeps
/// back and lets go at once. More of them are dropped.
pub const MARKS_PER_SOCKET: Rate = Rate {
    burst: 45,
    per: Duration::from_millis(1_500),
};
/// A page tells of a hand on a shared screen with at least this between two messages: under thirty a second.
pub const MARK_EVERY: Duration = Duration::from_millis(34);
/// Places in one mark.
pub const POINTS_PER_MARK: usize = 64;
/// Places of all lines that stay on the screens of one room: they fit one frame.
pub const STAYING_POINTS: usize = 3_000;
/// Frames of any kind per socket.
pub const FRAMES_PER_SOCKET: Rate = Rate {
    burst: 400,
    per: Duration::from_secs(10),
};

/// Bytes of what a page fetches or sends to try out how fast its line is: each size once, as long as the one before it
/// went fast enough.
pub const TRIAL_TRANSFERS: [u32; 3] = [64 * 1024, 256 * 1024, 1024 * 1024];
/// Bytes in the one frame of a socket that is only tried out.
pub const TRIAL_FRAME_BYTES: usize = 64;

/// Bytes in one frame of the socket.
pub const FRAME_BYTES: usize = 64 * 1024;
/// The handshake must be over after this long.
pub const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// Characters in a password: enough to be hard to guess, and short enough to be no burden to hash.
pub const PASSWORD_CHARS: RangeInclusive<usize> = 10..=128;
/// Characters in the name of an access token.
pub const TOKEN_NAME_CHARS: usize = 60;

/// A login lasts this long after it was last used.
pub const LOGIN_LIFE: Duration = Duration::from_secs(30 * DAY);
/// Devices on which one account is signed in; beyond it, the one that was used longest ago is signed out.
pub const LOGINS_PER_ACCOUNT: u32 = 50;
/// The last use of a login or a token is noted at most this often.
pub const NOTE_USE_EVERY: Duration = Duration::from_secs(60);
/// An invitation is good for this long.
pub const INVITATION_LIFE: Duration = Duration::from_secs(7 * DAY);
/// A link for a new password is good for this long: until tomorrow, and no longer.
pub const PASSWORD_RESET_LIFE: Duration = Duration::from_secs(DAY);
/// Days that an access token may last.
pub const TOKEN_DAYS: RangeInclusive<u32> = 1..=366;
/// Access tokens of one account.
pub const TOKENS_PER_ACCOUNT: usize = 50;

/// Tries to sign in to one account from one network: more than a person needs, too few to guess.
pub const SIGN_IN_PER_NETWORK: Rate = Rate {
    burst: 10,
    per: Duration::from_secs(10 * 60),
};
/// Tries to sign in to one account from everywhere (NIST SP 800-63B §5.2.2 allows no more than 100).
pub const SIGN_IN_PER_ACCOUNT: Rate = Rate {
    burst: 100,
    per: Duration::from_secs(60 * 60),
};

/// Seconds.
const DAY: u64 = 24 * 60 * 60;

/// A token bucket's measure: `burst` tokens at once, refilled evenly over `per`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Tokens in a full bucket.
    pub burst: u32,
    /// The time in which an empty bucket fills.
    pub per: Duration,
}
