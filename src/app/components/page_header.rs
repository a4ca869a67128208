//! The top of every quiet page: the mark, and the switch between light and dark.

use leptos::prelude::*;

use super::{icon::Icon, mark::Mark};
use crate::app::{door, text};

/// The header.
#[component]
pub fn PageHeader() -> impl IntoView {
    let switch = move |_| {
        let dark = door::saved_theme().map_or_else(door::prefers_dark, |theme| theme == "dark");
        door::set_theme(if dark { "light" } else { "dark" });
    };
    view! {
        <header class="page-header wrap">
            <Mark/>
            <div class="page-header-end">
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
            </div>
        </header>
    }
}
