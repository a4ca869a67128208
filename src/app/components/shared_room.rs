//! A shared session from inside: its code, its time, who is there, and the way out. Drawn by the server with what it knew
//! then; alive, the page hears everything else by its line.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    avatar::Avatar,
    copy_button::CopyButton,
    dialog::{Dialog, Leave},
    icon::icon,
    shared_code::SharedCode,
};
use crate::{
    api::{LeaveSharedSession, SharedSessionView},
    app::{
        door::{self, SharedHandle},
        text::{self, host, room, shared as words},
    },
    call::{
        call_state::Connection,
        shared_room::{SharedNotice, SharedPhase, SharedRoom as Room},
    },
    domain::{ids::ParticipantId, limits, share_code::ShareCode},
    protocol::{
        host_command::HostCommand, route::Route, server_message::WaitingUser, shared::SharedUser,
    },
};

/// The id of the heading of the dialog.
const DIALOG: &str = "share-code";
/// From when on the time that is left warns, in seconds.
const WARN: u64 = 60;

/// The session, as it was `seen` when the page was drawn.
#[island(lazy)]
pub fn SharedRoom(seen: SharedSessionView) -> impl IntoView {
    let Some(code) = ShareCode::parse(&seen.code) else {
        return ().into_any();
    };
    let handle = SharedHandle::new(
        code,
        Room {
            users: seen.users.clone(),
            ..Room::default()
        },
    );
    let shared = handle.room;
    let phase = Memo::new(move |_| shared.with(|room| room.phase));
    let open = RwSignal::new(false);
    let me = seen.me;
    let (life, link) = (
        seen.expires_at.since(seen.server_time),
        StoredValue::new(seen.link),
    );
    // The browser's clock may be wrong; what counts is how long ago the answer came.
    let came_at = door::now();
    let tick = door::every(1_000);
    let left = Memo::new(move |_| {
        tick.track();
        life.saturating_sub(door::now().since(came_at)).as_secs()
    });
    let body = move || match phase.get() {
        SharedPhase::Inside => view! {
            <section class="shared-main" aria-labelledby="shared-title">
                <Inside room=shared open=open/>
            </section>
            <aside class="shared-side">
                <CodeCard code=code left=left/>
                <Waiting handle=handle/>
                <People room=shared me=me/>
                <Foot handle=handle code=code/>
            </aside>
            <CodeDialog open=open code=code link=link/>
        }
        .into_any(),
        SharedPhase::Knocking => outside((words::KNOCKING, words::KNOCKING_LEAD), false),
        SharedPhase::Over(reason) => outside(words::over(reason), true),
        SharedPhase::Closed(code) => outside(words::closed(code), true),
    };
    view! { <div class="shared wrap">{body}</div> }.into_any()
}

/// What is said to whoever is not in it, and, when it is `over`, the way to another.
fn outside((title, lead): (&'static str, &'static str), over: bool) -> AnyView {
    view! {
        <section class="shared-main" role="status">
            <h1 class="title-2">{title}</h1>
            <p class="lead">{lead}</p>
            {over
                .then(|| {
                    view! {
                        <a class="button button-primary" href=Route::SharedSession.path()>
                            {words::AGAIN}
                        </a>
                    }
                        .into_any()
                })}
        </section>
    }
    .into_any()
}

/// Its code, and how many seconds are `left` of it.
#[component]
fn CodeCard(code: ShareCode, left: Memo<u64>) -> impl IntoView {
    let warns = move || (left.get() <= WARN).then_some("");
    view! {
        <section class="shared-card" aria-labelledby="shared-code-title">
            <div class="shared-head">
                <h2 id="shared-code-title">{words::SHARE_CODE}</h2>
                <p class="shared-left" role="timer" aria-live="off" data-warn=warns>
                    {icon("clock", "icon-16")}
                    {move || words::time_left(left.get())}
                </p>
            </div>
            <SharedCode code=code/>
            {copy_code(code, "button button-primary button-44 button-wide")}
        </section>
    }
    .into_any()
}

/// The code large, and what can be given to others.
#[component]
fn CodeDialog(open: RwSignal<bool>, code: ShareCode, link: StoredValue<String>) -> impl IntoView {
    view! {
        <Dialog open=open label=DIALOG>
            <div class="dialog-body">
                <h2 class="title-3" id=DIALOG tabindex="-1">
                    {words::SHARE_CODE}
                </h2>
                <p>{words::SHARE_LEAD}</p>
                <div class="live-code">
                    <SharedCode code=code/>
                </div>
            </div>
            <div class="dialog-actions">
                <Leave open=open word=text::CLOSE class="button button-quiet"/>
                <CopyButton
                    what=link.get_value()
                    label=words::COPY_LINK
                    name=words::COPY_LINK
                    done=words::LINK_COPIED
                    class="button button-secondary"
                />
                {copy_code(code, "button button-primary")}
            </div>
        </Dialog>
    }
    .into_any()
}

fn copy_code(code: ShareCode, class: &'static str) -> AnyView {
    view! {
        <CopyButton
            what=code.shown()
            label=words::COPY_CODE
            name=words::COPY_CODE
            done=words::CODE_COPIED
            class=class
        />
    }
    .into_any()
}

