//! A list with one line for each person, kept while they move in it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::ids::ParticipantId;

/// The lines for `ids`, each as `draw` draws it. Boxed, so that the program has one such list and not one a place.
pub fn each_person(
    ids: Memo<Vec<ParticipantId>>,
    draw: impl Fn(ParticipantId) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    fn list(
        ids: Memo<Vec<ParticipantId>>,
        draw: Arc<dyn Fn(ParticipantId) -> AnyView + Send + Sync>,
    ) -> AnyView {
        view! { <For each=move || ids.get() key=|id| *id children=move |id| draw(id)/> }.into_any()
    }
    list(ids, Arc::new(draw))
}
