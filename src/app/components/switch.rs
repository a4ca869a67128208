//! A row with a switch; the whole row is the target. Works as plain HTML.

use leptos::prelude::*;

/// The switch called `name` in its form.
#[component]
pub fn Switch(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="switch-row">
            <span>
                {label} <span class="hint switch-hint">{hint}</span>
            </span>
            <input
                class="switch"
                type="checkbox"
                role="switch"
                name=name
                value="true"
                checked=checked
            />
        </label>
    }
    .into_any()
}
