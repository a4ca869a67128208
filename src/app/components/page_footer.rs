//! Where this runs, in one line.

use leptos::prelude::*;

use super::icon::Icon;
use crate::app::text;

/// The footer.
#[component]
pub fn PageFooter() -> impl IntoView {
    view! {
        <footer class="page-footer wrap">
            <Icon name="shield" class="icon-16"/>
            <p>{text::FOOTER}</p>
        </footer>
    }
}
