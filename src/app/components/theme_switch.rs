//! The switch between light and dark.

use leptos::prelude::*;

use super::icon::Icon;
use crate::app::{door, text};

/// The button; the stylesheet shows it when it works, and with the drawing of what a press would bring.
#[island]
pub fn ThemeSwitch() -> impl IntoView {
    let switch = move |_| {
        let dark = door::saved_theme().map_or_else(door::prefers_dark, |theme| theme == "dark");
        door::set_theme(if dark { "light" } else { "dark" });
    };
    view! {
        <button
            type="button"
            class="icon-button theme-switch"
            aria-label=text::SWITCH_THEME
            title=text::SWITCH_THEME
            on:click=switch
        >
            <Icon name="moon" class="icon-moon"/>
            <Icon name="sun" class="icon-sun"/>
        </button>
    }
    .into_any()
}
