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
    let switch = view! {
        <input
            class="switch"
            type="checkbox"
            role="switch"
            name=name
            value="true"
            checked=checked
        />
    };
    switch_row(label, hint, switch.into_any())
}

/// The row around a `switch` that is not of a form.
pub fn switch_row(label: &'static str, hint: &'static str, switch: AnyView) -> AnyView {
    view! {
        <label class="switch-row">
            <span>
                {label} <span class="hint switch-hint">{hint}</span>
            </span>
            {switch}
        </label>
    }
    .into_any()
}
