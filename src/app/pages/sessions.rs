//! The Sessions page: what is live now, what is to come, and what was. The lists are HTML; what lives is around them.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::{components::Redirect, hooks::use_query_map};

use super::{answered::Answered, state::NoAnswer};
use crate::{
    api::{
        AccountView, ApiError, MySessionView, MySessionsView, ResumeSeries, SessionCard,
        my_session, my_sessions,
    },
    app::{
        components::{
            agenda::{Agenda, LISTS},
            banner::{Banner, Refusal, Tone},
            calendar_address::CalendarAddress,
            icon::Icon,
            live_card::LiveCard,
            page::Page,
            session_row::{PastRow, UpcomingRow, named},
        },
        door,
        text::{self, sessions as words},
        viewer::Viewer,
        wall_clocks::{Times, WallClocks},
    },
    domain::{clock::Timestamp, limits, session::SessionState},
    protocol::route::Route,
};

/// The form by which what paused goes on, in the query.
const RESUME: &str = "resume";

/// The page; a guest signs in first. `?before=` shows older ones, in milliseconds.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let viewer = Viewer::current();
    let clocks = WallClocks::current();
    let before = use_query_map()
        .with_untracked(|query| query.get("before"))
        .and_then(|before| before.parse().ok())
        .map(Timestamp::from_millis);
    let refused = Answered::read().elsewhere(RESUME, &[]);
    Suspend::new(async move {
        let Some(account) = viewer.account.clone() else {
            return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
        };
        match Lists::fetch(before).await {
            Ok(lists) => {
                let times = Times::new(clocks, &account, lists.sessions.server_time);
                draw(account, lists, &times, refused)
            }
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::Sessions/> }.into_any()
            }
        }
    })
}

/// What stands on the page.
struct Lists {
    sessions: MySessionsView,
    live: Vec<MySessionView>,
}

impl Lists {
    async fn fetch(before: Option<Timestamp>) -> Result<Self, ApiError> {
        let sessions = my_sessions(before).await?;
        let mut live = Vec::with_capacity(sessions.live.len());
        for session in &sessions.live {
            live.push(my_session(session.id).await?);
        }
        Ok(Self { sessions, live })
    }
}

fn draw(
    account: AccountView,
    lists: Lists,
    times: &Times,
    refused: Option<&'static str>,
) -> AnyView {
    door::set_page_title(words::TITLE);
    let Lists { sessions, live } = lists;
    let live = live_now(live, &account, times);
    let upcoming = upcoming(&sessions, times);
    let past = past(&sessions, times);
    view! {
        <Page>
            <div class="sessions wrap">
                <div class="sessions-head">
                    <h1 class="title-1">{words::TITLE}</h1>
                    <a
                        class="button button-secondary"
                        href=Route::Home.path()
                        aria-label=words::ENTER_CODE
                    >
                        <Icon name="link"/>
                        <span>{words::ENTER_CODE}</span>
                    </a>
                    <a
                        class="button button-secondary"
                        href=Route::PlanSession.path()
                        aria-label=words::NEW_SESSION
                    >
                        <Icon name="plus"/>
                        <span>{words::NEW_SESSION}</span>
                    </a>
                </div>
                <Refusal why=Signal::stored(refused)/>
                <Agenda>
                    <div class="session-lists" id=LISTS>
                        {live}
                        {upcoming}
                        {past}
                    </div>
                </Agenda>
                <CalendarAddress/>
            </div>
        </Page>
    }
    .into_any()
}

fn live_now(live: Vec<MySessionView>, me: &AccountView, times: &Times) -> AnyView {
    if live.is_empty() {
        return ().into_any();
    }
    let cards = live
        .into_iter()
        .map(|story| view! { <LiveCard story=story me=me.clone() times=times.clone()/> })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="live">
            <h2 class="sessions-part sessions-live" id="live">
                {words::LIVE_NOW}
            </h2>
            <ul class="live-cards">{cards}</ul>
        </section>
    }
    .into_any()
}

fn upcoming(sessions: &MySessionsView, times: &Times) -> AnyView {
    let rows = sessions
        .upcoming
        .iter()
        .enumerate()
        .filter_map(|(at, session)| match session.state {
            SessionState::Scheduled { starts_at } => Some(view! {
                <UpcomingRow
                    session=session.clone()
                    starts_at=starts_at
                    next=at == 0
                    times=times.clone()
                />
            }),
            _ => None,
        })
        .collect::<Vec<_>>();
    let paused = sessions
        .paused
        .iter()
        .map(|session| view! { <Paused session=session.clone()/> })
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! {
            <div class="empty">
                <p class="empty-title">{words::EMPTY}</p>
                <p>{words::EMPTY_LEAD}</p>
                <a class="button button-soft" href=Route::PlanSession.path()>
                    <Icon name="plus"/>
                    {words::NEW_SESSION}
                </a>
            </div>
        }
        .into_any()
    } else {
        view! { <ul class="session-rows">{rows}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="upcoming">
            <h2 class="sessions-part" id="upcoming">
                {words::UPCOMING}
            </h2>
            {paused}
            {list}
        </section>
    }
    .into_any()
}

/// What repeated every week and does no more, with the way to go on.
#[component]
fn Paused(session: SessionCard) -> impl IntoView {
    let title = named(&session.title);
    let said = words::paused(&title, limits::UNATTENDED_WEEKS);
    view! {
        <Banner tone=Tone::Weak text=said class="session-paused">
            <form method="post" action=ResumeSeries::url()>
                <input type="hidden" name="id" value=session.id.to_string()/>
                <button
                    type="submit"
                    class="button button-secondary button-44"
                    aria-label=words::go_on(&title)
                >
                    {words::GO_ON}
                </button>
            </form>
        </Banner>
    }
    .into_any()
}

fn past(sessions: &MySessionsView, times: &Times) -> AnyView {
    let older = sessions
        .more_past
        .then(|| sessions.past.last().map(|session| over_at(&session.state)))
        .flatten()
        .map(|before| {
            let before = before.as_millis().to_string();
            view! {
                <a class="button button-quiet button-44" href=Route::Sessions.with(&[("before", &before)])>
                    {words::OLDER}
                </a>
            }
            .into_any()
        });
    let rows = sessions
        .past
        .iter()
        .map(|session| view! { <PastRow session=session.clone() times=times.clone()/> })
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p class="quiet">{words::EMPTY_PAST}</p> }.into_any()
    } else {
        view! { <ul class="session-rows">{rows}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="past">
            <h2 class="sessions-part" id="past">
                {words::PAST}
            </h2>
            {list}
            {older}
        </section>
    }
    .into_any()
}

/// When it was over.
const fn over_at(state: &SessionState) -> Timestamp {
    match state {
        SessionState::Scheduled { starts_at: at }
        | SessionState::Live { since: at }
        | SessionState::Ended { at, .. }
        | SessionState::Cancelled { at, .. } => *at,
    }
}
