//! A value that comes once, from whichever listener or timer has it first.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

struct Slot<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

/// Gives the value; every clone may, and the first counts.
pub struct Giver<T>(Rc<RefCell<Slot<T>>>);

/// Waits for the value.
pub struct Awaited<T>(Rc<RefCell<Slot<T>>>);

/// Both ends.
pub fn awaited<T>() -> (Giver<T>, Awaited<T>) {
    let slot = Rc::new(RefCell::new(Slot {
        value: None,
        waker: None,
    }));
    (Giver(Rc::clone(&slot)), Awaited(slot))
}

impl<T> Giver<T> {
    /// Gives `value`, unless one was given.
    pub fn give(&self, value: T) {
        let mut slot = self.0.borrow_mut();
        if slot.value.is_none() {
            slot.value = Some(value);
            if let Some(waker) = slot.waker.take() {
                waker.wake();
            }
        }
    }
}

impl<T> Clone for Giver<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Future for Awaited<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut slot = self.0.borrow_mut();
        match slot.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
