//! How a line of the chat looks.

use leptos::prelude::*;

use super::{
    avatar::Avatar,
    chat_rows::{Row, transcript_rows},
    icon::Icon,
    message_menu::message_button,
    message_text::message_text,
};
use crate::{
    app::{
        call_view::CallView,
        door,
        text::{host, room as words},
    },
    call::call_state::{OutgoingMessage, OutgoingState},
    domain::chat::ChatMessage,
};

/// One line. `view` is there in a running call only, and does what its buttons say.
pub fn chat_row(row: Row, view: Option<CallView>) -> AnyView {
    match row {
        Row::Day(day) => view! { <li class="chat-day">{day}</li> }.into_any(),
        Row::Notice(sentence) => {
            let time = door::clock_time(sentence.first.at);
            view! { <li class="chat-note">{sentence.words()} " · " {time}</li> }.into_any()
        }
        Row::Message {
            message,
            mine,
            first,
        } => message_row(message, mine, first, view),
        Row::Outgoing { message, first } => outgoing_row(message, first, view),
    }
}

fn message_row(message: ChatMessage, mine: bool, first: bool, view: Option<CallView>) -> AnyView {
    let class = match (mine, first) {
        (true, true) => "message message-mine message-first",
        (true, false) => "message message-mine",
        (false, true) => "message message-first",
        (false, false) => "message",
    };
    let time = door::clock_time(message.sent_at);
    let head = first.then(|| {
        let name = message.author_name.to_string();
        view! {
            {(!mine)
                .then(|| {
                    view! {
                        <Avatar
                            id=message.author_id.as_uuid()
                            name=message.author_name.clone()
                            class="avatar avatar-32"
                        />
                    }
                        .into_any()
                })}
            <div class="message-head">
                <span class=if mine {
                    "unseen"
                } else {
                    "message-name"
                }>{if mine { words::YOU.to_owned() } else { name }}</span>
                <span class="message-time">{time}</span>
            </div>
        }
        .into_any()
    });
    let announcement = message.announcement && message.deleted_at.is_none();
    let body = match message.deleted_at {
        Some(_) => view! { <em>{words::DELETED}</em> }.into_any(),
        None => message_text(message.body.as_str()).into_any(),
    };
    view! {
        <li class=class data-announcement=announcement.then_some("yes")>
            {head}
            <div class="message-line">
                <div class="message-body" dir="auto">
                    {announcement
                        .then(|| {
                            view! {
                                <span class="message-mark">
                                    <Icon name="megaphone" class="icon-16"/>
                                    {host::ANNOUNCEMENT}
                                </span>
                            }
                                .into_any()
                        })} {body}
                </div>
                {view.map(|view| message_button(view, &message))}
            </div>
        </li>
    }
    .into_any()
}

fn outgoing_row(message: OutgoingMessage, first: bool, view: Option<CallView>) -> AnyView {
    let local_ref = message.local_ref;
    let (class, state) = match message.state {
        OutgoingState::Sending => (
            "message-sending",
            view! {
                <p class="message-state">
                    <Icon name="clock" class="icon-16"/>
                    {words::SENDING}
                </p>
            }
            .into_any(),
        ),
        OutgoingState::Refused(code) => (
            "message-failed",
            view! {
                <p class="message-state">
                    <Icon name="warning" class="icon-16"/>
                    <span>{words::not_sent(code)}</span>
                    {view
                        .map(|view| {
                            view! {
                                <button
                                    type="button"
                                    on:click=move |_| view.call.resend_chat(local_ref)
                                >
                                    {words::SEND_AGAIN}
                                </button>
                                <button
                                    type="button"
                                    on:click=move |_| view.call.discard_chat(local_ref)
                                >
                                    {words::DISCARD}
                                </button>
                            }
                                .into_any()
                        })}
                </p>
            }
            .into_any(),
        ),
    };
    let first = if first { "message-first" } else { "" };
    view! {
        <li class=format!("message message-mine {class} {first}")>
            <div class="message-line">
                <div class="message-body" dir="auto">
                    {message_text(&message.body)}
                </div>
            </div>
            {state}
        </li>
    }
    .into_any()
}

/// What was written, to be read after the end. Days and times are the browser's, so it is drawn there.
#[component]
pub fn Transcript(messages: Vec<ChatMessage>) -> impl IntoView {
    let rows = transcript_rows(&messages, None, door::day_name);
    view! {
        <ol class="chat-list">
            {rows.into_iter().map(|row| chat_row(row, None)).collect_view()}
        </ol>
    }
    .into_any()
}
