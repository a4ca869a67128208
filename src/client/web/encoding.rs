//! How what is sent is encoded (`RTCRtpSendParameters`, W3C WebRTC §5.2): how many bits, how large, how often, or not
//! at all. A browser that does not know one of these leaves it as it is.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::RtcRtpSender;

use super::{
    media_extern::DeviceTrack,
    object::{get, set},
    rtc_extern::EncodingSender,
    task::Task,
};
use crate::call::send_budget::{Encoding, OPUS_KBPS};

/// Has a picture encoded like this, or not sent.
pub(super) fn encode_picture(sender: &RtcRtpSender, wanted: Option<Encoding>) {
    change(sender, |first| {
        let mut changed = change_to(first, "active", &JsValue::from_bool(wanted.is_some()));
        if let Some(wanted) = wanted {
            let smaller = f64::from(height(sender)) / f64::from(wanted.height);
            // Halves of it are as fine as anybody sees, and a picture is not made anew for less.
            let smaller = (smaller * 2.0).round().max(2.0) / 2.0;
            changed |= change_to(first, "maxBitrate", &bits(wanted.kbps));
            changed |= change_to(first, "maxFramerate", &f64::from(wanted.fps).into());
            changed |= change_to(first, "scaleResolutionDownBy", &smaller.into());
        }
        changed
    });
}

/// Has sound encoded as speech needs it, before all pictures.
pub(super) fn encode_sound(sender: &RtcRtpSender) {
    change(sender, |first| {
        let rate = change_to(first, "maxBitrate", &bits(OPUS_KBPS));
        let priority = change_to(first, "priority", &JsValue::from_str("high"));
        rate || priority
    });
}

/// Changes the one encoding of a sender; nothing is asked of the browser when it has what is wanted.
fn change(sender: &RtcRtpSender, change: impl FnOnce(&JsValue) -> bool) {
    let sender: &EncodingSender = sender.unchecked_ref();
    let Ok(parameters) = sender.get_parameters() else {
        return;
    };
    let encodings = Array::from(&get(&parameters, "encodings"));
    let first = encodings.get(0);
    // Some browsers have none before something was agreed.
    if first.is_object()
        && change(&first)
        && let Ok(changed) = sender.set_parameters(&parameters)
    {
        // A browser that refuses goes on as it did.
        Task::settle(changed);
    }
}

/// How high the picture is that is to be sent; nought when it is not known, and then it is sent as it is.
fn height(sender: &RtcRtpSender) -> u32 {
    let Some(track) = sender.track() else {
        return 0;
    };
    let height = track
        .unchecked_ref::<DeviceTrack>()
        .get_settings()
        .map_or(0.0, |settings| {
            get(&settings, "height").as_f64().unwrap_or_default()
        });
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels are whole, and a cast saturates"
    )]
    let height = height as u32;
    height
}

fn bits(kbps: u32) -> JsValue {
    (f64::from(kbps) * 1_000.0).into()
}

/// Whether it was something else before.
fn change_to(object: &JsValue, name: &str, value: &JsValue) -> bool {
    let changes = get(object, name) != *value;
    if changes {
        set(object, name, value);
    }
    changes
}
