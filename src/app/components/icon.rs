//! A symbol of the sprite in `public/icons.svg`.
//!
//! The drawing is not part of the program: the browser fetches the sprite once. A symbol says nothing to
//! readers; the control around it has the words.

use leptos::prelude::*;

/// The symbol `name`, 20 px; `class` may carry another size.
#[component]
pub fn Icon(name: &'static str, #[prop(optional)] class: &'static str) -> impl IntoView {
    icon(name, class)
}

/// The same as a plain call, for places where the name changes with a state.
pub fn icon(name: &'static str, class: &'static str) -> AnyView {
    let class = if class.is_empty() {
        "icon".to_owned()
    } else {
        format!("icon {class}")
    };
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
    .into_any()
}
