//! One session of somebody's: when it was or is to be, who was there and for how long, and its chat.

use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_params_map};
use uuid::Uuid;

use super::{
    answered::{Answered, typed},
    state::{NoAnswer, StatePage, UnknownSession},
};
use crate::{
    api::{
        AccountView, ChatPage, MySessionView, SessionCard, chat_history, handed_partner_link,
        my_session,
    },
    app::{
        components::{
            avatar::Avatar,
            icon::Icon,
            newcomer::Invited,
            page::Page,
            session_art::Art,
            session_chat::SessionChat,
            session_row::{company, id_of, named},
        },
        door,
        text::{self, appointment, sessions as words, state},
        viewer::Viewer,
        wall_clocks::{Times, WallClocks},
    },
    domain::{
        chat::ExportFormat,
        ids::SessionId,
        participant::DisplayName,
        session::{EndReason, SessionState},
        visit::Visit,
    },
    protocol::{error_code::ErrorCode, route::Route},
};

/// Draws a page about the session in the path for those who belong to it; a guest signs in first, and for others there
/// is no such session.
pub fn with_own_session<Drawn>(
    draw: impl FnOnce(MySessionView, AccountView, Times) -> Drawn + Send + 'static,
) -> impl IntoView
where
    Drawn: Future<Output = AnyView> + Send + 'static,
{
    let viewer = Viewer::current();
    let clocks = WallClocks::current();
    let id = use_params_map()
        .with_untracked(|params| params.get("id"))
        .and_then(|id| id.parse::<SessionId>().ok());
    Suspend::new(async move {
        let Some(account) = viewer.account.clone() else {
            return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
        };
        let Some(id) = id else {
            return unknown();
        };
        match my_session(id).await {
            Ok(story) => {
                let times = Times::new(clocks, &account, story.server_time);
                draw(story, account, times).await
            }
            Err(error) if error.code == ErrorCode::SessionNotFound => unknown(),
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::Session(id)/> }.into_any()
            }
        }
    })
}

fn unknown() -> AnyView {
    door::set_page_status(404);
    view! { <UnknownSession title=state::UNKNOWN_LINK/> }.into_any()
}

/// What was planned can't be changed any more.
#[component]
pub fn SettledPage(id: SessionId) -> impl IntoView {
    door::set_page_status(409);
    view! {
        <StatePage art=Art::Apart title=appointment::SETTLED lead=appointment::SETTLED_LEAD>
            <div class="actions">
                <a class="button button-primary" href=Route::Session(id).path()>
                    {words::DETAILS}
                </a>
                <a class="button button-secondary" href=Route::Sessions.path()>
                    {words::BACK}
                </a>
            </div>
        </StatePage>
    }
    .into_any()
}

/// The page of `/sessions/{id}`.
#[component]
pub fn SessionPage() -> impl IntoView {
    let answered = Answered::read();
    let partner = [typed("name"), typed("email")];
    with_own_session(|story, account, times| async move {
        let id = story.session.id;
        let chat = chat_history(id, None).await.ok();
        let handed = handed_partner_link(id).await.ok().flatten();
        let invited = view! {
            <Invited
                id=id
                invited=story.invited.clone()
                handed=handed
                may_invite=story.may_invite
                answered=answered
                typed=partner
                times=times.clone()
            />
        };
        draw(story, &account, &times, chat, invited.into_any())
    })
}

fn draw(
    story: MySessionView,
    me: &AccountView,
    times: &Times,
    chat: Option<ChatPage>,
    invited: AnyView,
) -> AnyView {
    let session = story.session;
    let id = session.id;
    let title = named(&session.title);
    door::set_page_title(&title);
    let with = company(&session);
    let when = when(&session, times);
    let people = people(&session, story.visits, me, times);
    let actions = actions(&session);
    let written = match chat {
        Some(page) if !page.messages.is_empty() => {
            view! { <SessionChat id=id page=page me=story.me/> }.into_any()
        }
        _ => view! { <p class="quiet">{words::NO_CHAT}</p> }.into_any(),
    };
    let chat = (!matches!(session.state, SessionState::Scheduled { .. })).then(|| {
        view! {
            <section class="session-part" aria-labelledby="chat">
                <div class="session-part-head">
                    <h2 class="title-4" id="chat">
                        {words::CHAT}
                    </h2>
                    {(story.messages > 0).then(|| exports(id))}
                </div>
                {written}
            </section>
        }
        .into_any()
    });
    view! {
        <Page>
            <div class="session-page wrap">
                <a class="session-back" href=Route::Sessions.path()>
                    <Icon name="arrow-left" class="icon-16"/>
                    {words::TITLE}
                </a>
                <div class="session-top">
                    <div>
                        <h1 class="title-1">{title}</h1>
                        <p class="lead">{with}</p>
                        {when}
                    </div>
                    {actions}
                </div>
                {people}
                {invited}
                {chat}
            </div>
        </Page>
    }
    .into_any()
}

