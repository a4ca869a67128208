//! What a host can change about the session as a whole, and for everybody how long there is.
//!
//! What is pressed is what the room has said last: a press asks, and the answer changes what is shown.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};

use super::own_rules::OwnRules;
use crate::{
    app::{
        call_view::{CallView, server_now},
        text::{host as words, rules as rules_words},
    },
    domain::{door::Door, limits, preset::Preset},
    protocol::{host_command::HostCommand, server_message::Rules},
};

/// How long there is, with the way to more of it.
#[component]
pub fn TimeLeft(view: CallView) -> impl IntoView {
    let now = server_now(view);
    let expires_at = view.read(|state| state.room.as_ref().map(|room| room.expires_at));
    let rules = view.rules();
    let moderates = view.moderates();
    let left = move || expires_at.get().map(|at| at.since(now()).as_secs() / 60);
    view! {
        <section class="panel-row">
            <div>
                <h2>{words::TIME_LEFT}</h2>
                <p>{move || left().map(words::time_left)}</p>
            </div>
            {move || {
                let extension = rules.get().filter(|_| moderates.get())?.extension;
                Some(
                    if extension.left > 0 {
                        view! {
                            <button
                                type="button"
                                class="button button-44 button-tonal"
                                on:click=move |_| view.call.moderate(HostCommand::Extend {})
                            >
                                {words::extend(extension.seconds)}
                            </button>
                        }
                            .into_any()
                    } else {
                        view! { <p>{words::NOT_LONGER}</p> }.into_any()
                    },
                )
            }}
        </section>
    }
    .into_any()
}

/// Title, door, template and chat.
#[component]
pub fn SessionControls(view: CallView) -> impl IntoView {
    let rules = view.rules();
    let door = move || {
        let now = rules.get()?.door;
        Door::ALL.iter().position(|door| *door == now)
    };
    let preset = move || {
        let now = rules.get()?.preset?;
        Preset::ALL.iter().position(|preset| *preset == now)
    };
    view! {
        <section class="controls" aria-labelledby="controls-title">
            <h2 id="controls-title">{words::CONTROLS}</h2>
            <TitleForm view=view/>
            {choice(
                words::DOOR,
                Door::ALL.map(|door| [words::door(door), words::door_meaning(door)]),
                Arc::new(door),
                "",
                Callback::new(move |place: usize| {
                    view.call.moderate(HostCommand::SetDoor { door: Door::ALL[place] });
                }),
            )}
            {choice(
                rules_words::PRESET,
                Preset::ALL
                    .map(|preset| [
                        rules_words::preset(preset),
                        rules_words::preset_meaning(preset),
                    ]),
                Arc::new(preset),
                rules_words::OWN_MEANING,
                Callback::new(move |place: usize| {
                    view.call.moderate(HostCommand::SetPreset { preset: Preset::ALL[place] });
                }),
            )}
            <OwnRules view=view/>
            {turned(
                view,
                |rules| rules.take_over,
                words::TAKING_OVER,
                [words::taking_over, words::let_take_over_name, words::let_take_over],
                |allowed| HostCommand::SetTakeOver { allowed },
            )}
            {turned(
                view,
                |rules| rules.relay_only,
                words::ADDRESSES,
                [words::addresses, words::hide_addresses_name, words::hide_addresses],
                |relay_only| HostCommand::SetRelayOnly { relay_only },
            )}
            {turned(
                view,
                |rules| rules.chat_paused,
                words::CHAT,
                [words::chat_state, words::pause_chat_name, words::pause_chat],
                |paused| HostCommand::PauseChat { paused },
            )}
        </section>
    }
    .into_any()
}

/// The title, to be changed.
#[component]
fn TitleForm(view: CallView) -> impl IntoView {
    let title = view.title();
    let field = NodeRef::<html::Input>::new();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            view.call.moderate(HostCommand::Rename {
                title: field.value(),
            });
        }
    };
    view! {
        <form class="panel-form" on:submit=submit>
            <label class="controls-label" for="session-title">
                {words::TITLE}
            </label>
            <input
                class="panel-field"
                id="session-title"
                type="text"
                autocomplete="off"
                maxlength=limits::TITLE_CHARS.to_string()
                prop:value=title
                node_ref=field
            />
            <button type="submit" class="button button-44 button-tonal">
                {words::SAVE}
            </button>
        </form>
    }
    .into_any()
}

/// A rule that holds or does not, and the button that turns it. Its words say, by whether it holds, what that means,
/// what the button is called in full, and what stands on it.
fn turned(
    view: CallView,
    rule: fn(&Rules) -> bool,
    label: &'static str,
    [meaning, name, word]: [fn(bool) -> &'static str; 3],
    turn: fn(bool) -> HostCommand,
) -> AnyView {
    let holds = view.read(move |state| state.room.as_ref().is_some_and(|room| rule(&room.rules)));
    view! {
        <div class="controls-row">
            <div>
                <p class="controls-label">{label}</p>
                <p class="hint">{move || meaning(holds.get())}</p>
            </div>
            <button
                type="button"
                class="button button-44 button-tonal"
                aria-label=move || name(holds.get())
                on:click=move |_| view.call.moderate(turn(!holds.get_untracked()))
            >
                {move || word(holds.get())}
            </button>
        </div>
    }
    .into_any()
}

/// One of three, as buttons in a row, with what the chosen one means. Each has a word and a meaning; `now` is the place
/// of the one that holds, and `otherwise` the meaning of none of them.
fn choice(
    label: &'static str,
    all: [[&'static str; 2]; 3],
    now: Arc<dyn Fn() -> Option<usize> + Send + Sync>,
    otherwise: &'static str,
    choose: Callback<usize>,
) -> AnyView {
    let buttons = [0, 1, 2].map(|place| {
        let now = Arc::clone(&now);
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (now() == Some(place)).to_string()
                on:click=move |_| choose.run(place)
            >
                {all[place][0]}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="controls-choice">
            <p class="controls-label">{label}</p>
            <div class="segments" role="group" aria-label=label>
                {buttons.into_iter().collect_view()}
            </div>
            <p class="hint">
                {move || now().map_or(otherwise, |place| all[place][1])}
            </p>
        </div>
    }
    .into_any()
}
