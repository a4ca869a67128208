//! Work that goes on in the background and ends when its value is dropped.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::Poll,
};

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// A future that runs; dropping this drops the future where it stands.
#[must_use = "dropping it ends the work"]
pub struct Task {
    work: Rc<RefCell<Option<Work>>>,
}

impl Task {
    /// Begins `work`.
    pub fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let slot: Rc<RefCell<Option<Work>>> = Rc::new(RefCell::new(Some(Box::pin(work))));
        let work = Rc::clone(&slot);
        wasm_bindgen_futures::spawn_local(poll_fn(move |context| {
            // Taken out while it runs, because what it does may drop its own task.
            let Some(mut running) = slot.borrow_mut().take() else {
                return Poll::Ready(());
            };
            let poll = running.as_mut().poll(context);
            if poll.is_pending() && Rc::strong_count(&slot) > 1 {
                *slot.borrow_mut() = Some(running);
                return Poll::Pending;
            }
            Poll::Ready(())
        }));
        Self { work }
    }

    /// Begins `work` that nothing may end, because it has something to put right when it is over.
    pub fn detached(work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(work);
    }

    /// Waits for what the browser has promised and whose failure changes nothing, so that it is not reported as
    /// unhandled.
    pub(super) fn settle(promise: impl Into<Promise>) {
        let promise = promise.into();
        Self::detached(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        let work = self.work.borrow_mut().take();
        drop(work);
    }
}
