//! Where an element is drawn (CSSOM View §6.1).

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::call::zoom::Rect;

/// The box of `element`, in the pixels of the page, with all that scrolls and scales it.
pub fn of(element: &Element) -> Rect {
    let read = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name));
    let place = read(element, "getBoundingClientRect")
        .and_then(JsCast::dyn_into::<Function>)
        .and_then(|ask| ask.call0(element));
    let side = |name: &str| {
        let place = place.as_ref().ok()?;
        read(place, name).ok()?.as_f64()
    };
    Rect {
        left: side("left").unwrap_or_default(),
        top: side("top").unwrap_or_default(),
        width: side("width").unwrap_or_default(),
        height: side("height").unwrap_or_default(),
    }
}