/// The part where a shared browser would be: says honestly that there is none.
#[component]
fn Inside(room: RwSignal<Room>, open: RwSignal<bool>) -> impl IntoView {
    let alone = Memo::new(move |_| room.with(|room| room.users.len() < 2));
    view! {
        <h1 class="title-2" id="shared-title">
            {words::HERE}
        </h1>
        <p class="lead">{move || if alone.get() { words::ALONE } else { words::HERE_LEAD }}</p>
        <button type="button" class="button button-secondary" on:click=move |_| open.set(true)>
            {icon("share", "")}
            {words::SHOW_CODE}
        </button>
    }
    .into_any()
}

/// Who is there, and who came and went lately.
#[component]
fn People(room: RwSignal<Room>, me: Option<ParticipantId>) -> impl IntoView {
    let count = move || words::people(room.with(|room| room.users.len()), limits::MAX_PARTICIPANTS);
    let rows = move || {
        let users = room.with(|room| room.users.clone());
        users
            .into_iter()
            .map(|user| person(user, me))
            .collect::<Vec<_>>()
    };
    let notices = move || {
        let notices = room.with(|room| room.notices.clone());
        notices.into_iter().map(notice).collect::<Vec<_>>()
    };
    view! {
        <section class="shared-card" aria-labelledby="shared-people">
            <div class="shared-head">
                <h2 id="shared-people">{words::PEOPLE}</h2>
                <p class="hint">{count}</p>
            </div>
            <ul class="shared-people" aria-labelledby="shared-people">
                {rows}
            </ul>
            <ul class="shared-notices" role="log">
                {notices}
            </ul>
        </section>
    }
    .into_any()
}

fn person(user: SharedUser, me: Option<ParticipantId>) -> AnyView {
    let mine = me == Some(user.id);
    view! {
        <li class="shared-person">
            <Avatar id=user.id.as_uuid() name=user.name.clone()/>
            <span class="person-name">
                {user.name.to_string()} {mine.then(|| view! { " " <span>{room::ME}</span> }.into_any())}
            </span>
            {user
                .is_creator
                .then(|| view! { <span class="badge">{words::CREATOR}</span> }.into_any())}
        </li>
    }
    .into_any()
}

fn notice(notice: SharedNotice) -> AnyView {
    let name = notice.name.to_string();
    let said = if notice.came {
        words::came(&name)
    } else {
        words::went(&name)
    };
    view! {
        <li>{icon("people", "icon-16")} {format!("{said}, {}", door::clock_time(notice.at))}</li>
    }
    .into_any()
}

/// Who waits to be let in; for the creator.
#[component]
fn Waiting(handle: SharedHandle) -> impl IntoView {
    let waiting = Memo::new(move |_| handle.room.with(|room| room.waiting.clone()));
    move || {
        let users = waiting.get();
        (!users.is_empty()).then(|| {
            let rows = users
                .into_iter()
                .map(|user| knocker(user, handle))
                .collect::<Vec<_>>();
            view! {
                <section class="shared-card" aria-labelledby="shared-waiting">
                    <h2 id="shared-waiting">{host::WAITING}</h2>
                    <ul>{rows}</ul>
                </section>
            }
            .into_any()
        })
    }
}

fn knocker(user: WaitingUser, handle: SharedHandle) -> AnyView {
    let (name, user_id) = (user.name.to_string(), user.id);
    view! {
        <li class="knocker">
            <Avatar id=user_id.as_uuid() name=user.name/>
            <span class="person-name">{name.clone()}</span>
            <div class="knocker-actions">
                <button
                    type="button"
                    class="button button-44 button-quiet"
                    aria-label=host::turn_away(&name)
                    on:click=move |_| handle.moderate(HostCommand::Deny { user_id })
                >
                    {host::TURN_AWAY}
                </button>
                <button
                    type="button"
                    class="button button-44 button-primary"
                    aria-label=host::let_in(&name)
                    on:click=move |_| handle.moderate(HostCommand::Admit { user_id })
                >
                    {host::LET_IN}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// How the line is, and the way out.
#[component]
fn Foot(handle: SharedHandle, code: ShareCode) -> impl IntoView {
    let connection = Memo::new(move |_| handle.room.with(|room| room.connection));
    let (state, word) = (
        move || match connection.get() {
            Connection::Connected => "on",
            Connection::Idle | Connection::Connecting => "wait",
            _ => "off",
        },
        move || match connection.get() {
            Connection::Connected => room::CONNECTED,
            Connection::Idle | Connection::Connecting => room::CONNECTING_ROOM,
            _ => room::NO_CONNECTION,
        },
    );
    view! {
        <div class="shared-foot">
            <p class="shared-line" role="status" data-state=state>
                {word}
            </p>
            <form
                method="post"
                action=LeaveSharedSession::url()
                on:submit=move |_| handle.close()
            >
                <input type="hidden" name="code" value=code.as_str().to_owned()/>
                <button type="submit" class="button button-quiet button-44 shared-leave">
                    {words::LEAVE}
                </button>
            </form>
        </div>
    }
    .into_any()
}
