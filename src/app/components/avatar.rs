//! A person's initials on the person's colour; the same colour everywhere.

use leptos::prelude::*;

use crate::domain::{ids::ParticipantId, participant::DisplayName};

/// Which of the eight people colours `id` has.
pub fn hue(id: ParticipantId) -> String {
    (id.as_uuid().as_bytes()[15] % 8).to_string()
}

/// The initials in a circle. Says nothing to readers: the name stands beside it.
#[component]
pub fn Avatar(
    id: ParticipantId,
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
