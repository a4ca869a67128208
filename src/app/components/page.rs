//! The frame of every quiet page: header, main part, and a line at the foot where there is one.
//!
//! Its children come as one erased view: the types of a whole page would make the program larger.

use leptos::prelude::*;

use super::page_header::PageHeader;

/// The frame; `class` is that of the main part.
#[component]
pub fn Page(
    #[prop(default = "main")] class: &'static str,
    #[prop(optional)] footer: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let header = view! { <PageHeader/> }.into_any();
    view! {
        <div class="page">
            {header} <main class=class>{children()}</main> {footer}
        </div>
    }
    .into_any()
}
