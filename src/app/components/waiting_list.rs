//! Who waits to come in, for those who may let them in.

use leptos::{ev, html, prelude::*};

use super::{avatar::Avatar, each_person::each_person, icon::icon};
use crate::{
    app::{call_view::CallView, text::host as words},
    domain::{ids::ParticipantId, limits, participant::DisplayName},
    protocol::{host_command::HostCommand, server_message::WaitingUser},
};

/// The list; nothing while nobody waits.
#[component]
pub fn WaitingList(view: CallView) -> impl IntoView {
    let waiting = view.waiting();
    let ids = view.read(|state| state.waiting.iter().map(|user| user.id).collect::<Vec<_>>());
    let some = Memo::new(move |_| !ids.with(Vec::is_empty));
    let several = move || ids.with(Vec::len) > 1;
    move || {
        some.get().then(|| {
            view! {
                <section class="waiting" aria-labelledby="waiting-title">
                    <div class="waiting-head">
                        <h2 class="people-title" id="waiting-title">
                            {words::WAITING}
                        </h2>
                        {move || {
                            several()
                                .then(|| {
                                    view! {
                                        <button
                                            type="button"
                                            class="button button-44 button-soft"
                                            on:click=move |_| view.call.moderate(HostCommand::AdmitAll {})
                                        >
                                            {words::LET_ALL_IN}
                                        </button>
                                    }
                                        .into_any()
                                })
                        }}
                    </div>
                    <ul>
                        {each_person(ids, move |id| {
                            view! { <Knocker view=view waiting=waiting id=id/> }.into_any()
                        })}
                    </ul>
                </section>
            }
            .into_any()
        })
    }
}

/// Who has not knocked and cannot come in as they want to; nothing while all can.
#[component]
pub fn DoorList(view: CallView) -> impl IntoView {
    let people = view.read(|state| state.at_door.clone());
    move || {
        let people = people.get();
        (!people.is_empty()).then(|| {
            let rows = people.into_iter().map(|person| {
                let name = words::at_door(person.name.as_ref().map(DisplayName::as_str));
                view! {
                    <li>
                        <span class="person-name">{name}</span>
                        <span class="person-trouble">
                            {icon("warning", "icon-16")} {words::trouble(person.trouble)}
                        </span>
                    </li>
                }
                .into_any()
            });
            view! {
                <section class="waiting" aria-labelledby="door-title">
                    <h2 class="people-title" id="door-title">
                        {words::AT_DOOR}
                    </h2>
                    <ul class="at-door">{rows.collect::<Vec<_>>()}</ul>
                </section>
            }
            .into_any()
        })
    }
}

/// One who waits.
#[component]
fn Knocker(view: CallView, waiting: Memo<Vec<WaitingUser>>, id: ParticipantId) -> impl IntoView {
    let user = move || waiting.with(|users| users.iter().find(|user| user.id == id).cloned());
    let writing = RwSignal::new(false);
    let name = move || user().map_or_else(String::new, |user| user.name.to_string());
    view! {
        <li class="knocker">
            {move || user().map(who)}
            <div class="knocker-actions">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=move || words::hold(&name())
                    title=words::HOLD
                    aria-expanded=move || writing.get().to_string()
                    on:click=move |_| writing.update(|writing| *writing = !*writing)
                >
                    {icon("chat", "")}
                </button>
                <button
                    type="button"
                    class="button button-44 button-quiet"
                    aria-label=move || words::turn_away(&name())
                    on:click=move |_| view.call.moderate(HostCommand::Deny { user_id: id })
                >
                    {words::TURN_AWAY}
                </button>
                <button
                    type="button"
                    class="button button-44 button-primary"
                    aria-label=move || words::let_in(&name())
                    on:click=move |_| view.call.moderate(HostCommand::Admit { user_id: id })
                >
                    {words::LET_IN}
                </button>
            </div>
            {move || {
                writing
                    .get()
                    .then(|| {
                        let sent = move |message| {
                            view.call.moderate(HostCommand::Hold { user_id: id, message });
                            writing.set(false);
                        };
                        view! { <HoldForm label=words::hold(&name()) sent=Callback::new(sent)/> }.into_any()
                    })
            }}
        </li>
    }
    .into_any()
}

/// Their name, and what is known of them.
fn who(user: WaitingUser) -> AnyView {
    let about = match (&user.held, user.connected) {
        (_, false) => words::AWAY.to_owned(),
        (Some(message), true) => words::held(message.as_str()),
        (None, true) => String::new(),
    };
    let trouble = user.trouble.map(|trouble| {
        view! { <span class="person-trouble">{icon("warning", "icon-16")} {words::trouble(trouble)}</span> }
            .into_any()
    });
    view! {
        <Avatar id=user.id.as_uuid() name=user.name.clone()/>
        <div>
            <span class="person-name">{user.name.to_string()}</span>
            {trouble}
            <span class="person-role">{about}</span>
        </div>
    }
    .into_any()
}

/// A line for somebody who waits.
#[component]
fn HoldForm(label: String, sent: Callback<String>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            sent.run(field.value());
        }
    };
    view! {
        <form class="panel-form knocker-hold" on:submit=submit>
            <input
                class="panel-field"
                type="text"
                aria-label=label
                placeholder=words::HOLD_HINT
                maxlength=limits::HOLD_CHARS.to_string()
                node_ref=field
            />
            <button type="submit" class="button button-44 button-tonal">
                {words::HOLD_SEND}
            </button>
        </form>
    }
    .into_any()
}
