//! What goes on and what is planned, for admins: who meets, and a way to end it. A part of their page.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    api::{CloseSession, OpenSessionsView, SessionCard},
    app::{
        components::{
            avatar::Avatar,
            icon::Icon,
            session_row::{id_of, named, names_of},
            settings_part::{SettingsAnswer, SettingsPart},
        },
        text::{
            admin as words,
            sessions::{LIVE_NOW, WEEKLY, list, moment_within},
        },
        wall_clocks::Times,
    },
    domain::session::SessionState,
};

/// The part's id, and the name of its form in the query.
pub const SESSIONS: &str = "sessions";

/// The part; `refused` is why the last change was not made.
#[component]
pub fn OpenSessions(
    sessions: OpenSessionsView,
    times: Times,
    #[prop(optional_no_strip)] refused: Option<&'static str>,
) -> impl IntoView {
    let rows = sessions
        .live
        .into_iter()
        .chain(sessions.upcoming)
        .map(|session| row(session, &times))
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p class="quiet">{words::NO_SESSIONS}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <SettingsPart id=SESSIONS title=words::SESSIONS hint=words::SESSIONS_HINT>
            <SettingsAnswer refused=refused/>
            {list}
        </SettingsPart>
    }
    .into_any()
}

fn row(session: SessionCard, times: &Times) -> AnyView {
    let id = session.id;
    let menu = format!("session-{id}");
    let title = named(&session.title);
    let people = list(&names_of(&session.others));
    let weekly = session.plan.as_ref().is_some_and(|plan| plan.weekly);
    let (when, badge, end) = match session.state {
        SessionState::Live { since } => {
            let badge = view! { <span class="badge badge-host">{LIVE_NOW}</span> }.into_any();
            let minutes = times.now.since(since).as_secs() / 60;
            (words::live_since(minutes), badge, words::END_FOR_ALL)
        }
        SessionState::Scheduled { starts_at } => {
            let badge = weekly
                .then(|| view! { <span class="badge">{WEEKLY}</span> })
                .into_any();
            let end = if weekly {
                words::CALL_OFF_ALL
            } else {
                words::CALL_OFF
            };
            (
                moment_within(&times.wall(starts_at), &times.today()),
                badge,
                end,
            )
        }
        // Over since it was asked for.
        SessionState::Ended { .. } | SessionState::Cancelled { .. } => return ().into_any(),
    };
    let first = session.others.first().cloned();
    view! {
        <li class="row">
            {first.map(|person| view! { <Avatar id=id_of(person.account) name=person.name/> })}
            <div class="row-words">
                <p class="row-title">{title.clone()}</p>
                <p class="hint">{people} ", " {when}</p>
            </div>
            <div class="row-badges">{badge}</div>
            <button
                type="button"
                class="icon-button"
                popovertarget=menu.clone()
                aria-label=words::more_for(&title)
            >
                <Icon name="more"/>
            </button>
            <form class="menu row-menu" id=menu popover="auto" method="post" action=CloseSession::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <button type="submit" class="menu-item menu-item-danger">
                    <Icon name="close"/>
                    {end}
                </button>
            </form>
        </li>
    }
    .into_any()
}
