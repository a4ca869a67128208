//! The chat's panel: the list, and the place to write.
//!
//! The list stays at its end while one is there, and stays where it is while one reads further up; older
//! messages come in above without moving what is being read.

use leptos::{ev, html, prelude::*};

use super::{chat_list::chat_row, chat_rows::call_rows, icon::Icon, message_menu::MessageMenu};
use crate::{
    app::{
        call_view::CallView,
        door,
        text::{host, room as words},
    },
    call::powers::may_write,
    domain::limits,
    protocol::error_code::ErrorCode,
};

/// Pixels from the end within which one is at the end.
const AT_END: i32 = 32;
/// From this many characters before the limit on, the composer counts.
const COUNT_FROM: i64 = 200;

/// The panel.
#[component]
pub fn ChatPanel(view: CallView) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let at_end = RwSignal::new(true);
    // While older messages are fetched: how far from the end one was.
    let from_end = StoredValue::new(None::<i32>);

    // Changes when and only when a row does. It has to be read, not only tracked: a memo that nobody has read
    // has no sources yet, and hears of nothing.
    let shape = view.read(|state| {
        let chat = &state.chat;
        (
            chat.messages.first().map(|message| message.seq),
            chat.messages.last().map(|message| message.seq),
            state.notices.last().map(|notice| notice.number),
            chat.outbox
                .iter()
                .map(|message| (message.local_ref, message.state))
                .collect::<Vec<_>>(),
            state.room.as_ref().map(|room| room.me.id),
            // A message changes when it is taken back, or becomes an announcement.
            chat.messages
                .iter()
                .filter(|message| message.announcement || message.deleted_at.is_some())
                .map(|message| (message.seq, message.announcement))
                .collect::<Vec<_>>(),
        )
    });
    let rows = move || {
        shape.with(|_| ());
        view.call
            .state
            .with_untracked(|state| call_rows(state, door::day_name))
    };
    let more = view.read(|state| state.chat.more);
    let loading = view.read(|state| state.chat.loading);
    let empty = view.read(|state| state.chat.messages.is_empty() && state.chat.outbox.is_empty());
    let last = view.read(|state| state.chat.messages.last().map_or(0, |message| message.seq));
    let unread = view.unread();
    let may_not_write = view.read(|state| {
        let room = state.room.as_ref()?;
        match may_write(room.me.grants, room.rules.chat_paused) {
            Ok(()) => None,
            Err(ErrorCode::ChatPaused) => Some(host::CHAT_PAUSED),
            Err(_) => Some(host::MAY_NOT_WRITE),
        }
    });

    let to_end = move || {
        if let Some(list) = list.get_untracked() {
            list.set_scroll_top(list.scroll_height());
        }
    };
    let scrolled = move |_| {
        if let Some(list) = list.get_untracked() {
            at_end.set(list.scroll_height() - list.scroll_top() - list.client_height() < AT_END);
        }
    };
    Effect::new(move |_| {
        shape.with(|_| ());
        list.track();
        // The rows are in the page by the next frame.
        request_animation_frame(move || {
            let Some(element) = list.try_get_untracked().flatten() else {
                return;
            };
            if let Some(distance) = from_end.get_value() {
                element.set_scroll_top(element.scroll_height() - distance);
                from_end.set_value(None);
            } else if at_end.get_untracked() {
                element.set_scroll_top(element.scroll_height());
            }
        });
    });
    Effect::new(move |_| {
        let last = last.get();
        if at_end.get() {
            view.seen.update(|seen| *seen = (*seen).max(last));
        }
    });
    let earlier = move |_| {
        if let Some(list) = list.get_untracked() {
            from_end.set_value(Some(list.scroll_height() - list.scroll_top()));
        }
        view.call.load_older_chat();
    };

    view! {
        <div class="chat">
            <div
                class="rail-scroll"
                node_ref=list
                on:scroll=scrolled
                tabindex="0"
                role="log"
                aria-label=words::MESSAGES
                aria-live="polite"
            >
                <ol class="chat-list">
                    {move || {
                        more.get()
                            .then(|| {
                                view! {
                                    <li class="chat-earlier">
                                        <button
                                            type="button"
                                            class="button button-44 button-quiet"
                                            aria-busy=move || loading.get().to_string()
                                            on:click=earlier
                                        >
                                            {move || {
                                                if loading.get() {
                                                    words::LOADING_EARLIER
                                                } else {
                                                    words::EARLIER
                                                }
                                            }}
                                        </button>
                                    </li>
                                }
                                    .into_any()
                            })
                    }} <For each=rows key=|row| row.key() let:row>
                        {chat_row(row, Some(view))}
                    </For>
                    {move || {
                        empty
                            .get()
                            .then(|| {
                                view! {
                                    <li class="chat-empty">
                                        <Icon name="chat" class="icon-32"/>
                                        <b>{words::NO_MESSAGES}</b>
                                        <span>{words::NO_MESSAGES_LEAD}</span>
                                    </li>
                                }
                                    .into_any()
                            })
                    }}
                </ol>
            </div>
            <div class="chat-foot">
                {move || {
                    (!at_end.get() && unread.get() > 0)
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button button-primary chat-new"
                                    on:click=move |_| to_end()
                                >
                                    <Icon name="arrow-down" class="icon-16"/>
                                    {move || words::new_below(unread.get())}
                                </button>
                            }
                                .into_any()
                        })
                }}
                <TooFast view=view/>
                {move || match may_not_write.get() {
                    Some(why) => view! { <p class="chat-shut" role="status">{why}</p> }.into_any(),
                    None => {
                        let sent = move |()| {
                            at_end.set(true);
                            to_end();
                        };
                        view! { <Composer view=view sent=Callback::new(sent)/> }.into_any()
                    }
                }}
            </div>
            <MessageMenu view=view/>
        </div>
    }
    .into_any()
}

