//! Text of a document as people read it: paragraphs, and words of a program between backticks.

use leptos::prelude::*;

/// The paragraphs of `text`.
#[component]
pub fn Prose(text: String) -> impl IntoView {
    text.split("\n\n")
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| view! { <p>{with_code(paragraph)}</p> }.into_any())
        .collect::<Vec<_>>()
        .into_any()
}

/// One line of it.
pub fn with_code(line: &str) -> Vec<AnyView> {
    line.split('`')
        .enumerate()
        .map(|(at, part)| {
            let part = part.to_owned();
            match at % 2 {
                0 => part.into_any(),
                _ => view! { <code>{part}</code> }.into_any(),
            }
        })
        .collect()
}
