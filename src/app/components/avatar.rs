//! A person's initials on the person's colour; the same colour everywhere.

use leptos::prelude::*;

use uuid::Uuid;

use crate::domain::participant::DisplayName;

/// Which of the eight people colours whoever has `id` has: a participant's, or an account's.
pub fn hue(id: Uuid) -> String {
    (id.as_bytes()[15] % 8).to_string()
}

/// The initials in a circle. Says nothing to readers: the name stands beside it.
#[component]
pub fn Avatar(
    id: Uuid,
    name: DisplayName,
    #[prop(default = "avatar")] class: &'static str,
) -> impl IntoView {
    view! {
        <span class=class data-hue=hue(id) aria-hidden="true">
            {name.initials()}
        </span>
    }
    .into_any()
}
