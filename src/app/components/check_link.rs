//! The way from any trouble with a connection or a device to the page that looks at it.

use leptos::prelude::*;

use crate::{app::text, protocol::route::Route};

/// Leads there in a tab of its own, for whoever waits or is in a call stays.
pub fn check_link(class: &'static str) -> AnyView {
    view! {
        <a class=class href=Route::Check.path() target="_blank">
            {text::check::TITLE}
        </a>
    }
    .into_any()
}
