//! What to say under a form that needs the program, where there is no JavaScript.

use leptos::prelude::*;

use super::icon::Icon;

/// The note; `style/` shows it only without JavaScript.
#[component]
pub fn NoScript(text: &'static str) -> impl IntoView {
    view! {
        <p class="join-note no-script">
            <Icon name="warning"/>
            <span>{text}</span>
        </p>
    }
    .into_any()
}
