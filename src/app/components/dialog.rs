//! A native dialog: traps the focus and gives it back by itself.

use leptos::{html, prelude::*};

/// Opens and closes with `open`. `label` is the id of the element that names it.
#[component]
pub fn Dialog(open: RwSignal<bool>, label: &'static str, children: Children) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        if let Some(dialog) = dialog.get() {
            if wanted && !dialog.open() {
                // It fails only when the element has left the page, and then there is nothing to show.
                let _ = dialog.show_modal();
            } else if !wanted && dialog.open() {
                dialog.close();
            }
        }
    });
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby=label on:close=move |_| open.set(false)>
            {children()}
        </dialog>
    }
    .into_any()
}

/// Closes the dialog of `open`, and nothing else. With `first`, the focus begins here.
#[component]
pub fn Leave(
    open: RwSignal<bool>,
    word: &'static str,
    class: &'static str,
    #[prop(optional)] first: bool,
) -> impl IntoView {
    view! {
        <button type="button" class=class autofocus=first on:click=move |_| open.set(false)>
            {word}
        </button>
    }
    .into_any()
}
