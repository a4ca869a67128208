//! Copies a text and says so on itself, for two seconds, and to readers.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::icon::icon;
use crate::app::{door, text};

/// How long the button says that it is done.
const DONE: Duration = Duration::from_secs(2);

/// Copies `what`. `name` is the full name where `label` alone would be too short or missing.
#[component]
pub fn CopyButton(
    #[prop(into)] what: Signal<String>,
    /// The visible word; none makes an icon button.
    #[prop(optional)]
    label: &'static str,
    #[prop(into)] name: String,
    done: &'static str,
    class: &'static str,
) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        spawn_local(async move {
            let worked = door::copy_text(what.get_untracked()).await;
            // The page may be gone by the time the clipboard answers.
            if copied.try_set(Some(worked)).is_none() {
                set_timeout(
                    move || {
                        copied.try_set(None);
                    },
                    DONE,
                );
            }
        });
    };
    let said = move || match copied.get() {
        None => "",
        Some(true) => done,
        Some(false) => text::NOT_COPIED,
    };
    view! {
        <button type="button" class=class aria-label=name on:click=copy>
            {move || icon(if copied.get() == Some(true) { "check" } else { "copy" }, "")}
            {(!label.is_empty())
                .then(|| {
                    view! {
                        <span>
                            {move || if copied.get() == Some(true) { text::COPIED } else { label }}
                        </span>
                    }
                        .into_any()
                })}
        </button>
        <span class="unseen" role="status">
            {said}
        </span>
    }
    .into_any()
}