/// When it was or is to be, and what came of it.
fn when(session: &SessionCard, times: &Times) -> AnyView {
    let today = times.today();
    let moment = |at| words::moment(&times.wall(at), &today);
    let planned = session.plan.as_ref();
    let weekly = planned.is_some_and(|plan| plan.weekly);
    let (badge, class, at, how, why) = match &session.state {
        SessionState::Scheduled { starts_at } => (
            words::STATE_UPCOMING,
            "badge",
            *starts_at,
            planned.map_or(String::new(), |plan| words::length(plan.minutes)),
            None,
        ),
        SessionState::Live { since } => (
            words::LIVE_NOW,
            "badge badge-live",
            *since,
            words::spent(times.now.since(*since).as_secs()),
            None,
        ),
        SessionState::Ended {
            began_at,
            at,
            reason,
        } => {
            let began_at = began_at
                .or_else(|| planned.map(|plan| plan.starts_at))
                .unwrap_or(*at);
            let how = match reason {
                EndReason::Missed => words::MISSED.to_owned(),
                _ => words::spent(at.since(began_at).as_secs()),
            };
            let why = words::ended(*reason).to_owned();
            (words::STATE_ENDED, "badge", began_at, how, Some(why))
        }
        SessionState::Cancelled { at, reason } => (
            words::CANCELLED,
            "badge badge-waiting",
            planned.map_or(*at, |plan| plan.starts_at),
            String::new(),
            Some(words::cancelled(reason.as_str())),
        ),
    };
    view! {
        <p class="session-facts">
            <span class=class>{badge}</span>
            <span>{moment(at)}</span>
            {(!how.is_empty()).then(|| view! { <span>{how}</span> })}
            {weekly.then(|| view! { <span>{words::WEEKLY}</span> })}
        </p>
        {why.map(|why| view! { <p class="session-why">{why}</p> })}
    }
    .into_any()
}

/// What can be done with it.
fn actions(session: &SessionCard) -> AnyView {
    let id = session.id;
    match session.state {
        SessionState::Scheduled { .. } => view! {
            <div class="actions session-actions">
                <a class="button button-primary" href=Route::StartSession(id).path()>
                    {words::START}
                </a>
                <a class="button button-secondary" href=Route::EditSession(id).path()>
                    {words::EDIT}
                </a>
                <a class="button button-secondary" href=Route::CalendarFile(id).path() download>
                    <Icon name="calendar"/>
                    {words::ADD_TO_CALENDAR}
                </a>
                <a class="button button-quiet" href=Route::CancelSession(id).path()>
                    {words::CANCEL}
                </a>
            </div>
        }
        .into_any(),
        SessionState::Live { .. } => view! {
            <div class="actions session-actions">
                <a class="button button-primary" href=Route::Join(id).path()>
                    {words::JOIN_NOW}
                </a>
                <a class="button button-quiet" href=Route::StartSession(id).path()>
                    {words::INVITE}
                </a>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

/// The chat as files.
fn exports(id: SessionId) -> AnyView {
    let link = |format, words| {
        view! {
            <a
                class="button button-quiet button-44"
                href=Route::ChatFile(id, format).path()
                download
            >
                <Icon name="arrow-down"/>
                {words}
            </a>
        }
        .into_any()
    };
    view! {
        <div class="session-exports">
            {link(ExportFormat::Markdown, words::EXPORT_MARKDOWN)}
            {link(ExportFormat::Json, words::EXPORT_JSON)}
        </div>
    }
    .into_any()
}

/// Who was there, or is expected.
fn people(session: &SessionCard, visits: Vec<Visit>, me: &AccountView, times: &Times) -> AnyView {
    let upcoming = matches!(session.state, SessionState::Scheduled { .. });
    let heading = match session.state {
        SessionState::Scheduled { .. } => words::WHO_COMES,
        SessionState::Live { .. } => words::WHO_IS_THERE,
        _ => words::WHO_WAS_THERE,
    };
    let rows: Vec<AnyView> = if upcoming {
        let mut rows = vec![person(
            me.id.as_uuid(),
            me.name.clone(),
            true,
            String::new(),
            String::new(),
        )];
        rows.extend(session.others.iter().map(|other| {
            person(
                id_of(other.account),
                other.name.clone(),
                false,
                String::new(),
                String::new(),
            )
        }));
        rows
    } else {
        visits
            .into_iter()
            .map(|visit| {
                let time = |at| words::time(&times.wall(at));
                let to = visit
                    .left_at
                    .map_or_else(|| words::INSIDE_NOW.to_owned(), time);
                let stay = words::stay(&time(visit.entered_at), &to);
                person(
                    id_of(visit.account),
                    visit.name,
                    visit.account == Some(me.id),
                    stay,
                    words::spent(visit.seconds),
                )
            })
            .collect()
    };
    let list = if rows.is_empty() {
        view! { <p class="quiet">{words::NOBODY_CAME}</p> }.into_any()
    } else {
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="session-part" aria-labelledby="people">
            <h2 class="title-4" id="people">
                {heading}
            </h2>
            {list}
        </section>
    }
    .into_any()
}

fn person(id: Uuid, name: DisplayName, mine: bool, stay: String, spent: String) -> AnyView {
    view! {
        <li class="row">
            <Avatar id=id name=name.clone()/>
            <div class="row-words">
                <p class="row-title">
                    {name.to_string()}
                    {mine.then(|| view! { " " <span class="row-you">{words::ME}</span> })}
                </p>
                {(!stay.is_empty()).then(|| view! { <p class="hint">{stay}</p> })}
            </div>
            <span class="session-spent">{spent}</span>
        </li>
    }
    .into_any()
}
