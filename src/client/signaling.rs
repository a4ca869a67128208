//! The line to the room: opens the socket, keeps it alive, opens it again, and knows when to stop.
//!
//! What is said over it is the engine's business; this knows only whether it can be said. When to try again
//! and when to doubt is decided by `call::reconnect_policy` and `call::heartbeat`.

use std::{marker::PhantomData, rc::Rc, time::Duration};

use serde::de::DeserializeOwned;

use super::web::{
    page,
    task::Task,
    timer::Timer,
    web_socket::{SocketEvent, WebSocket},
};
use crate::{
    call::{
        call_state::Connection,
        heartbeat::{Beat, Heartbeat},
        reconnect_policy::{Decision, ReconnectPolicy},
    },
    domain::clock::Timestamp,
    protocol::{
        client_message::ClientMessage,
        codec::{decode, encode},
        error_code::CloseCode,
        server_message::ServerMessage,
    },
};

/// Where the server says that it is there.
const HEALTH: &str = "/healthz";
/// A socket that is not open by then is not going to be.
const OPENED_WITHIN: Duration = Duration::from_secs(8);

/// What wakes the line up; the engine hands it back to [`Signaling::wake`].
#[derive(Debug)]
pub enum Wake {
    /// The socket says something.
    Socket(SocketEvent),
    /// The pause before the next try is over.
    TryNow,
    /// There is a server, or there is none.
    Answered(bool),
}

/// What the engine has to know of the line.
#[derive(Debug)]
pub enum News<Said = ServerMessage> {
    /// It is open: shake hands.
    Opened,
    /// The room says something.
    Said(Box<Said>),
    /// It was lost, or the next try was put off; see [`Signaling::connection`].
    Away,
    /// The room does not want this client any more, and trying again would not change that.
    Closed(CloseCode),
}

/// Where [`Wake`]s go.
pub type OnWake = Rc<dyn Fn(Wake)>;

/// The line of one page, over which messages of the type `Said` come.
pub struct Signaling<Said = ServerMessage> {
    path: String,
    on_wake: OnWake,
    line: Line,
    /// Since when there was no line that worked; none while there is one, and before the first.
    tries: Option<ReconnectPolicy>,
    said: PhantomData<fn() -> Said>,
}

enum Line {
    Closed,
    Opening {
        socket: WebSocket,
        since: Timestamp,
    },
    Open {
        socket: WebSocket,
        heartbeat: Heartbeat,
        since: Timestamp,
        welcomed: bool,
    },
    Asking {
        since: Timestamp,
        _task: Task,
    },
    Pausing {
        next_try_at: Timestamp,
        _timer: Timer,
    },
    Offline,
    GaveUp,
}

impl<Said: DeserializeOwned> Signaling<Said> {
    /// A line to the socket at `path` that is not open.
    pub fn new(path: String, on_wake: OnWake) -> Self {
        Self {
            path,
            on_wake,
            line: Line::Closed,
            tries: None,
            said: PhantomData,
        }
    }

    /// The truth about the line, for people.
    pub fn connection(&self) -> Connection {
        let since = self.tries.as_ref().map(ReconnectPolicy::lost_at);
        match (&self.line, since) {
            (Line::Closed, _) => Connection::Idle,
            (Line::Open { welcomed: true, .. }, _) => Connection::Connected,
            (Line::GaveUp, _) => Connection::GaveUp,
            (_, None) => Connection::Connecting,
            (Line::Offline, Some(since)) => Connection::Offline { since },
            (
                Line::Opening { since: begun, .. }
                | Line::Open { since: begun, .. }
                | Line::Asking { since: begun, .. },
                Some(since),
            ) => Connection::Reconnecting {
                since,
                next_try_at: *begun,
            },
            (Line::Pausing { next_try_at, .. }, Some(since)) => Connection::Reconnecting {
                since,
                next_try_at: *next_try_at,
            },
        }
    }

    /// Whether something can be said now.
    pub const fn is_open(&self) -> bool {
        matches!(self.line, Line::Open { .. })
    }

    /// Since when the line is away; none while it is not, and before it ever was.
    pub fn away_since(&self) -> Option<Timestamp> {
        if self.is_open() {
            return None;
        }
        self.tries.as_ref().map(ReconnectPolicy::lost_at)
    }

    /// Opens the line, or tries again at once when it is away.
    pub fn open(&mut self, now: Timestamp) {
        if let Line::Open { .. } | Line::Opening { .. } | Line::Asking { .. } = self.line {
            return;
        }
        if matches!(self.line, Line::GaveUp) {
            self.tries = Some(ReconnectPolicy::new(now));
        }
        self.try_now(now);
    }

    /// Says something. False when the line is away, and then it was not said.
    pub fn say(&self, message: &ClientMessage) -> bool {
        match &self.line {
            Line::Open { socket, .. } => socket.send(&encode(message)),
            _ => false,
        }
    }

