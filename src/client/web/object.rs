//! The browser's plain objects, by the names of what they hold: dictionaries (Web IDL §2.10), and what not every browser
//! has.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What `object` holds under this name; undefined when it holds nothing there, or can hold nothing.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

/// A text that it holds; empty when it holds none.
pub(super) fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_default()
}

/// Whether it knows this name, whatever it holds there.
pub(super) fn knows(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &JsValue::from_str(name)).unwrap_or(false)
}

/// Has it hold this from now on.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Fails only for objects that are frozen, and none of those is ever given something.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// A function of its own; none where the browser has none.
pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

/// Calls a function of its own that takes nothing; none where there is none, or where it throws.
pub(super) fn call(object: &JsValue, name: &str) -> Option<JsValue> {
    method(object, name)?.call0(object).ok()
}
