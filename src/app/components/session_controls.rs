//! What a host can change about the session as a whole, and for everybody how long there is.
//!
//! What is pressed is what the room has said last: a press asks, and the answer changes what is shown.

use leptos::{ev, html, prelude::*};

use crate::{
    app::{
        call_view::{CallView, server_now},
        text::host as words,
    },
    domain::{door::Door, limits, policy::Preset},
    protocol::host_command::HostCommand,
};

/// How long there is, with the way to more of it.
#[component]
pub fn TimeLeft(view: CallView) -> impl IntoView {
    let now = server_now(view);
    let expires_at = view.read(|state| state.room.as_ref().map(|room| room.expires_at));
    let extension = view.read(|state| state.room.as_ref().map(|room| room.rules.extension));
    let moderates = view.moderates();
    let left = Memo::new(move |_| expires_at.get().map(|at| at.since(now()).as_secs() / 60));
    view! {
        <section class="panel-row">
            <div>
                <h2>{words::TIME_LEFT}</h2>
                <p>{move || left.get().map(words::time_left)}</p>
            </div>
            {move || {
                let extension = extension.get().filter(|_| moderates.get())?;
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
    let rules = view.read(|state| state.room.as_ref().map(|room| room.rules));
    let door = Memo::new(move |_| rules.get().map(|rules| rules.door));
    let preset = Memo::new(move |_| rules.get().map(|rules| rules.preset));
    let paused = Memo::new(move |_| rules.get().is_some_and(|rules| rules.chat_paused));
    view! {
        <section class="controls" aria-labelledby="controls-title">
            <h2 id="controls-title">{words::CONTROLS}</h2>
            <TitleForm view=view/>
            <Choice
                label=words::DOOR
                all=Door::ALL
                now=door
                word=words::door
                meaning=words::door_meaning
                choose=Callback::new(move |door| view.call.moderate(HostCommand::SetDoor { door }))
            />
            <Choice
                label=words::PRESET
                all=Preset::ALL
                now=preset
                word=words::preset
                meaning=words::preset_meaning
                choose=Callback::new(move |preset| {
                    view.call.moderate(HostCommand::SetPreset { preset });
                })
            />
            <div class="controls-row">
                <div>
                    <p class="controls-label">{words::CHAT}</p>
                    <p class="hint">{move || words::chat_state(paused.get())}</p>
                </div>
                <button
                    type="button"
                    class="button button-44 button-tonal"
                    aria-label=move || words::pause_chat_name(paused.get())
                    on:click=move |_| {
                        view.call
                            .moderate(HostCommand::PauseChat {
                                paused: !paused.get_untracked(),
                            });
                    }
                >
                    {move || words::pause_chat(paused.get())}
                </button>
            </div>
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

/// One of a few, as buttons in a row, with what the chosen one means.
#[component]
fn Choice<T>(
    label: &'static str,
    all: [T; 3],
    now: Memo<Option<T>>,
    word: fn(T) -> &'static str,
    meaning: fn(T) -> &'static str,
    choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let buttons = all.map(|one| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (now.get() == Some(one)).to_string()
                on:click=move |_| choose.run(one)
            >
                {word(one)}
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
            <p class="hint">{move || now.get().map(meaning)}</p>
        </div>
    }
    .into_any()
}
