//! What is asked of a connection while it carries sound and picture: to count, and to encode so and not otherwise.

use std::future::Future;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::PeerConnection;
use crate::{
    call::{link_report::Counters, send_budget::Share, slot::Slot},
    client::web::{
        encoding::{encode_picture, encode_sound},
        rtc_extern::Counting,
        rtc_stats,
    },
};

impl PeerConnection {
    /// Counts what went and came so far; none when the browser does not say.
    pub fn count(&self) -> impl Future<Output = Option<Counters>> + use<> {
        let counted = self.connection.unchecked_ref::<Counting>().get_stats();
        async move { Some(rtc_stats::read(&JsFuture::from(counted).await.ok()?)) }
    }

    /// Encodes what goes out like this from now on.
    pub fn encode(&self, share: Share) {
        for (slot, transceiver) in self.by_slot() {
            let sender = transceiver.sender();
            match slot {
                Slot::Microphone => encode_sound(&sender),
                Slot::Camera => encode_picture(&sender, share.camera),
                Slot::Screen => encode_picture(&sender, share.screen),
                // A screen may have music.
                Slot::ScreenSound => {}
            }
        }
    }
}
