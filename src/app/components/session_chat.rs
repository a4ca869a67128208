//! What was written in a session, to be read again; one's own messages can be taken back.
//!
//! Days and times are those of the browser's clock, like in the call, so the list is drawn there.

use leptos::{prelude::*, task::spawn_local};

use super::{
    banner::Refusal,
    chat_list::chat_row,
    chat_rows::{Row, transcript_rows},
};
use crate::{
    api::{ChatPage, chat_history, delete_message},
    app::{
        door,
        text::{self, room, sessions as words},
    },
    domain::{
        chat::ChatMessage,
        ids::{MessageId, ParticipantId, SessionId},
    },
    protocol::error_code::ErrorCode,
};

/// How much of a message stands in the name of the button that deletes it.
const BEGINNING: usize = 30;

/// The chat, from its newest page on; `me` is who one was in it.
#[island(lazy)]
pub fn SessionChat(id: SessionId, page: ChatPage, me: Option<ParticipantId>) -> impl IntoView {
    let messages = RwSignal::new(Vec::<ChatMessage>::new());
    let more = RwSignal::new(page.more);
    let why = RwSignal::new(None::<ErrorCode>);
    let said = RwSignal::new("");
    let asked = RwSignal::new(None::<MessageId>);
    // The server has another clock, and would draw another list.
    Effect::new(move |_| messages.set(page.messages.clone()));
    let earlier = move |_| {
        let before = messages.with_untracked(|messages| messages.first().map(|first| first.seq));
        spawn_local(async move {
            match chat_history(id, before).await {
                Ok(older) => {
                    more.try_set(older.more);
                    messages.try_update(|messages| messages.splice(0..0, older.messages).count());
                }
                Err(error) => {
                    why.try_set(Some(error.code));
                }
            }
        });
    };
    let delete = Callback::new(move |message: MessageId| {
        if asked.get_untracked() != Some(message) {
            asked.set(Some(message));
            return;
        }
        asked.set(None);
        spawn_local(async move {
            match delete_message(id, message).await {
                Ok(()) => {
                    messages.try_update(|messages| {
                        if let Some(gone) = messages.iter_mut().find(|known| known.id == message) {
                            gone.deleted_at = Some(door::now());
                        }
                    });
                    said.try_set(words::DELETED);
                }
                Err(error) => {
                    why.try_set(Some(error.code));
                }
            }
        });
    });
    let refusal = Signal::derive(move || why.get().map(text::refusal));
    let rows = move || {
        let rows = messages.with(|messages| transcript_rows(messages, me, door::day_name));
        rows.into_iter()
            .map(|row| match row {
                Row::Message {
                    message,
                    mine: true,
                    first,
                } if message.deleted_at.is_none() => {
                    let wanted = message.id;
                    let beginning: String = message.body.as_str().chars().take(BEGINNING).collect();
                    let line = Row::Message {
                        message,
                        mine: true,
                        first,
                    };
                    view! {
                        {chat_row(line, None)}
                        <li class="message-undo">
                            <button
                                type="button"
                                class="link link-button"
                                aria-label=words::delete_message(&beginning)
                                on:click=move |_| delete.run(wanted)
                            >
                                {move || {
                                    if asked.get() == Some(wanted) {
                                        words::DELETE_SURE
                                    } else {
                                        words::DELETE
                                    }
                                }}
                            </button>
                        </li>
                    }
                    .into_any()
                }
                row => chat_row(row, None),
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="transcript session-chat" role="region" aria-label=room::MESSAGES>
            {move || {
                more.get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button-quiet button-44"
                                on:click=earlier
                            >
                                {words::EARLIER}
                            </button>
                        }
                            .into_any()
                    })
            }} <ol class="chat-list">{rows}</ol> <Refusal why=refusal/>
            <span class="unseen" role="status">
                {said}
            </span>
        </div>
    }
    .into_any()
}
