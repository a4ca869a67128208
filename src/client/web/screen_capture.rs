//! Asking which screen to share (W3C Screen Capture §5), with its sound where the browser gives it.

use std::future::Future;

use js_sys::{Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamTrack};

use super::{
    js_error::JsError,
    object::{knows, set},
    page,
    rtc_extern::ScreenCapturer,
    track::LocalTrack,
};
use crate::call::call_state::DeviceProblem;

/// What the browser gave.
pub struct Captured {
    /// The screen, the window or the tab.
    pub picture: LocalTrack,
    /// What it plays, when the browser gives that and the person wants it.
    pub sound: Option<LocalTrack>,
}

/// The browser gave nothing: why, or none when the person changed their mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotCaptured(pub Option<DeviceProblem>);

/// Whether this browser can share a screen at all; those of phones cannot.
pub fn can_share() -> bool {
    capturer().is_some()
}

/// Asks which screen. Call it from a click: the browser asks for nobody else. Its question is on the screen when this
/// returns.
pub fn ask(with_sound: bool) -> impl Future<Output = Result<Captured, NotCaptured>> {
    let asked = capturer()
        .ok_or(NotCaptured(Some(DeviceProblem::NotFound)))
        .and_then(|capturer| {
            let wishes = wishes(with_sound);
            let asked = capturer.get_display_media(&wishes);
            asked.map_err(|error| not_captured(&error.into()))
        });
    answer(asked)
}

async fn answer(asked: Result<Promise, NotCaptured>) -> Result<Captured, NotCaptured> {
    let stream: MediaStream = JsFuture::from(asked?)
        .await
        .map_err(|error| not_captured(&error.into()))?
        .unchecked_into();
    let track = |track: JsValue| track.dyn_into::<MediaStreamTrack>().map(LocalTrack::new);
    Ok(Captured {
        picture: track(stream.get_video_tracks().get(0))
            .map_err(|_| NotCaptured(Some(DeviceProblem::NotFound)))?,
        sound: track(stream.get_audio_tracks().get(0)).ok(),
    })
}

/// None outside a secure context, and on phones.
fn capturer() -> Option<ScreenCapturer> {
    let devices = page::window().navigator().media_devices().ok()?;
    knows(&devices, "getDisplayMedia").then(|| devices.unchecked_into())
}

/// What one would not want to share by mistake is not among what the browser shows first: this very tab, which would
/// be a hall of mirrors. Browsers pass over words that they do not know.
fn wishes(with_sound: bool) -> JsValue {
    let wishes = Object::new();
    set(&wishes, "video", &JsValue::TRUE);
    set(&wishes, "audio", &JsValue::from_bool(with_sound));
    for (name, word) in [
        ("selfBrowserSurface", "exclude"),
        ("surfaceSwitching", "include"),
        (
            "systemAudio",
            if with_sound { "include" } else { "exclude" },
        ),
    ] {
        set(&wishes, name, &JsValue::from_str(word));
    }
    wishes.into()
}

fn not_captured(error: &JsError) -> NotCaptured {
    NotCaptured(match error.name.as_str() {
        "NotAllowedError" if error.message.to_ascii_lowercase().contains("system") => {
            Some(DeviceProblem::BlockedBySystem)
        }
        // The person closed the browser's question, or asked twice in one breath.
        "NotAllowedError" | "AbortError" | "InvalidStateError" => None,
        "NotFoundError" => Some(DeviceProblem::NotFound),
        "NotReadableError" => Some(DeviceProblem::Busy),
        _ => Some(DeviceProblem::Unknown),
    })
}
