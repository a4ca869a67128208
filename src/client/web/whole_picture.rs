//! A whole picture for who has missed the frames that later ones build upon.
//!
//! What a broken way has swallowed is not sent again for long, and who waits for it asks for a whole picture every
//! three seconds only: asked while the way is still broken, they would wait for most of three seconds more. So one is
//! sent unasked as soon as there is a way again. Browsers that do not know how go on as before.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{RtcPeerConnection, RtcRtpSender, RtcRtpTransceiver};

use super::{
    event_listener::EventListener, object::set, rtc_extern::EncodingSender, task::Task,
    timer::Timer,
};

/// At first browsers try several ways, and nothing is lost between them.
const SETTLES: Duration = Duration::from_secs(3);

/// Follows the way of one connection; dropping it ends that.
pub(super) struct WholePictures {
    connection: RtcPeerConnection,
    settling: Option<Timer>,
    way: Rc<RefCell<Option<EventListener>>>,
}

impl WholePictures {
    /// For a connection that has no way yet.
    pub(super) fn new(connection: RtcPeerConnection) -> Self {
        Self {
            connection,
            settling: None,
            way: Rc::default(),
        }
    }

    /// There is a way, for the first time or again.
    pub(super) fn connected(&mut self) {
        if self.settling.is_some() {
            return send(&self.connection);
        }
        let (connection, way) = (self.connection.clone(), Rc::clone(&self.way));
        self.settling = Some(Timer::after(SETTLES, move || {
            *way.borrow_mut() = follow(connection);
        }));
    }
}

/// Sends whole pictures when packets go another way. One transport carries everything.
fn follow(connection: RtcPeerConnection) -> Option<EventListener> {
    let transport = senders(&connection)
        .find_map(|sender| sender.unchecked_ref::<EncodingSender>().transport())?;
    let ice = transport.ice_transport()?;
    Some(EventListener::new(
        &ice,
        "selectedcandidatepairchange",
        move |_| send(&connection),
    ))
}

/// Has the next frame of every picture be a whole one.
fn send(connection: &RtcPeerConnection) {
    for sender in senders(connection).filter(sends_picture) {
        let whole = Object::new();
        set(&whole, "keyFrame", &JsValue::TRUE);
        let options = Object::new();
        set(&options, "encodingOptions", &Array::of1(&whole));
        let sender: &EncodingSender = sender.unchecked_ref();
        let asked = sender
            .get_parameters()
            .and_then(|parameters| sender.set_parameters_and(&parameters, &options));
        if let Ok(asked) = asked {
            // Where nothing is negotiated yet, or all has ended, there is nothing to miss.
            Task::settle(asked);
        }
    }
}

fn senders(connection: &RtcPeerConnection) -> impl Iterator<Item = RtcRtpSender> + use<> {
    let transceivers = connection.get_transceivers().into_iter();
    transceivers.map(|transceiver| transceiver.unchecked_into::<RtcRtpTransceiver>().sender())
}

fn sends_picture(sender: &RtcRtpSender) -> bool {
    sender.track().is_some_and(|track| track.kind() == "video")
}
