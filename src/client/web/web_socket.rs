//! One WebSocket (RFC 6455) as a value: its events come as one enum, and dropping it takes the handlers off
//! and closes it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{CloseEvent, MessageEvent, WebSocket as RawSocket};

use super::{event_listener::EventListener, js_error::JsError, page};

/// What a socket says.
#[derive(Debug)]
pub enum SocketEvent {
    /// It is open.
    Opened,
    /// A text frame.
    Text(String),
    /// It is closed, by whomever; nothing comes after this.
    Closed {
        /// The close code (§7.4).
        code: u16,
    },
}

/// An open or opening socket; dropping it closes it.
pub struct WebSocket {
    socket: RawSocket,
    listeners: Vec<EventListener>,
}

impl WebSocket {
    /// Opens a socket to `path` on the page's own server.
    ///
    /// # Errors
    /// What the browser throws when it refuses the address.
    pub fn open(path: &str, on_event: impl Fn(SocketEvent) + 'static) -> Result<Self, JsError> {
        let mut address = page::socket_origin();
        address.push_str(path);
        let socket = RawSocket::new(&address)?;
        let on_event = Rc::new(on_event);
        let tell = Rc::clone(&on_event);
        let opened = EventListener::new(&socket, "open", move |_| tell(SocketEvent::Opened));
        let tell = Rc::clone(&on_event);
        let message = EventListener::new(&socket, "message", move |event| {
            if let Some(text) = event.unchecked_ref::<MessageEvent>().data().as_string() {
                tell(SocketEvent::Text(text));
            }
        });
        let closed = EventListener::new(&socket, "close", move |event| {
            let code = event.unchecked_ref::<CloseEvent>().code();
            on_event(SocketEvent::Closed { code });
        });
        Ok(Self {
            socket,
            listeners: vec![opened, message, closed],
        })
    }

    /// Sends a text frame. False when the socket is not open, and then nothing was sent.
    pub fn send(&self, text: &str) -> bool {
        self.socket.ready_state() == RawSocket::OPEN && self.socket.send_with_str(text).is_ok()
    }
}

impl Drop for WebSocket {
    fn drop(&mut self) {
        self.listeners.clear();
        let _ = self.socket.close();
    }
}
