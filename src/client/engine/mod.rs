//! The engine of one call: takes what happens, one thing at a time, and keeps the page informed.
//!
//! Browsers may call back in the middle of a call that they were asked for; so everything that happens goes
//! through one queue, and nothing is ever changed from two places at once. Dropping the engine ends the call
//! as closing the page would: the seat is kept.

mod correspondence;
mod event;
mod media_backend;
mod mesh;
pub mod outside;
mod running_call;
pub mod shared_line;
mod voices;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use web_sys::HtmlVideoElement;

pub use event::{Command, Who};
use event::{Event, Sink};
use outside::Outside;
use running_call::RunningCall;

use super::web::page;
use crate::domain::{ids::SessionId, policy::CallKind, role::Grants};

/// The engine of one call.
pub struct Engine {
    queue: Rc<Queue>,
    pictures: Cell<u32>,
}

struct Queue {
    waiting: RefCell<VecDeque<Event>>,
    call: RefCell<RunningCall>,
}

impl Engine {
    /// An engine that stands still until it is told to preview or to enter.
    pub fn new(
        session_id: SessionId,
        kind: CallKind,
        grants: Grants,
        outside: Rc<dyn Outside>,
    ) -> Self {
        let queue = Rc::new_cyclic(|queue| Queue {
            waiting: RefCell::new(VecDeque::new()),
            call: RefCell::new(RunningCall::new(
                session_id,
                kind,
                grants,
                outside,
                sink(queue),
            )),
        });
        Self {
            queue,
            pictures: Cell::new(0),
        }
    }

    /// Does what the page asks for.
    pub fn tell(&self, command: Command) {
        self.queue.push(Event::Command(command));
    }

    /// Shows `who` in `video`, now and whenever their stream changes, until the answer is dropped.
    #[must_use = "dropping it takes the picture out again"]
    pub fn show(&self, who: Who, video: HtmlVideoElement) -> Shown {
        let number = self.pictures.get().wrapping_add(1);
        self.pictures.set(number);
        self.queue.push(Event::Show(number, who, video));
        Shown {
            sink: sink(&Rc::downgrade(&self.queue)),
            number,
        }
    }
}

/// A picture that is shown; dropping it takes it out again.
pub struct Shown {
    sink: Sink,
    number: u32,
}

impl Drop for Shown {
    fn drop(&mut self) {
        (self.sink)(Event::Hide(self.number));
    }
}

fn sink(queue: &Weak<Queue>) -> Sink {
    let queue = Weak::clone(queue);
    Rc::new(move |event| {
        if let Some(queue) = queue.upgrade() {
            queue.push(event);
        }
    })
}

impl Queue {
    fn push(&self, event: Event) {
        self.waiting.borrow_mut().push_back(event);
        // Whoever is at it already takes this one too.
        let Ok(mut call) = self.call.try_borrow_mut() else {
            return;
        };
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(event) = next else {
                return;
            };
            call.handle(event, page::now());
        }
    }
}