    /// The handshake is over: the line works, and the next loss is counted anew.
    pub fn welcomed(&mut self) {
        self.tries = None;
        if let Line::Open { welcomed, .. } = &mut self.line {
            *welcomed = true;
        }
    }

    /// Closes the line for good. What was said before still goes out.
    pub fn close(&mut self) {
        self.line = Line::Closed;
        self.tries = None;
    }

    /// The browser says that the network came or went, or the page was asleep.
    pub fn doubt(&mut self, now: Timestamp) {
        match &mut self.line {
            Line::Open {
                heartbeat, socket, ..
            } => {
                let asks = heartbeat.doubt(now) == Beat::Ask;
                if asks {
                    socket.send(&encode(&ClientMessage::Ping {}));
                }
            }
            Line::Pausing { .. } | Line::Offline if page::is_online() => self.try_now(now),
            Line::Pausing { .. } => self.line = Line::Offline,
            _ => {}
        }
    }

    /// Somebody looks at the page again.
    pub fn looked_at(&mut self, now: Timestamp) {
        if let Line::Pausing { .. } | Line::Offline = self.line {
            self.try_now(now);
        }
    }

    /// Time passes.
    pub fn tick(&mut self, now: Timestamp) -> Option<News<Said>> {
        match &mut self.line {
            Line::Open {
                socket, heartbeat, ..
            } => match heartbeat.tick(now) {
                Beat::Quiet => None,
                Beat::Ask => {
                    socket.send(&encode(&ClientMessage::Ping {}));
                    None
                }
                Beat::Lost => Some(self.lost(now)),
            },
            Line::Opening { since, .. } | Line::Asking { since, .. }
                if now.since(*since) >= OPENED_WITHIN =>
            {
                Some(self.lost(now))
            }
            _ => None,
        }
    }

    /// Something woke the line up.
    pub fn wake(&mut self, wake: Wake, now: Timestamp) -> Option<News<Said>> {
        match wake {
            Wake::TryNow => {
                if let Line::Pausing { .. } = self.line {
                    if self.tries.as_ref().is_some_and(ReconnectPolicy::is_long) {
                        self.ask_first(now);
                    } else {
                        self.try_now(now);
                    }
                }
                Some(News::Away)
            }
            Wake::Answered(answered) => {
                let Line::Asking { .. } = self.line else {
                    return None;
                };
                if answered {
                    self.try_now(now);
                    Some(News::Away)
                } else {
                    Some(self.lost(now))
                }
            }
            Wake::Socket(SocketEvent::Opened) => {
                self.line = match std::mem::replace(&mut self.line, Line::Closed) {
                    Line::Opening { socket, .. } => Line::Open {
                        socket,
                        heartbeat: Heartbeat::new(now),
                        since: now,
                        welcomed: false,
                    },
                    other => other,
                };
                Some(News::Opened)
            }
            Wake::Socket(SocketEvent::Text(text)) => {
                if let Line::Open { heartbeat, .. } = &mut self.line {
                    heartbeat.heard(now);
                }
                // Types that this version does not know are the newer server's business.
                let message = decode(&text).ok()?;
                Some(News::Said(Box::new(message)))
            }
            Wake::Socket(SocketEvent::Closed { code }) => {
                match CloseCode::from_u16(code).filter(|code| !code.may_resume()) {
                    Some(code) if code != CloseCode::Normal => {
                        self.line = Line::Closed;
                        Some(News::Closed(code))
                    }
                    _ => Some(self.lost(now)),
                }
            }
        }
    }

    fn try_now(&mut self, now: Timestamp) {
        let on_wake = Rc::clone(&self.on_wake);
        // The former socket goes before the next one comes, so that two never speak for one person.
        self.line = Line::Closed;
        match WebSocket::open(&self.path, move |event| on_wake(Wake::Socket(event))) {
            Ok(socket) => self.line = Line::Opening { socket, since: now },
            Err(_) => {
                self.lost(now);
            }
        }
    }

    /// Browsers make a page that has failed to open many sockets wait for seconds before each new one. So
    /// after some tries a plain request asks whether there is a server, and only then a socket is opened.
    fn ask_first(&mut self, now: Timestamp) {
        let on_wake = Rc::clone(&self.on_wake);
        self.line = Line::Asking {
            since: now,
            _task: Task::spawn(async move {
                on_wake(Wake::Answered(page::answers(HEALTH).await));
            }),
        };
    }

    fn lost(&mut self, now: Timestamp) -> News<Said> {
        let tries = self.tries.get_or_insert_with(|| ReconnectPolicy::new(now));
        self.line = match tries.next(now, page::chance()) {
            Decision::GiveUp => Line::GaveUp,
            Decision::TryAfter(_) if !page::is_online() => Line::Offline,
            Decision::TryAfter(pause) => {
                let on_wake = Rc::clone(&self.on_wake);
                Line::Pausing {
                    next_try_at: now.plus(pause),
                    _timer: Timer::after(pause, move || on_wake(Wake::TryNow)),
                }
            }
        };
        News::Away
    }
}
