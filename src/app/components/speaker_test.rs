//! Tries the speaker out: a sound of a few seconds, until it ends or the button is pressed again.

use leptos::prelude::*;

use super::icon::Icon;
use crate::app::{call_view::CallView, text::devices as words};

/// The button; `class` says where it stands.
#[component]
pub fn SpeakerTest(view: CallView, class: &'static str) -> impl IntoView {
    let sounding = view.read(|state| state.devices.sounding);
    view! {
        <button
            type="button"
            class=format!("button button-44 button-secondary speaker-test {class}")
            aria-pressed=move || sounding.get().to_string()
            on:click=move |_| view.call.test_speaker()
        >
            <Icon name="speaker"/>
            <span>{move || if sounding.get() { words::PLAYING } else { words::TEST }}</span>
        </button>
    }
    .into_any()
}
