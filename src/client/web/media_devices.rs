//! Asking for camera and microphone (W3C Media Capture and Streams §10), with every refusal named.
//!
//! Both are asked for in one question. When that fails because of one of them, the other is tried alone, so
//! that a missing camera does not take the microphone with it.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamConstraints, MediaStreamTrack};

use super::{
    js_error::JsError,
    page,
    track::{Kind, LocalTrack},
};
use crate::call::call_state::DeviceProblem;

/// What came of asking; `None` for what was not asked for.
#[derive(Default)]
pub struct Given {
    /// The microphone.
    pub audio: Option<Result<LocalTrack, DeviceProblem>>,
    /// The camera.
    pub video: Option<Result<LocalTrack, DeviceProblem>>,
}

/// Asks for one or both.
pub async fn ask(audio: bool, video: bool) -> Given {
    if !(audio && video) {
        return ask_each(audio, video).await;
    }
    match request(true, true).await {
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
            let other = ask_each(!audio_denied, !video_denied).await;
            Given {
                audio: other.audio.or(Some(Err(DeviceProblem::Denied))),
                video: other.video.or(Some(Err(DeviceProblem::Denied))),
            }
        }
        Err(_) => ask_each(true, true).await,
    }
}

async fn ask_each(audio: bool, video: bool) -> Given {
    let mut given = Given::default();
    if audio {
        given.audio = Some(ask_one(Kind::Audio).await);
    }
    if video {
        given.video = Some(ask_one(Kind::Video).await);
    }
    given
}

async fn ask_one(kind: Kind) -> Result<LocalTrack, DeviceProblem> {
    let stream = request(kind == Kind::Audio, kind == Kind::Video).await?;
    first(stream.get_tracks().get(0))
}

async fn request(audio: bool, video: bool) -> Result<MediaStream, DeviceProblem> {
    // Outside a secure context the browser has no such object at all (§9.2).
    let devices = page::window()
        .navigator()
        .media_devices()
        .ok()
        .filter(|devices| !devices.is_undefined())
        .ok_or(DeviceProblem::InsecureContext)?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_audio(&JsValue::from_bool(audio));
    let picture = if video {
        picture_constraints()
    } else {
        JsValue::FALSE
    };
    constraints.set_video(&picture);
    let asked = devices
        .get_user_media_with_constraints(&constraints)
        .map_err(|error| problem(&error.into()))?;
    match JsFuture::from(asked).await {
        Ok(stream) => Ok(stream.unchecked_into()),
        Err(error) => Err(problem(&error.into())),
    }
}

/// Wishes, not conditions: a camera that has less is as welcome. The picture goes out once for each of the
/// others, and a small one is there at once, where an encoder begins a large one by making it small.
fn picture_constraints() -> JsValue {
    let wish = js_sys::Object::new();
    for (name, value) in [("width", 640.0), ("height", 360.0), ("frameRate", 30.0)] {
        let ideal = js_sys::Object::new();
        let _ = Reflect::set(
            &ideal,
            &JsValue::from_str("ideal"),
            &JsValue::from_f64(value),
        );
        let _ = Reflect::set(&wish, &JsValue::from_str(name), &ideal);
    }
    wish.into()
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

/// Whether the browser has kept a refusal (W3C Permissions §6.2). Unknown counts as no.
async fn is_denied(name: &str) -> bool {
    async fn query(name: &str) -> Result<JsValue, JsValue> {
        let navigator = JsValue::from(page::window().navigator());
        let permissions = Reflect::get(&navigator, &JsValue::from_str("permissions"))?;
        let query: js_sys::Function =
            Reflect::get(&permissions, &JsValue::from_str("query"))?.dyn_into()?;
        let wanted = js_sys::Object::new();
        Reflect::set(
            &wanted,
            &JsValue::from_str("name"),
            &JsValue::from_str(name),
        )?;
        let asked: js_sys::Promise = query.call1(&permissions, &wanted)?.dyn_into()?;
        let status = JsFuture::from(asked).await?;
        Reflect::get(&status, &JsValue::from_str("state"))
    }
    query(name)
        .await
        .is_ok_and(|state| state.as_string().as_deref() == Some("denied"))
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
