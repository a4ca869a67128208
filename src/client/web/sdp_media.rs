//! Which codecs this page offers. Browsers offer a dozen for the picture alone, which makes descriptions of
//! six kilobytes; the two that every browser must know (RFC 7742 §5), and Opus (RFC 7874 §3), are enough.

use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{RtcRtpReceiver, RtcRtpTransceiver};

use super::{
    object::{get, text},
    rtc_extern::CodecTransceiver,
    track::Kind,
};

/// Offers only what is needed. A browser that cannot choose keeps its own list, which is longer and as good.
pub(super) fn prefer_few_codecs(transceiver: &RtcRtpTransceiver, kind: Kind) {
    let Some(capabilities) = RtcRtpReceiver::get_capabilities(kind.word()) else {
        return;
    };
    let few = Array::from(&get(&capabilities, "codecs"))
        .iter()
        .filter(|codec| is_needed(&text(codec, "mimeType"), &text(codec, "sdpFmtpLine")))
        .collect::<Array>();
    if few.length() > 0 {
        // Refused by browsers with other ideas of the list; theirs is then used.
        let _ = transceiver
            .unchecked_ref::<CodecTransceiver>()
            .set_codec_preferences(&few);
    }
}

/// VP8, H.264 constrained baseline in packets of any size, their retransmission, and Opus.
fn is_needed(mime_type: &str, parameters: &str) -> bool {
    match mime_type.to_ascii_lowercase().as_str() {
        "video/vp8" | "video/rtx" | "audio/opus" => true,
        "video/h264" => {
            parameters.contains("packetization-mode=1")
                && parameters.contains("profile-level-id=42e0")
        }
        _ => false,
    }
}
