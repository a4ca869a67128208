//! A handler that is on as long as its value lives.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventTarget};

/// A handler of one event of one target; dropping it takes it off.
pub struct EventListener {
    target: EventTarget,
    name: &'static str,
    handler: Closure<dyn FnMut(Event)>,
}

impl EventListener {
    /// Puts `handler` on.
    pub fn new(
        target: &impl AsRef<EventTarget>,
        name: &'static str,
        handler: impl FnMut(Event) + 'static,
    ) -> Self {
        let target = target.as_ref().clone();
        let handler = Closure::new(handler);
        // Fails for no target that exists: the options are absent and the handler is a function.
        let _ = target.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
        Self {
            target,
            name,
            handler,
        }
    }
}

impl Drop for EventListener {
    fn drop(&mut self) {
        let handler = self.handler.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, handler);
    }
}
