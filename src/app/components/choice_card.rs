//! A radio as a card; the whole card is the target. Works as plain HTML.

use leptos::{html, prelude::*};

use super::icon::Icon;

/// One choice of the group `name`.
#[component]
pub fn ChoiceCard(
    name: &'static str,
    #[prop(into)] value: String,
    #[prop(into)] title: String,
    icon: &'static str,
    /// What it means, in a sentence.
    #[prop(optional, into)]
    hint: String,
    #[prop(optional)] checked: bool,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input class="choice-radio" type="radio" name=name value=value checked=checked node_ref=node_ref/>
            <span class="choice-title">
                {title}
                {(!hint.is_empty()).then(|| view! { <span class="choice-hint">{hint}</span> }.into_any())}
            </span>
            <Icon name=icon/>
        </label>
    }
    .into_any()
}
