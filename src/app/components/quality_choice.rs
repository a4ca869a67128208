//! How good pictures are to be, as a group of choices.

use leptos::prelude::*;

use crate::{
    app::{call_view::CallView, text::connection as words},
    call::quality::QualityChoice,
};

/// The choice; `group` tells it from the same one elsewhere in the document.
#[component]
pub fn QualityChoices(view: CallView, group: &'static str) -> impl IntoView {
    let chosen = view.read(|state| state.quality);
    let each = QualityChoice::ALL.map(|choice| {
        view! {
            <label class="quality-choice">
                <input
                    type="radio"
                    name=group
                    value=choice.word()
                    prop:checked=move || chosen.get() == choice
                    on:change=move |_| view.call.choose_quality(choice)
                />
                <span>
                    {words::choice(choice)} <span class="hint">{words::choice_hint(choice)}</span>
                </span>
            </label>
        }
        .into_any()
    });
    view! {
        <fieldset class="quality-choices">
            <legend class="field-label">{words::PICTURES}</legend>
            {each.into_iter().collect::<Vec<_>>()}
        </fieldset>
    }
    .into_any()
}
