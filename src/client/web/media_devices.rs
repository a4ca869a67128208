//! Asking for camera and microphone (W3C Media Capture and Streams §10), with every refusal named.
//!
//! Both are asked for in one question. When that fails because of one of them, the other is tried alone, so
//! that a missing camera does not take the microphone with it.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use super::{
    constraints,
    event_listener::EventListener,
    js_error::JsError,
    object::{get, method, set, text},
    page,
    track::{Kind, LocalTrack},
};
use crate::call::{
    call_state::DeviceProblem,
    own_devices::{DeviceKind, DeviceLists, ListedDevice},
};

pub use super::constraints::{Device, Wish};

/// What came of asking; `None` for what was not asked for.
#[derive(Default)]
pub struct Given {
    /// The microphone.
    pub audio: Option<Result<LocalTrack, DeviceProblem>>,
    /// The camera.
    pub video: Option<Result<LocalTrack, DeviceProblem>>,
}

/// Asks for one or both.
pub async fn ask(audio: Option<Wish>, video: Option<Wish>) -> Given {
    let (Some(sound), Some(picture)) = (&audio, &video) else {
        return ask_each(audio, video).await;
    };
    match request(Some(sound), Some(picture)).await {
        Ok(stream) => Given {
            audio: Some(first(stream.get_audio_tracks().get(0))),
            video: Some(first(stream.get_video_tracks().get(0))),
        },
        Err(DeviceProblem::InsecureContext) => refused(DeviceProblem::InsecureContext),
        Err(DeviceProblem::Denied) => {
            // Asked again, a browser that has not kept the answer would ask the person again.
            let audio_denied = is_denied("microphone").await;
            let video_denied = is_denied("camera").await;
            if audio_denied == video_denied {
                return refused(DeviceProblem::Denied);
            }
            let other = ask_each(
                audio.filter(|_| !audio_denied),
                video.filter(|_| !video_denied),
            )
            .await;
            Given {
                audio: other.audio.or(Some(Err(DeviceProblem::Denied))),
                video: other.video.or(Some(Err(DeviceProblem::Denied))),
            }
        }
        Err(_) => ask_each(audio, video).await,
    }
}

/// Asks for one.
///
/// # Errors
/// Why it cannot be had.
pub async fn ask_one(kind: Kind, wish: &Wish) -> Result<LocalTrack, DeviceProblem> {
    let stream = match kind {
        Kind::Audio => request(Some(wish), None).await?,
        Kind::Video => request(None, Some(wish)).await?,
    };
    first(stream.get_tracks().get(0))
}

async fn ask_each(audio: Option<Wish>, video: Option<Wish>) -> Given {
    let mut given = Given::default();
    if let Some(wish) = audio {
        given.audio = Some(ask_one(Kind::Audio, &wish).await);
    }
    if let Some(wish) = video {
        given.video = Some(ask_one(Kind::Video, &wish).await);
    }
    given
}

async fn request(audio: Option<&Wish>, video: Option<&Wish>) -> Result<MediaStream, DeviceProblem> {
    let devices = devices().ok_or(DeviceProblem::InsecureContext)?;
    let wanted = MediaStreamConstraints::new();
    wanted.set_audio(&audio.map_or(JsValue::FALSE, constraints::microphone));
    wanted.set_video(&video.map_or(JsValue::FALSE, constraints::camera));
    let asked = devices
        .get_user_media_with_constraints(&wanted)
        .map_err(|error| problem(&error.into()))?;
    match JsFuture::from(asked).await {
        Ok(stream) => Ok(stream.unchecked_into()),
        Err(error) => Err(problem(&error.into())),
    }
}

/// Outside a secure context the browser has no such object at all (§9.2).
fn devices() -> Option<MediaDevices> {
    page::window()
        .navigator()
        .media_devices()
        .ok()
        .filter(|devices| !devices.is_undefined())
}

/// What there is, as far as the browser tells: before it was allowed once, nothing has a name. What only stands for
/// another device, the one for calls of the system, is left out.
pub async fn list() -> DeviceLists {
    let mut lists = DeviceLists::default();
    let Some(Ok(asked)) = devices().map(|devices| devices.enumerate_devices()) else {
        return lists;
    };
    let Ok(listed) = JsFuture::from(asked).await else {
        return lists;
    };
    for entry in js_sys::Array::from(&listed).iter() {
        let kind = match text(&entry, "kind").as_str() {
            "audioinput" => DeviceKind::Microphone,
            "videoinput" => DeviceKind::Camera,
            "audiooutput" => DeviceKind::Speaker,
            _ => continue,
        };
        let device = ListedDevice {
            id: text(&entry, "deviceId"),
            label: text(&entry, "label"),
        };
        if !device.id.is_empty() && device.id != "communications" {
            lists.of_mut(kind).push(device);
        }
    }
    lists
}

/// Calls `then` when a device comes or goes.
pub fn on_change(then: impl Fn() + 'static) -> Option<EventListener> {
    devices().map(|devices| EventListener::new(&devices, "devicechange", move |_| then()))
}

/// Whether the browser gives it without asking the person. Where it does not tell, it is taken to.
pub async fn is_given(kind: Kind) -> bool {
    let name = match kind {
        Kind::Audio => "microphone",
        Kind::Video => "camera",
    };
    permission(name)
        .await
        .is_none_or(|state| state == "granted")
}

fn problem(error: &JsError) -> DeviceProblem {
    match error.name.as_str() {
        "NotAllowedError" | "PermissionDeniedError"
            if error.message.to_ascii_lowercase().contains("system") =>
        {
            DeviceProblem::BlockedBySystem
        }
        "NotAllowedError" | "PermissionDeniedError" => DeviceProblem::Denied,
        "SecurityError" => DeviceProblem::Denied,
        "NotFoundError" | "DevicesNotFoundError" | "OverconstrainedError" => {
            DeviceProblem::NotFound
        }
        "NotReadableError" | "TrackStartError" | "AbortError" => DeviceProblem::Busy,
        "TypeError" => DeviceProblem::InsecureContext,
        _ => DeviceProblem::Unknown,
    }
}

/// Whether the browser has kept a refusal. Unknown counts as no.
async fn is_denied(name: &str) -> bool {
    permission(name)
        .await
        .is_some_and(|state| state == "denied")
}

/// What the browser has kept of an answer (W3C Permissions §6.2); none where it does not tell.
async fn permission(name: &str) -> Option<String> {
    let permissions = get(&page::window().navigator(), "permissions");
    let wanted = js_sys::Object::new();
    set(&wanted, "name", &JsValue::from_str(name));
    let asked = method(&permissions, "query")?
        .call1(&permissions, &wanted)
        .ok()?;
    let status = JsFuture::from(js_sys::Promise::from(asked)).await.ok()?;
    Some(text(&status, "state"))
}

fn first(track: JsValue) -> Result<LocalTrack, DeviceProblem> {
    track
        .dyn_into::<MediaStreamTrack>()
        .map(LocalTrack::new)
        .map_err(|_| DeviceProblem::NotFound)
}

fn refused(problem: DeviceProblem) -> Given {
    Given {
        audio: Some(Err(problem)),
        video: Some(Err(problem)),
    }
}
