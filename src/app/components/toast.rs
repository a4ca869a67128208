//! One passing sentence above the bar. Readers hear the same from the announcer.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::call_view::CallView;

/// How long it stays.
const STAYS: Duration = Duration::from_secs(5);

/// The sentence, while there is one; a new one begins its own time.
#[component]
pub fn Toast(view: CallView) -> impl IntoView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let begin = move || {
        let next = set_timeout_with_handle(
            move || {
                view.toast.try_set(None);
            },
            STAYS,
        );
        if let Some(before) = timer
            .try_update_value(|timer| std::mem::replace(timer, next.ok()))
            .flatten()
        {
            before.clear();
        }
    };
    let hold = move |_| {
        if let Some(running) = timer.try_update_value(Option::take).flatten() {
            running.clear();
        }
    };
    Effect::new(move |_| {
        if view.toast.with(Option::is_some) {
            begin();
        }
    });
    on_cleanup(move || {
        if let Some(running) = timer.try_update_value(Option::take).flatten() {
            running.clear();
        }
    });
    move || {
        view.toast.get().map(|text| {
            view! {
                <div
                    class="toast"
                    aria-hidden="true"
                    on:pointerenter=hold
                    on:pointerleave=move |_| begin()
                >
                    {text}
                </div>
            }
            .into_any()
        })
    }
}
