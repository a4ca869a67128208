//! The session is over: why, what there was, and what was written.

use leptos::{prelude::*, task::spawn_local};

use super::state::{BackToStart, StatePage};
use crate::{
    api::{ChatPage, EndedSession, SessionView, Summary, chat_history, view_session},
    app::{
        components::{chat_list::Transcript, icon::Icon, session_art::Art},
        door,
        text::{room, state as words},
    },
    domain::{clock::Timestamp, ids::SessionId, session::EndReason},
};

/// The page. `known` is there when the page was asked for after the end; when a call ends before one's eyes,
/// the page is there at once and fetches the figures.
#[component]
pub fn EndedPage(
    id: SessionId,
    reason: EndReason,
    host: String,
    #[prop(optional)] known: Option<EndedSession>,
) -> impl IntoView {
    view! {
        <StatePage art=Art::Apart title=words::ENDED lead=words::ended_lead(reason, &host)>
            <Remains id=id known=known/>
        </StatePage>
    }
    .into_any()
}

/// What there was, and the chat for those who want to read it again.
#[island(lazy)]
fn Remains(id: SessionId, known: Option<EndedSession>) -> impl IntoView {
    let facts = RwSignal::new(known);
    Effect::new(move |_| {
        if facts.with_untracked(Option::is_none) {
            spawn_local(async move {
                if let Ok(SessionView::Ended(ended)) = view_session(id, String::new()).await {
                    facts.try_set(Some(ended));
                }
            });
        }
    });
    let summary =
        Memo::new(move |_| facts.with(|facts| facts.as_ref().and_then(|ended| ended.summary)));
    let kept_until =
        Memo::new(move |_| facts.with(|facts| facts.as_ref().map(|ended| ended.kept_until)));
    let chat = RwSignal::new(None::<ChatPage>);
    let asked = RwSignal::new(false);
    let read = move |_| {
        asked.set(true);
        spawn_local(async move {
            match chat_history(id, None).await {
                Ok(page) => chat.try_set(Some(page)),
                Err(_) => {
                    asked.try_set(false);
                    None
                }
            };
        });
    };
    view! {
        <div class="state-extra">
            {move || summary.get().map(|summary| view! { <Facts summary=summary/> }.into_any())}
        </div>
        <div class="actions">
            {move || {
                let some = summary.get().is_some_and(|summary| summary.messages > 0);
                (some && !asked.get())
                    .then(|| {
                        view! {
                            <button type="button" class="button button-primary" on:click=read>
                                <Icon name="chat"/>
                                {words::READ_CHAT}
                            </button>
                        }
                            .into_any()
                    })
            }} <BackToStart/>
        </div>
        <Kept until=kept_until/>
        {move || {
            chat.get()
                .map(|page| {
                    view! {
                        <section class="transcript" aria-label=room::MESSAGES>
                            <Transcript messages=page.messages/>
                        </section>
                    }
                        .into_any()
                })
        }}
    }
    .into_any()
}

/// Minutes, people, messages.
#[component]
fn Facts(summary: Summary) -> impl IntoView {
    let facts = [
        (words::minutes(summary.minutes), words::TOGETHER),
        (summary.people.to_string(), words::people(summary.people)),
        (
            summary.messages.to_string(),
            words::messages(summary.messages),
        ),
    ];
    view! {
        <dl class="facts">
            {facts
                .map(|(figure, word)| {
                    view! {
                        <div>
                            <dt>{word}</dt>
                            <dd>{figure}</dd>
                        </div>
                    }
                        .into_any()
                })
                .collect_view()}
        </dl>
    }
    .into_any()
}

/// What is kept and for how long; the day as the browser's people write it.
#[component]
fn Kept(until: Memo<Option<Timestamp>>) -> impl IntoView {
    let sentence = RwSignal::new(words::KEPT.to_owned());
    Effect::new(move |_| {
        if let Some(until) = until.get() {
            sentence.set(words::kept_until(&door::day_name(until)));
        }
    });
    view! {
        <p class="state-note">
            <Icon name="lock" class="icon-16"/>
            <span>{sentence}</span>
        </p>
    }
    .into_any()
}
