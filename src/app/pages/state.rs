//! The frame of every page that says where somebody stands: a picture, what happened, what to do next.

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use crate::{
    api::{SessionView, Shut, view_session},
    app::{
        components::{
            code_box::CodeBox,
            icon::Icon,
            page::Page,
            session_art::{Art, SessionArt},
        },
        door,
        text::{self, state as words},
    },
    domain::ids::SessionId,
    protocol::{error_code::ErrorCode, route::Route},
};

/// How often it is looked, in milliseconds.
const LOOK_AGAIN: u32 = 10_000;

/// The frame. `children` stand under the sentence.
#[component]
pub fn StatePage(
    art: Art,
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    door::set_page_title(&title);
    view! {
        <Page>
                <div class="state">
                    <SessionArt art=art/>
                    <h1 class="title-2">{title}</h1>
                    <p class="lead">{lead}</p>
                    {children.map(|children| children())}
                </div>
        </Page>
    }
    .into_any()
}

/// Leads home.
#[component]
pub fn BackToStart() -> impl IntoView {
    view! {
        <a class="button button-secondary" href=Route::Home.path()>
            {text::BACK_TO_START}
        </a>
    }
    .into_any()
}

/// A link that leads to nothing, as the `status` says; `on` is where its reader may want to go, and how that is called.
pub fn dead_link(
    status: u16,
    title: &'static str,
    lead: &'static str,
    on: (Route, &'static str),
) -> AnyView {
    door::set_page_status(status);
    let (route, word) = on;
    view! {
        <StatePage art=Art::Alone title=title lead=lead>
            <div class="actions">
                <a class="button button-primary" href=route.path()>
                    {word}
                </a>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}

/// A code, link or id that opens nothing, whatever the reason; with the box again.
#[component]
pub fn UnknownSession(title: &'static str, #[prop(optional, into)] typed: String) -> impl IntoView {
    view! {
        <StatePage art=Art::Alone title=title lead=words::UNKNOWN_LEAD>
            <div class="state-extra">
                <CodeBox label=text::home::PLACEHOLDER button=text::TRY_AGAIN typed=typed wrong=true/>
                <p class="hint">{words::UNKNOWN_HINT}</p>
            </div>
            <p class="state-note">
                <a class="link" href=Route::Home.path()>
                    {text::BACK_TO_START}
                </a>
            </p>
        </StatePage>
    }
    .into_any()
}

/// Every seat is taken.
#[component]
pub fn FullSession(id: SessionId, seats: u32) -> impl IntoView {
    view! {
        <StatePage art=Art::Full title=words::FULL lead=words::full_lead(seats)>
            <div class="state-extra">
                <LookAgain id=id wait=Wait::Seat/>
            </div>
            <Again path=Route::Join(id).path()/>
        </StatePage>
    }
    .into_any()
}

/// The session goes on without the reader.
#[component]
pub fn ShutPage(why: Shut) -> impl IntoView {
    let (title, lead) = match why {
        Shut::Locked => (words::LOCKED, text::refusal(ErrorCode::SessionLocked)),
        Shut::Denied => (words::DENIED, words::DENIED_LEAD),
        Shut::Removed => (words::REMOVED, words::REMOVED_LEAD),
    };
    view! {
        <StatePage art=Art::Apart title=title lead=lead>
            <div class="actions">
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}

/// What somebody waits for on a session's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wait {
    /// A free seat.
    Seat,
    /// The beginning.
    Beginning,
}

/// Looks for what somebody waits for, and loads the session's page anew as soon as there is something else to see on it.
#[island(lazy)]
pub fn LookAgain(id: SessionId, wait: Wait) -> impl IntoView {
    let tick = door::every(LOOK_AGAIN);
    Effect::new(move |before: Option<()>| {
        tick.track();
        if before.is_some() {
            spawn_local(async move {
                // A server that does not answer now is asked again.
                let still = match (wait, view_session(id, String::new()).await) {
                    (Wait::Seat, Ok(SessionView::Full(_)))
                    | (Wait::Beginning, Ok(SessionView::Scheduled(_)))
                    | (_, Err(_)) => true,
                    (_, Ok(_)) => false,
                };
                if !still {
                    door::go_to(&Route::Join(id).path());
                }
            });
        }
    });
    view! {
        <p class="banner">
            <Icon name="clock"/>
            {match wait {
                Wait::Seat => words::FULL_AGAIN,
                Wait::Beginning => text::sessions::WAITING,
            }}
        </p>
    }
    .into_any()
}

/// Leads to the same page anew, at `path`, or home.
#[component]
fn Again(path: String) -> impl IntoView {
    view! {
        <div class="actions">
            <a class="button button-primary" href=path>
                <Icon name="refresh"/>
                {text::TRY_AGAIN}
            </a>
            <BackToStart/>
        </div>
    }
    .into_any()
}

/// The server refused or does not answer; `again` is the path to try once more.
#[component]
pub fn RefusedPage(
    title: &'static str,
    lead: &'static str,
    #[prop(into)] again: String,
) -> impl IntoView {
    view! {
        <StatePage art=Art::Apart title=title lead=lead>
            <Again path=again/>
        </StatePage>
    }
    .into_any()
}

/// The server could not look for a session, or was asked too often; `again` is the page to try once more.
#[component]
pub fn NoAnswer(why: ErrorCode, lead: &'static str, again: Route) -> impl IntoView {
    let (status, title) = match why {
        ErrorCode::TooFast => (429, words::REFUSED),
        _ => (503, words::UNAVAILABLE),
    };
    door::set_page_status(status);
    view! { <RefusedPage title=title lead=lead again=again.path()/> }.into_any()
}
