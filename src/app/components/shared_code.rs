//! The code of a shared session, in cells.

use leptos::prelude::*;

use crate::{app::text::shared as words, domain::share_code::ShareCode};

/// The cells; readers hear the letters.
#[component]
pub fn SharedCode(code: ShareCode) -> impl IntoView {
    let shown = code.shown();
    let cells = shown
        .chars()
        .map(|letter| match letter {
            '-' => view! { <span class="live-code-dash">"–"</span> }.into_any(),
            letter => view! { <span class="live-code-cell">{letter.to_string()}</span> }.into_any(),
        })
        .collect::<Vec<_>>();
    view! {
        <p class="live-code-cells" role="img" aria-label=words::spell(code.as_str())>
            {cells}
        </p>
    }
    .into_any()
}