/// For how long one has to wait.
#[component]
fn TooFast(view: CallView) -> impl IntoView {
    let until = view.read(|state| state.chat.too_fast_until);
    move || {
        let until = until.get()?;
        let tick = door::every(1_000);
        let wait = move || until.since(tick.get()).as_millis().div_ceil(1_000);
        Some(
            view! {
                <p class="hint" role="status">
                    {move || {
                        let wait = wait();
                        (wait > 0).then(|| words::too_fast(u64::try_from(wait).unwrap_or(u64::MAX)))
                    }}
                </p>
            }
            .into_any(),
        )
    }
}

/// The place to write: grows to five lines, Enter sends, Shift and Enter makes a new line.
#[component]
fn Composer(view: CallView, sent: Callback<()>) -> impl IntoView {
    let draft = view.draft;
    let field = NodeRef::<html::Textarea>::new();
    let left = Memo::new(move |_| {
        let length = draft.with(|draft| draft.trim().chars().count());
        i64::try_from(limits::CHAT_CHARS).unwrap_or(i64::MAX)
            - i64::try_from(length).unwrap_or(i64::MAX)
    });
    let ready = move || left.get() >= 0 && draft.with(|draft| !draft.trim().is_empty());
    let send = move || {
        if untrack(ready) {
            view.call.send_chat(draft.get_untracked());
            draft.set(String::new());
            sent.run(());
        }
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    // Whoever opens the chat wants to write; on a phone the keyboard would cover the faces at once.
    Effect::new(move |_| {
        if let Some(field) = field.get()
            && window().inner_width().ok().and_then(|width| width.as_f64()) >= Some(600.0)
        {
            let _ = field.focus();
        }
    });
    view! {
        <p class="hint" role="status" hidden=move || left.get() > COUNT_FROM>
            {move || (left.get() <= COUNT_FROM).then(|| words::characters_left(left.get()))}
        </p>
        <form
            class="composer"
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                send();
            }
        >
            <div class="composer-grow">
                <textarea
                    rows="1"
                    aria-label=words::COMPOSER
                    placeholder=words::COMPOSER
                    enterkeyhint="send"
                    node_ref=field
                    prop:value=move || draft.get()
                    on:input=move |event| draft.set(event_target_value(&event))
                    on:keydown=key
                ></textarea>
                <div class="composer-twin" aria-hidden="true">
                    {move || draft.with(|draft| format!("{draft} "))}
                </div>
            </div>
            <button
                type="submit"
                class="icon-button composer-send"
                aria-label=words::SEND
                title=words::SEND
                data-ready=move || if ready() { "yes" } else { "no" }
            >
                <Icon name="arrow-up"/>
            </button>
        </form>
    }
    .into_any()
}
