//! Two peer connections of one page that find each other by given servers, and a channel between them that repeats
//! nothing: so that what gets lost on the way is lost.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, RtcPeerConnection, RtcPeerConnectionIceEvent, RtcSdpType,
    RtcSessionDescriptionInit,
};

use super::{
    awaited::awaited,
    event_listener::EventListener,
    ice_configuration::configuration,
    js_error::JsError,
    object::set,
    page::moment,
    peer_connection::set_local_description,
    task::Task,
    timer::{Ticker, Timer},
    trial_extern::{ChannelMaker, DataChannel},
};
use crate::protocol::server_message::IceServer;

/// A way that carries; dropping it closes both ends.
pub struct TrialPath {
    sends: DataChannel,
    hears: DataChannel,
    _ends: [End; 2],
}

/// Why there is no way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPath {
    /// Nobody answered.
    Nobody,
    /// Somebody answered, and nothing came through.
    Silent,
}

/// One of the two connections.
struct End {
    connection: RtcPeerConnection,
    listeners: Vec<EventListener>,
}

impl Drop for End {
    fn drop(&mut self) {
        self.listeners.clear();
        self.connection.close();
    }
}

impl TrialPath {
    /// Finds a way by `servers`, by a relay alone when it is to be `relay_only`, within `patience`.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn find(
        servers: &[IceServer],
        relay_only: bool,
        patience: Duration,
    ) -> Result<Self, NoPath> {
        let candidates = Rc::new(RefCell::new(0_u32));
        let found = Self::connect(servers, relay_only, patience, &candidates).await;
        match found {
            Ok(Some(path)) => Ok(path),
            _ if *candidates.borrow() == 0 => Err(NoPath::Nobody),
            _ => Err(NoPath::Silent),
        }
    }

    async fn connect(
        servers: &[IceServer],
        relay_only: bool,
        patience: Duration,
        candidates: &Rc<RefCell<u32>>,
    ) -> Result<Option<Self>, JsError> {
        let configuration = configuration(servers, relay_only);
        let one = RtcPeerConnection::new_with_configuration(&configuration)?;
        let other = RtcPeerConnection::new_with_configuration(&configuration)?;
        let ends = [end(&one, &other, candidates), end(&other, &one, candidates)];
        let (sends, hears) = (channel(&one)?, channel(&other)?);
        let (giver, open) = awaited();
        let late = giver.clone();
        let _opened = EventListener::new(&sends, "open", move |_| giver.give(true));
        let _patience = Timer::after(patience, move || late.give(false));

        let offer = set_local_description(one.clone()).await?;
        take(&other, RtcSdpType::Offer, &offer).await?;
        let answer = set_local_description(other.clone()).await?;
        take(&one, RtcSdpType::Answer, &answer).await?;
        Ok(open.await.then_some(Self {
            sends,
            hears,
            _ends: ends,
        }))
    }

    /// Sends so many packets of so many bytes, one after each pause, and waits a moment for the last. For each the
    /// milliseconds that it took, none for one that did not come.
    pub async fn try_out(
        &self,
        packets: usize,
        bytes: usize,
        pause: Duration,
        last: Duration,
    ) -> Vec<Option<f64>> {
        let took = Rc::new(RefCell::new(vec![None; packets]));
        let sent_at = Rc::new(RefCell::new(Vec::with_capacity(packets)));
        let (giver, over) = awaited();

        let (note, times) = (Rc::clone(&took), Rc::clone(&sent_at));
        let _heard = EventListener::new(&self.hears, "message", move |event| {
            let text = event.unchecked_ref::<MessageEvent>().data().as_string();
            let number = text.and_then(|text| text.trim().parse::<usize>().ok());
            let Some(number) = number else { return };
            let sent: Option<f64> = times.borrow().get(number).copied();
            if let (Some(sent), Some(slot)) = (sent, note.borrow_mut().get_mut(number)) {
                *slot = Some(moment() - sent);
            }
        });
        let mut end = None;
        let channel = self.sends.clone();
        let _sending = Ticker::every(pause, move || {
            let number = sent_at.borrow().len();
            if number < packets {
                sent_at.borrow_mut().push(moment());
                // What the channel does not take is lost too.
                let _ = channel.send(&format!("{number:bytes$}"));
            } else if end.is_none() {
                let giver = giver.clone();
                end = Some(Timer::after(last, move || giver.give(())));
            }
        });
        over.await;
        took.take()
    }
}

/// Tells `other` how `connection` is reached, and counts the ways.
fn end(
    connection: &RtcPeerConnection,
    other: &RtcPeerConnection,
    candidates: &Rc<RefCell<u32>>,
) -> End {
    let (other, candidates) = (other.clone(), Rc::clone(candidates));
    let told = EventListener::new(connection, "icecandidate", move |event| {
        let event: &RtcPeerConnectionIceEvent = event.unchecked_ref();
        // The last one says that there are no more.
        if let Some(candidate) = event.candidate().filter(|it| !it.candidate().is_empty()) {
            *candidates.borrow_mut() += 1;
            Task::settle(other.add_ice_candidate_with_opt_rtc_ice_candidate(Some(&candidate)));
        }
    });
    End {
        connection: connection.clone(),
        listeners: vec![told],
    }
}

/// A channel that both ends know by its number; nothing in it waits for another or comes again.
fn channel(connection: &RtcPeerConnection) -> Result<DataChannel, JsError> {
    let init = Object::new();
    set(&init, "negotiated", &JsValue::TRUE);
    set(&init, "id", &JsValue::from_f64(0.0));
    set(&init, "ordered", &JsValue::FALSE);
    set(&init, "maxRetransmits", &JsValue::from_f64(0.0));
    let maker: &ChannelMaker = connection.unchecked_ref();
    Ok(maker.create_data_channel("trial", &init)?)
}

async fn take(connection: &RtcPeerConnection, kind: RtcSdpType, sdp: &str) -> Result<(), JsError> {
    let description = RtcSessionDescriptionInit::new(kind);
    description.set_sdp(sdp);
    JsFuture::from(connection.set_remote_description(&description)).await?;
    Ok(())
}
