//! Where an element is drawn (CSSOM View §6.1).

use web_sys::Element;

use super::object::{call, get};
use crate::call::zoom::Rect;

/// The box of `element`, in the pixels of the page, with all that scrolls and scales it.
pub fn of(element: &Element) -> Rect {
    let place = call(element, "getBoundingClientRect").unwrap_or_default();
    let side = |name: &str| get(&place, name).as_f64().unwrap_or_default();
    Rect {
        left: side("left"),
        top: side("top"),
        width: side("width"),
        height: side("height"),
    }
}
