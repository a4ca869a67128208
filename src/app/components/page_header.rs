//! The top of every quiet page: the mark, and the switch between light and dark.

use leptos::prelude::*;

use super::{mark::Mark, theme_switch::ThemeSwitch};

/// The header.
#[component]
pub fn PageHeader() -> impl IntoView {
    view! {
        <header class="page-header wrap">
            <Mark/>
            <div class="page-header-end">
                <ThemeSwitch/>
            </div>
        </header>
    }
    .into_any()
}
