//! Fields of an object, or parameters: name, what it takes, what it says.

use leptos::prelude::*;

use super::prose::Prose;
use crate::app::{
    api_reference::{Field, Kind},
    text::api as words,
};

/// The place of an object on the page.
pub fn shape_id(name: &str) -> String {
    format!("object-{name}")
}

/// The list.
#[component]
pub fn ApiFields(fields: Vec<Field>) -> impl IntoView {
    let rows = fields
        .into_iter()
        .map(|field| {
            let required = field
                .required
                .then(|| view! { <span class="api-required">{words::REQUIRED}</span> }.into_any());
            view! {
                <div class="api-field">
                    <dt>
                        <code>{field.name}</code>
                        <span class="api-kind">{kind(&field.kind)}</span>
                        {required}
                    </dt>
                    <dd>
                        <Prose text=field.about/>
                    </dd>
                </div>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <dl class="api-fields">{rows}</dl> }.into_any()
}

/// What a value is, in words.
pub fn kind(kind: &Kind) -> AnyView {
    match kind {
        Kind::Nothing => words::NOTHING.into_any(),
        Kind::Flag => words::FLAG.into_any(),
        Kind::Figure { least, most } => words::figure(*least, *most).into_any(),
        Kind::Text { most } => words::characters(*most).into_any(),
        Kind::Id => words::ID.into_any(),
        Kind::Time => words::TIME.into_any(),
        Kind::OneOf(all) => {
            let all = all
                .iter()
                .map(|word| view! { " " <code>{word.clone()}</code> }.into_any())
                .collect::<Vec<_>>();
            view! { {words::ONE_OF} {all} }.into_any()
        }
        Kind::List(of) => {
            let of = self::kind(of);
            view! { {words::LIST_OF} " " {of} }.into_any()
        }
        Kind::Shape(name) => {
            let path = format!("#{}", shape_id(name));
            view! {
                <a class="link" href=path>
                    {name.clone()}
                </a>
            }
            .into_any()
        }
    }
}
