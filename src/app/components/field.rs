//! A labelled text field with its hint. Works as plain HTML.

use leptos::{html, prelude::*};

use crate::app::text;

/// The field called `name` in its form; `id` ties label and hint to it.
#[component]
pub fn TextField(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    max_length: usize,
    #[prop(optional)] optional: bool,
    #[prop(optional)] hint: Option<String>,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
                {optional.then(|| view! { " " <span>{text::OPTIONAL}</span> }.into_any())}
            </label>
            <input
                class="input"
                type="text"
                id=id
                name=name
                maxlength=max_length.to_string()
                autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                aria-describedby=hint_id.clone()
                node_ref=node_ref
            />
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> }.into_any())}
        </div>
    }
    .into_any()
}
