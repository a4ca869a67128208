//! A path that leads nowhere.

use leptos::prelude::*;

use super::state::{BackToStart, StatePage};
use crate::app::{components::session_art::Art, door, text::state as words};

/// The page, with HTTP status 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    door::set_page_status(404);
    view! {
        <StatePage art=Art::Alone title=words::NOT_FOUND lead=words::NOT_FOUND_LEAD>
            <div class="actions">
                <BackToStart/>
            </div>
        </StatePage>
    }
}
