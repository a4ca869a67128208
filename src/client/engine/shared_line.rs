//! The line to a shared session: keeps what its page shows true. Dropping it closes the line as closing the page would.

use std::{cell::RefCell, rc::Rc, time::Duration};

use crate::{
    call::shared_room::SharedRoom,
    client::{
        signaling::{News, Signaling, Wake},
        web::{event_listener::EventListener, page, timer::Ticker},
    },
    domain::{clock::Timestamp, share_code::ShareCode},
    protocol::{client_message::ClientMessage, route::Route, shared::SharedMessage},
};

const SECOND: Duration = Duration::from_secs(1);
/// How often the server is told that the person does something.
const TELL_ACTIVITY: Duration = Duration::from_secs(60);

/// The line of one page.
pub struct SharedLine {
    running: Rc<RefCell<Running>>,
    _second: Ticker,
    _listeners: Vec<EventListener>,
}

struct Running {
    room: SharedRoom,
    line: Signaling<SharedMessage>,
    show: Box<dyn Fn(&SharedRoom)>,
    /// When the server was last told that the person does something.
    active_at: Option<Timestamp>,
}

impl SharedLine {
    /// Opens the line to the session of `code`, which was `room` when its page was drawn; `show` gets what it is,
    /// whenever that changes.
    pub fn open(code: ShareCode, room: SharedRoom, show: impl Fn(&SharedRoom) + 'static) -> Self {
        let running = Rc::new_cyclic(|running: &std::rc::Weak<RefCell<Running>>| {
            let running = std::rc::Weak::clone(running);
            let on_wake = move |wake| {
                if let Some(running) = running.upgrade() {
                    running.borrow_mut().wake(wake, page::now());
                }
            };
            RefCell::new(Running {
                room,
                line: Signaling::new(Route::SharedSocket(code).path(), Rc::new(on_wake)),
                show: Box::new(show),
                active_at: None,
            })
        });
        running.borrow_mut().line.open(page::now());
        let on = |then: fn(&mut Running, Timestamp)| {
            let running = Rc::downgrade(&running);
            move || {
                if let Some(running) = running.upgrade() {
                    then(&mut running.borrow_mut(), page::now());
                }
            }
        };
        let second = Ticker::every(SECOND, on(Running::tick));
        let mut listeners = vec![page::on_visibility(on(Running::looked_at))];
        listeners.extend(page::on_network(on(Running::network_changed)));
        listeners.extend(page::on_activity(on(Running::active)));
        Self {
            running,
            _second: second,
            _listeners: listeners,
        }
    }

    /// Says something to the session.
    pub fn say(&self, message: &ClientMessage) {
        self.running.borrow().line.say(message);
    }

    /// Closes the line for good.
    pub fn close(&self) {
        self.running.borrow_mut().line.close();
    }
}

impl Running {
    fn wake(&mut self, wake: Wake, now: Timestamp) {
        let news = self.line.wake(wake, now);
        self.heard(news, now);
    }

    fn tick(&mut self, now: Timestamp) {
        let news = self.line.tick(now);
        if news.is_some() {
            self.heard(news, now);
        }
    }

    fn looked_at(&mut self, now: Timestamp) {
        if page::is_visible() {
            self.line.looked_at(now);
        }
    }

    fn network_changed(&mut self, now: Timestamp) {
        self.line.doubt(now);
        self.tell();
    }

    fn active(&mut self, now: Timestamp) {
        let told = self.active_at;
        let is_due = told.is_none_or(|told| now.since(told) >= TELL_ACTIVITY);
        if is_due && self.line.say(&ClientMessage::UserActivity {}) {
            self.active_at = Some(now);
        }
    }

    fn heard(&mut self, news: Option<News<SharedMessage>>, now: Timestamp) {
        match news {
            Some(News::Said(message)) => {
                if let SharedMessage::SessionInfo(_) | SharedMessage::Knocking(_) = *message {
                    self.line.welcomed();
                }
                if self.room.said(*message, now) {
                    self.line.close();
                }
            }
            Some(News::Closed(code)) => self.room.closed(code),
            // There is no handshake: the first word is the server's.
            Some(News::Opened | News::Away) | None => {}
        }
        self.tell();
    }

    fn tell(&mut self) {
        self.room.connection = self.line.connection();
        (self.show)(&self.room);
    }
}
