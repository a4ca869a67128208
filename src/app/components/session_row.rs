//! One session in a list of somebody's: when, with whom, and what can be done. Drawn by the server only.

use leptos::prelude::*;
use uuid::Uuid;

use super::{avatar::Avatar, icon::Icon, start_ask::StartAsk};
use crate::{
    api::SessionCard,
    app::{
        text::{
            self, appointment,
            sessions::{self as words, first_name},
        },
        wall_clocks::Times,
    },
    domain::{
        clock::Timestamp,
        ids::AccountId,
        schedule::Companion,
        session::{EndReason, SessionState, Title},
    },
    protocol::route::Route,
};

/// What a session is called.
pub fn named(title: &Title) -> String {
    match title.as_str() {
        "" => text::UNTITLED.to_owned(),
        title => title.to_owned(),
    }
}

/// What the colour of whoever has `account` comes from; guests share one.
pub fn id_of(account: Option<AccountId>) -> Uuid {
    account.map(AccountId::as_uuid).unwrap_or_default()
}

/// The names of the others, in full.
pub fn names_of(others: &[Companion]) -> Vec<&str> {
    others.iter().map(|person| person.name.as_str()).collect()
}

/// With whom `session` is, those included who are only invited so far.
pub fn company(session: &SessionCard) -> String {
    let invited: Vec<String> = session
        .invited
        .iter()
        .map(|name| appointment::invited(name.as_str()))
        .collect();
    let names = names_of(&session.others)
        .into_iter()
        .chain(invited.iter().map(String::as_str))
        .collect::<Vec<_>>();
    words::with(&names)
}

/// What is asked before `session` begins, or gets a new code.
pub fn ask_of(session: &SessionCard, times: &Times) -> StartAsk {
    let planned = match session.state {
        SessionState::Scheduled { starts_at } => {
            let moment = words::moment_within(&times.wall(starts_at), &times.today());
            words::planned_for(
                &moment,
                words::soon(times.minutes_until(starts_at)).as_deref(),
            )
        }
        _ => String::new(),
    };
    StartAsk {
        id: session.id,
        title: named(&session.title),
        live: matches!(session.state, SessionState::Live { .. }),
        planned,
        names: session
            .others
            .iter()
            .map(|person| first_name(person.name.as_str()).to_owned())
            .collect(),
    }
}

/// Who it is with: the first one's initials, the title over all names.
fn about(session: &SessionCard, title: String) -> AnyView {
    let face = session.others.first().map(|person| {
        view! { <Avatar id=id_of(person.account) name=person.name.clone()/> }.into_any()
    });
    let face = face.unwrap_or_else(|| {
        view! {
            <span class="avatar avatar-nobody" aria-hidden="true">
                <Icon name="person"/>
            </span>
        }
        .into_any()
    });
    view! {
        {face}
        <div class="session-what">
            <h3 class="session-title">
                <a class="session-link" href=Route::Session(session.id).path()>
                    {title}
                </a>
            </h3>
            <p class="session-with">{company(session)}</p>
        </div>
    }
    .into_any()
}

/// Nobody has begun it yet; `next` is the one that comes first.
#[component]
pub fn UpcomingRow(
    session: SessionCard,
    starts_at: Timestamp,
    next: bool,
    times: Times,
) -> impl IntoView {
    let id = session.id;
    let title = named(&session.title);
    let moment = words::moment(&times.wall(starts_at), &times.today());
    let plan = session.plan.clone();
    let length = plan
        .as_ref()
        .map(|plan| words::length(plan.minutes))
        .unwrap_or_default();
    let soon = words::soon(times.minutes_until(starts_at)).unwrap_or(length);
    let weekly = plan.is_some_and(|plan| plan.weekly);
    let ask = serde_json::to_string(&ask_of(&session, &times)).unwrap_or_default();
    let menu = format!("menu-{id}");
    let look = if next {
        "button button-soft button-44"
    } else {
        "button button-secondary button-44"
    };
    view! {
        <li class="session-row" data-next=next.then_some("")>
            <div class="session-when">
                <p class="session-moment">{moment}</p>
                <p class="session-soon">
                    {soon} {weekly.then(|| view! { <span>", " {words::WEEKLY}</span> })}
                </p>
            </div>
            {about(&session, title.clone())}
            <a
                class=look
                id=format!("start-{id}")
                href=Route::StartSession(id).path()
                aria-label=words::start_title(&title)
                data-start=ask.clone()
            >
                {words::START}
            </a>
            <button
                type="button"
                class="icon-button session-more"
                id=format!("more-{id}")
                popovertarget=menu.clone()
                aria-label=words::more(&title)
            >
                <Icon name="more"/>
            </button>
            <div class="menu session-menu" id=menu popover="auto">
                <a
                    class="menu-item session-menu-start"
                    href=Route::StartSession(id).path()
                    data-start=ask
                >
                    <Icon name="camera"/>
                    {words::START}
                </a>
                <a class="menu-item" href=Route::EditSession(id).path()>
                    <Icon name="sliders"/>
                    {words::EDIT}
                </a>
                <a class="menu-item" href=Route::CalendarFile(id).path() download>
                    <Icon name="calendar"/>
                    {words::ADD_TO_CALENDAR}
                </a>
                <hr class="menu-line"/>
                <a
                    class="menu-item menu-item-danger"
                    href=Route::CancelSession(id).path()
                    data-question=""
                >
                    <Icon name="close"/>
                    {words::CANCEL}
                </a>
            </div>
        </li>
    }
    .into_any()
}

/// It is over, or was called off.
#[component]
pub fn PastRow(session: SessionCard, times: Times) -> impl IntoView {
    let id = session.id;
    let title = named(&session.title);
    let planned = session.plan.as_ref().map(|plan| plan.starts_at);
    let (at, how, took_place) = match &session.state {
        SessionState::Ended {
            reason: EndReason::Missed,
            at,
            ..
        } => (planned.unwrap_or(*at), words::MISSED.to_owned(), false),
        SessionState::Ended { began_at, at, .. } => {
            let began_at = began_at.unwrap_or(*at);
            (began_at, words::spent(at.since(began_at).as_secs()), true)
        }
        SessionState::Cancelled { at, .. } => {
            (planned.unwrap_or(*at), words::CANCELLED.to_owned(), false)
        }
        SessionState::Scheduled { starts_at: at } | SessionState::Live { since: at } => {
            (*at, String::new(), true)
        }
    };
    let day = words::day(&times.wall(at), &times.today());
    let (label, name) = if took_place {
        (words::READ_CHAT, words::read_chat_of(&title, &day))
    } else {
        (words::DETAILS, words::details_of(&title, &day))
    };
    view! {
        <li class="session-row session-past">
            <div class="session-when">
                <p class="session-moment">{day}</p>
                <p class="session-soon">{how}</p>
            </div>
            {about(&session, title)}
            <a
                class="button button-quiet button-44 session-read"
                href=Route::Session(id).path()
                aria-label=name
            >
                <Icon name=if took_place { "chat" } else { "details" }/>
                <span>{label}</span>
            </a>
        </li>
    }
    .into_any()
}
