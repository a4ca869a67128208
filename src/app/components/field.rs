//! A labelled text field with its hint and what is wrong with it. Works as plain HTML.

use leptos::{html, prelude::*};

use super::icon::Icon;
use crate::app::text;

/// The field called `name` in its form; `id` ties label, hint and mistake to it. A field that is wrong when the page
/// comes has the focus.
#[component]
pub fn TextField(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    #[prop(optional)] max_length: Option<usize>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    #[prop(optional_no_strip)] wrong: Option<&'static str>,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
                {optional.then(|| view! { " " <span>{text::OPTIONAL}</span> }.into_any())}
            </label>
            <input
                class="input"
                type=kind
                id=id
                name=name
                value=value
                required=required
                maxlength=max_length.map(|max| max.to_string())
                autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                autofocus=wrong.is_some()
                aria-invalid=wrong.map(|_| "true")
                aria-describedby=described_by(id, hint.is_some(), wrong.is_some())
                node_ref=node_ref
            />
            <FieldNotes id=id hint=hint wrong=wrong.map(str::to_owned)/>
        </div>
    }
    .into_any()
}

/// The ids of what stands under the field `id`.
pub fn described_by(id: &str, hint: bool, wrong: bool) -> Option<String> {
    let notes: Vec<String> = [(wrong, "wrong"), (hint, "hint")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, note)| format!("{id}-{note}"))
        .collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// What stands under the field `id`: what is wrong with it, and its hint.
#[component]
pub fn FieldNotes(
    #[prop(into)] id: String,
    hint: Option<String>,
    wrong: Option<String>,
) -> impl IntoView {
    let wrong = wrong.map(|wrong| {
        view! {
            <p class="wrong" id=format!("{id}-wrong")>
                <Icon name="warning" class="icon-16"/>
                <span>{wrong}</span>
            </p>
        }
        .into_any()
    });
    let hint = hint.map(|hint| {
        view! {
            <p class="hint" id=format!("{id}-hint")>
                {hint}
            </p>
        }
        .into_any()
    });
    (wrong, hint).into_any()
}
