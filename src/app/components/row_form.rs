//! The one thing that can be done with a row of a list: a plain form with one button.

use leptos::prelude::*;

/// The form. `action` takes the row's `id`; `name` is the button's accessible name, which says of what.
#[component]
pub fn RowForm(
    action: &'static str,
    id: String,
    label: &'static str,
    name: String,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="id" value=id/>
            <button type="submit" class="button button-quiet button-44" aria-label=name>
                {label}
            </button>
        </form>
    }
    .into_any()
}
