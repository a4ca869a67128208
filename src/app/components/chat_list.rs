//! How a line of the chat looks.

use leptos::prelude::*;

use super::{
    avatar::Avatar,
    chat_rows::{Row, transcript_rows},
    icon::Icon,
    message_text::message_text,
};
use crate::{
    app::{call_view::CallView, door, text::room as words},
    call::call_state::{Notice, NoticeKind, OutgoingMessage, OutgoingState},
    domain::chat::ChatMessage,
};

/// One line. `view` is there in a running call only, and does what its buttons say.
pub fn chat_row(row: Row, view: Option<CallView>) -> AnyView {
    match row {
        Row::Day(day) => view! { <li class="chat-day">{day}</li> }.into_any(),
        Row::Notice(notice) => notice_row(&notice),
        Row::Message {
            message,
            mine,
            first,
        } => message_row(message, mine, first),
        Row::Outgoing { message, first } => outgoing_row(message, first, view),
    }
}

fn notice_row(notice: &Notice) -> AnyView {
    let sentence = match notice.kind {
        NoticeKind::Joined => words::joined(&notice.name),
        NoticeKind::Left => words::left(&notice.name),
        NoticeKind::Lost => words::lost(&notice.name),
        NoticeKind::Removed => words::removed(&notice.name),
        NoticeKind::HandRaised => words::hand_raised(&notice.name),
        NoticeKind::AskedToMute => words::asked_to_mute(&notice.name),
    };
    view! { <li class="chat-note">{sentence} " · " {door::clock_time(notice.at)}</li> }.into_any()
}

fn message_row(message: ChatMessage, mine: bool, first: bool) -> AnyView {
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
    let body = match message.deleted_at {
        Some(_) => view! { <em>{words::DELETED}</em> }.into_any(),
        None => message_text(message.body.as_str()).into_any(),
    };
    view! {
        <li class=class>
            {head} <div class="message-body" dir="auto">
                {body}
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
            <div class="message-body" dir="auto">
                {message_text(&message.body)}
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
