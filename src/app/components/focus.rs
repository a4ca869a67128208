//! Putting the keyboard's focus somewhere. In the browser only: call it from handlers and effects.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// Focuses the element with this id, when there is one.
pub fn focus_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Whether somebody is writing something, so that letters are letters.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (element.tag_name() == "INPUT"
                && !matches!(
                    element.get_attribute("type").as_deref(),
                    Some("checkbox" | "radio")
                ))
    })
}
