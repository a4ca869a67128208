//! What is wished of a device, in the browser's words (W3C Media Capture and Streams §11, §12.1).

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::object::set;
use crate::call::own_devices::{Facing, Processing};

/// Which device is asked for, and how.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// This one.
    pub device: Option<Device>,
    /// A camera that looks this way, and no other.
    pub facing: Option<Facing>,
    /// What is done to the sound.
    pub processing: Processing,
}

/// How much a device is wanted.
#[derive(Debug, Clone)]
pub enum Device {
    /// Another is as welcome when it cannot be had.
    Rather(String),
    /// This id and no other.
    Only(String),
}

/// A microphone.
pub(super) fn microphone(wish: &Wish) -> JsValue {
    let wanted = device(wish);
    for (name, on) in processors(wish.processing) {
        set(&wanted, name, &JsValue::from_bool(on));
    }
    wanted.into()
}

/// A camera. Wishes, not conditions: one that has less is as welcome. The picture goes out once for each of the
/// others, and a small one is there at once, where an encoder begins a large one by making it small.
pub(super) fn camera(wish: &Wish) -> JsValue {
    let wanted = device(wish);
    for (name, value) in [("width", 640.0), ("height", 360.0), ("frameRate", 30.0)] {
        set(&wanted, name, &one("ideal", &JsValue::from_f64(value)));
    }
    if let Some(facing) = wish.facing {
        let word = JsValue::from_str(facing.word());
        set(&wanted, "facingMode", &one("exact", &word));
    }
    wanted.into()
}

/// What is done to the sound, and nothing else will do: so that a browser that cannot change it says so.
pub(super) fn exactly(processing: Processing) -> JsValue {
    let wanted = Object::new();
    for (name, on) in processors(processing) {
        set(&wanted, name, &one("exact", &JsValue::from_bool(on)));
    }
    wanted.into()
}

const fn processors(processing: Processing) -> [(&'static str, bool); 3] {
    [
        ("echoCancellation", processing.echo),
        ("noiseSuppression", processing.noise),
        ("autoGainControl", processing.gain),
    ]
}

fn device(wish: &Wish) -> Object {
    let wanted = Object::new();
    let (how, id) = match &wish.device {
        None => return wanted,
        Some(Device::Rather(id)) => ("ideal", id),
        Some(Device::Only(id)) => ("exact", id),
    };
    set(&wanted, "deviceId", &one(how, &JsValue::from_str(id)));
    wanted
}

fn one(name: &str, value: &JsValue) -> JsValue {
    let object = Object::new();
    set(&object, name, value);
    object.into()
}
