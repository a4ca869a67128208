//! Server-sent events (HTML §9.2) as a value: dropping it closes the stream. The browser opens it again by itself when
//! the connection breaks.

use web_sys::EventSource;

use super::event_listener::EventListener;

/// An open or opening stream.
pub struct EventStream {
    source: EventSource,
    _listener: EventListener,
}

impl EventStream {
    /// Opens the stream at `path` of the page's own server and calls `then` for each event called `name`; none when
    /// the browser refuses the address.
    pub fn open(path: &str, name: &'static str, then: impl Fn() + 'static) -> Option<Self> {
        let source = EventSource::new(path).ok()?;
        let listener = EventListener::new(&source, name, move |_| then());
        Some(Self {
            source,
            _listener: listener,
        })
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.source.close();
    }
}
