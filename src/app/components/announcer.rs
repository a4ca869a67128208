//! Says to readers what others see happen, and shows it as a passing sentence where eyes may miss it too.
//!
//! Politely: who came and went, new messages while the chat is closed, the connection coming back. At once:
//! the connection is lost, the session ends soon.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    app::{
        call_view::{CallView, Panel, server_now},
        text::room as words,
    },
    call::call_state::{Connection, NoticeKind},
};

/// The two live regions.
#[component]
pub fn Announcer(view: CallView) -> impl IntoView {
    let polite = RwSignal::new(String::new());
    let urgent = RwSignal::new(String::new());

    let notice = view.read(|state| state.notices.last().cloned());
    Effect::new(move |shown: Option<u32>| {
        let Some(notice) = notice.get() else {
            return shown.unwrap_or(0);
        };
        if shown.is_some_and(|shown| notice.number > shown) {
            let sentence = match notice.kind {
                NoticeKind::Joined => words::joined(&notice.name),
                NoticeKind::Left => words::left(&notice.name),
                NoticeKind::Lost => words::lost(&notice.name),
                NoticeKind::Removed => words::removed(&notice.name),
                NoticeKind::HandRaised => words::hand_raised(&notice.name),
                NoticeKind::AskedToMute => words::asked_to_mute(&notice.name),
            };
            polite.set(sentence.clone());
            view.toast.set(Some(sentence));
        }
        notice.number
    });

    let message = view.read(|state| {
        let me = state.room.as_ref()?.me.id;
        let last = state.chat.messages.last()?;
        let body = (last.author_id != me)
            .then(|| (last.author_name.to_string(), last.body.as_str().to_owned()));
        Some((last.seq, body))
    });
    Effect::new(move |heard: Option<u64>| {
        let Some((seq, body)) = message.get() else {
            return heard.unwrap_or(0);
        };
        let heard = heard.unwrap_or(seq).max(view.seen.get_untracked());
        if let (true, Some((name, body))) = (
            seq > heard && view.panel.get_untracked() != Some(Panel::Chat),
            body,
        ) {
            polite.set(words::wrote(&name, &body));
        }
        seq.max(heard)
    });

    let connected = view.read(|state| match state.connection {
        Connection::Connected => Some(true),
        Connection::Idle | Connection::Connecting => None,
        Connection::Reconnecting { .. } | Connection::Offline { .. } | Connection::GaveUp => {
            Some(false)
        }
    });
    Effect::new(move |before: Option<Option<bool>>| {
        let now = connected.get();
        match (before.flatten(), now) {
            (Some(true), Some(false)) => urgent.set(words::LOST.to_owned()),
            (Some(false), Some(true)) => {
                urgent.set(String::new());
                polite.set(words::BACK.to_owned());
                view.toast.set(Some(words::BACK.to_owned()));
            }
            _ => {}
        }
        now.or(before.flatten())
    });

    let now = server_now(view);
    let expires_at = view.read(|state| state.room.as_ref().map(|room| room.expires_at));
    let ends_soon = Memo::new(move |_| {
        expires_at
            .get()
            .is_some_and(|at| at.since(now()) <= Duration::from_secs(120))
    });
    Effect::new(move |_| {
        if ends_soon.get() {
            urgent.set(words::ENDS_SOON.to_owned());
            view.toast.set(Some(words::ENDS_SOON.to_owned()));
        }
    });

    view! {
        <div class="unseen" role="status" aria-live="polite">
            {polite}
        </div>
        <div class="unseen" role="alert">
            {urgent}
        </div>
    }
    .into_any()
}
