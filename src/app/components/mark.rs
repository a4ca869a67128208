//! The mark: two halves that face each other.

use leptos::prelude::*;

use crate::{app::text, protocol::route::Route};

/// The two halves alone.
#[component]
pub fn MarkImage(#[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <use class="mark-left" href="/icons.svg#half-left" x="2.5" y="5.5" width="13" height="21"></use>
            <use class="mark-right" href="/icons.svg#half-right" x="16.5" y="5.5" width="13" height="21"></use>
        </svg>
    }
    .into_any()
}

/// The mark with the name, leading home.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <a class="mark" href=Route::Home.path()>
            <MarkImage/>
            {text::NAME}
        </a>
    }
    .into_any()
}
