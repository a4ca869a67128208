//! How loud the own microphone is: six bars that light up from the left. Readers are not told, for it never rests.

use leptos::prelude::*;

use super::icon::Icon;
use crate::app::text::join as words;

/// The bars.
#[component]
pub fn Level(level: RwSignal<u8>, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <div
            class=format!("meter {class}")
            role="meter"
            aria-label=words::LEVEL
            aria-valuemin="0"
            aria-valuemax="6"
            aria-valuenow=move || level.get().to_string()
        >
            <Icon name="mic" class="icon-16"/>
            <span class="level" data-level=move || level.get().to_string()>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
                <i></i>
            </span>
        </div>
    }
    .into_any()
}
