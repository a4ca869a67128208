//! A labelled choice from a list. Works as plain HTML.

use leptos::{html, prelude::*};

use super::icon::Icon;

/// The list called `name` in its form; `options` are pairs of a value and its words.
#[component]
pub fn Select(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    #[prop(optional, into)] chosen: String,
    #[prop(optional)] node_ref: NodeRef<html::Select>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! {
                <option value=value selected=selected>
                    {words}
                </option>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            <div class="select">
                <select class="input" id=id name=name node_ref=node_ref>
                    {options}
                </select>
                <Icon name="chevron" class="icon-16"/>
            </div>
        </div>
    }
    .into_any()
}
