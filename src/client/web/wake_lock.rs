//! A screen that stays on (W3C Screen Wake Lock). Browsers without it let the screen go dark, as for every page.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{
    object::{call, get},
    page::window,
    task::Task,
};

/// The screen stays on as long as this lives, and as long as the page is visible.
pub struct WakeLock {
    sentinel: Rc<RefCell<Option<JsValue>>>,
}

impl WakeLock {
    /// Asks the browser for it. That it refuses, with a low battery for example, is no failure.
    pub fn take() -> Self {
        let sentinel = Rc::new(RefCell::new(None));
        let slot = Rc::clone(&sentinel);
        // Never ended half-way: a lock that is given to nobody would stay.
        Task::detached(async move {
            let asked = call(&get(&window().navigator(), "wakeLock"), "request");
            let Some(promise) = asked else {
                return;
            };
            let Ok(given) = JsFuture::from(Promise::from(promise)).await else {
                return;
            };
            if Rc::strong_count(&slot) == 1 {
                release(&given);
            } else {
                *slot.borrow_mut() = Some(given);
            }
        });
        Self { sentinel }
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        if let Some(sentinel) = self.sentinel.borrow_mut().take() {
            release(&sentinel);
        }
    }
}

fn release(sentinel: &JsValue) {
    if let Some(released) = call(sentinel, "release") {
        Task::settle(released);
    }
}
