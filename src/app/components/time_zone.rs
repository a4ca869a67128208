//! The time zone that the browser knows: sent with a form, or offered beside a list.

use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::app::{door, text::account as words};

/// A field that nobody sees, with the browser's time zone; empty without the program.
#[island(lazy)]
pub fn OwnTimeZone() -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.set_value(&door::time_zone());
        }
    });
    view! { <input type="hidden" name="time_zone" node_ref=field/> }
}

/// Offers the browser's time zone where it is another than `chosen`, for the list with the id `list`.
#[island(lazy)]
pub fn OfferTimeZone(chosen: String, #[prop(into)] list: String) -> impl IntoView {
    let offered = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let zone = door::time_zone();
        offered.set((!zone.is_empty() && zone != chosen).then_some(zone));
    });
    let take = Callback::new(move |()| {
        let list = document()
            .get_element_by_id(&list)
            .and_then(|list| list.dyn_into::<web_sys::HtmlSelectElement>().ok());
        if let (Some(list), Some(zone)) = (list, offered.get_untracked()) {
            list.set_value(&zone);
            let _ = list.focus();
            offered.set(None);
        }
    });
    move || {
        offered.get().map(|zone| {
            view! {
                <p class="hint">
                    {words::browser_zone(&zone)} " "
                    <button type="button" class="link link-button" on:click=move |_| take.run(())>
                        {words::TAKE_ZONE}
                    </button>
                </p>
            }
            .into_any()
        })
    }
}
