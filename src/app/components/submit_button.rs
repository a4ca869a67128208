//! The button that sends a form, and says so while it works.

use leptos::prelude::*;

/// Shows `label`, and `busy_label` with a turning ring while `busy`. Stays in the focus order while busy.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: Signal<String>,
    busy_label: &'static str,
    #[prop(into)] busy: Signal<bool>,
    class: &'static str,
    #[prop(optional)] id: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button type="submit" class=class id=id aria-busy=move || busy.get().to_string()>
            {move || busy.get().then(|| view! { <span class="spinner" aria-hidden="true"></span> }.into_any())}
            {move || if busy.get() { busy_label.to_owned() } else { label.get() }}
        </button>
    }
    .into_any()
}
