//! The one box that takes a code, a link or an id.
//!
//! Before hydration and without JavaScript it is a plain form that asks `/find`; alive, it looks by itself,
//! goes on at once after a paste, and says in place what is wrong.

use leptos::{ev, html, prelude::*};

use super::icon::Icon;
use crate::{
    api::find_session,
    app::{
        asking::Asking,
        door,
        text::{self, home},
    },
    protocol::route::Route,
};

/// The id of the field, for the label of a page that has a visible one.
pub const CODE_BOX: &str = "code";
/// The id of the line that says what is wrong.
const WRONG: &str = "code-wrong";

/// The box with its button. `typed` is what stands in it at first, `wrong` whether that has failed already.
#[island(lazy)]
pub fn CodeBox(
    /// The accessible name; begins with the visible label where there is one.
    #[prop(into)]
    label: String,
    #[prop(into)] button: String,
    #[prop(into)] typed: String,
    wrong: bool,
) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let input = NodeRef::<html::Input>::new();
    let find = Asking::default();
    let busy = find.busy();
    let refusal = find.refusal();
    let wrong = RwSignal::new(wrong);
    let is_wrong = move || refusal.get().is_some() || wrong.get();

    let look = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            let typed = input.value();
            if typed.trim().is_empty() {
                let _ = input.focus();
            } else {
                find.ask(find_session(typed), move |found| {
                    wrong.try_set(false);
                    match found {
                        Ok(found) => door::go_to(&found.path()),
                        Err(_) => {
                            let _ = input.focus();
                            input.select();
                        }
                    }
                });
            }
        }
    };
    // The field has the pasted text only after the event.
    let pasted = move |_| {
        queue_microtask(move || {
            request_animation_frame(move || {
                if let Some(form) = form.get_untracked() {
                    let _ = form.request_submit();
                }
            });
        });
    };

    view! {
        <form
            class="code-box"
            method="get"
            action=Route::Find.path()
            role="search"
            node_ref=form
            data-wrong=move || is_wrong().then_some("")
            on:submit=look
        >
            <input
                class="code-box-input"
                type="text"
                id=CODE_BOX
                name="code"
                value=typed
                required
                placeholder=home::PLACEHOLDER
                aria-label=label
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=WRONG
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="go"
                node_ref=input
                on:paste=pasted
            />
            <button type="submit" class="button button-primary" aria-busy=move || busy.get().to_string()>
                {move || if busy.get() { home::LOOKING.to_owned() } else { button.clone() }}
            </button>
        </form>
        <div id=WRONG role="alert">
            {move || {
                refusal
                    .get()
                    .map(|code| {
                        view! {
                            <p class="wrong">
                                <Icon name="warning" class="icon-16"/>
                                <span>{text::state::wrong(code)}</span>
                            </p>
                        }
                            .into_any()
                    })
            }}
        </div>
    }
    .into_any()
}
