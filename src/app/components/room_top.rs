//! The thin line above the stage: which session, for how long, how the connection is, the way to invite.

use leptos::prelude::*;

use super::{icon::icon, mark::MarkImage};
use crate::{
    app::{
        call_view::{CallView, Panel, server_now},
        text::{devices, room as words},
    },
    call::call_state::{Connection, Device},
};

/// `5:07` or `1:05:07`.
fn running_time(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes:02}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

/// The top bar.
#[component]
pub fn RoomTop(view: CallView) -> impl IntoView {
    let started_at = view.session.with_value(|session| session.started_at);
    let title = view.title();
    let now = server_now(view);
    // Empty until the page is alive: only the browser knows what time it is there.
    let time = RwSignal::new(String::new());
    Effect::new(move |_| time.set(running_time(now().since(started_at).as_secs())));

    let connection = view.read(|state| state.connection);
    let (sign, word, class) = (
        move || match connection.get() {
            Connection::Connected | Connection::Idle | Connection::Connecting => "signal",
            _ => "signal-off",
        },
        move || match connection.get() {
            Connection::Connected => words::CONNECTED,
            Connection::Idle | Connection::Connecting => words::CONNECTING_ROOM,
            _ => words::NO_CONNECTION,
        },
        move || match connection.get() {
            Connection::Connected | Connection::Idle | Connection::Connecting => "connection",
            _ => "connection connection-lost",
        },
    );
    let flips =
        view.read(|state| state.local.camera == Device::On && state.devices.cameras.list.len() > 1);
    let open = move || (view.panel.get() == Some(Panel::Session)).to_string();
    view! {
        <header class="room-top">
            <MarkImage class="mark-image"/>
            <div class="room-title">
                <h1 title=title>{title}</h1>
                <span class="room-time" role="timer" aria-live="off">
                    {time}
                </span>
            </div>
            <div class="room-top-end">
                <span class=class title=word>
                    {move || icon(sign(), "")}
                    <span class="unseen">{word}</span>
                </span>
                {move || {
                    flips
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button button-44 button-invite button-flip"
                                    aria-label=devices::FLIP
                                    title=devices::FLIP
                                    on:click=move |_| view.call.flip_camera()
                                >
                                    {icon("flip", "")}
                                </button>
                            }
                                .into_any()
                        })
                }}
                <button
                    type="button"
                    class="button button-44 button-invite"
                    aria-expanded=open
                    on:click=move |_| view.toggle(Panel::Session)
                >
                    {icon("link", "")}
                    <span>{words::INVITE}</span>
                </button>
            </div>
        </header>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_shown_only_when_there_are_some() {
        assert_eq!(running_time(7), "00:07");
        assert_eq!(running_time(24 * 60 + 18), "24:18");
        assert_eq!(running_time(3_600 + 5 * 60 + 7), "1:05:07");
    }
}
