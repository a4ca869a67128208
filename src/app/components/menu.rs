//! A line of a small menu. The browser opens and closes the menu by itself (popover); choosing closes it.

use leptos::prelude::*;

use super::icon::icon;

/// A line of the menu with the id `menu`.
pub fn menu_item(
    menu: &'static str,
    sign: &'static str,
    word: impl Into<String>,
    class: &'static str,
    press: impl Fn() + 'static,
) -> AnyView {
    let word: String = word.into();
    view! {
        <button
            type="button"
            class=class
            popovertarget=menu
            popovertargetaction="hide"
            on:click=move |_| press()
        >
            {icon(sign, "")}
            <span>{word}</span>
        </button>
    }
    .into_any()
}
