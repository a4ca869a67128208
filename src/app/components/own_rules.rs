//! The rules that who leads a call has saved, each a press away.

use leptos::prelude::*;

use crate::{
    api::{PresetView, my_presets},
    app::{asking::Asking, call_view::CallView, text::rules as words, viewer::Viewer},
    protocol::host_command::HostCommand,
};

/// The part of the session panel; nothing for guests, and for who has saved none.
#[component]
pub fn OwnRules(view: CallView) -> impl IntoView {
    let saved = RwSignal::new(Vec::<PresetView>::new());
    let asking = Asking::default();
    if use_context::<Viewer>().is_some_and(|viewer| viewer.account.is_some()) {
        Effect::new(move |_| {
            asking.ask(my_presets(), move |answer| {
                if let Ok(presets) = answer {
                    saved.try_set(presets);
                }
            });
        });
    }
    let button = move |preset: PresetView| {
        let name = preset.name.as_str().to_owned();
        let (said, used) = (words::in_use(&name), words::use_own(&name));
        view! {
            <button
                type="button"
                class="button button-44 button-tonal"
                aria-label=used
                on:click=move |_| {
                    view.call.moderate(HostCommand::SetRules { rules: preset.rules });
                    view.toast.set(Some(said.clone()));
                }
            >
                {name}
            </button>
        }
        .into_any()
    };
    move || {
        let presets = saved.get();
        (!presets.is_empty()).then(|| {
            view! {
                <div class="controls-choice">
                    <p class="controls-label" id="own-rules">
                        {words::OWN}
                    </p>
                    <div class="own-rules" role="group" aria-labelledby="own-rules">
                        {presets.into_iter().map(button).collect_view()}
                    </div>
                    <p class="hint">{words::OWN_HINT}</p>
                </div>
            }
            .into_any()
        })
    }
}
