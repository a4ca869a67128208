//! A session's page: the join page, and the call once joined.
//!
//! Both are one page, so that the stream of the preview becomes the call's without a second question. What
//! to show first is asked on the server; from then on the call's own state decides.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;

use super::{
    ended::EndedPage,
    lobby::Lobby,
    room::Room,
    state::{BackToStart, FullSession, RefusedPage, StatePage, UnknownSession},
};
use crate::{
    api::{OpenSession, SessionView, view_session},
    app::{
        call_view::CallView,
        components::session_art::Art,
        door,
        text::{self, state as words},
    },
    call::call_state::Phase,
    domain::{ids::SessionId, session::EndReason},
    protocol::{error_code::ErrorCode, route::Route},
};

/// The page of `/join/{id}`.
#[component]
pub fn JoinPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|params| params.get("id"))
            .and_then(|id| id.parse::<SessionId>().ok())
    });
    let session = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => view_session(id).await,
                None => Ok(SessionView::Unknown),
            }
        },
    );
    let look_again = Callback::new(move |()| session.refetch());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                let again = id.get_untracked().map_or_else(|| Route::Home.path(), |id| Route::Join(id).path());
                match session.await {
                    Ok(SessionView::Open(open)) => view! { <Call session=open/> }.into_any(),
                    Ok(SessionView::Full(open)) => {
                        view! { <FullSession seats=open.max_participants look_again=look_again/> }
                            .into_any()
                    }
                    Ok(SessionView::Ended(ended)) => {
                        view! {
                            <EndedPage
                                id=ended.id
                                reason=ended.reason
                                host=ended.host_name.to_string()
                                known=ended
                            />
                        }
                            .into_any()
                    }
                    Ok(SessionView::Unknown) => {
                        // What is no id at all is a mistake in the link; an id may be of a session that is gone.
                        door::set_page_status(if id.get_untracked().is_some() { 404 } else { 400 });
                        view! { <UnknownSession title=words::UNKNOWN_LINK/> }.into_any()
                    }
                    Err(error) => {
                        door::set_page_status(503);
                        view! {
                            <RefusedPage
                                title=words::UNAVAILABLE
                                lead=text::refusal(error.code)
                                again=again
                            />
                        }
                            .into_any()
                    }
                }
            })}
        </Transition>
    }
}

/// What of a call is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Lobby,
    Room,
    Left,
    Ended(EndReason),
    Replaced,
    Refused(ErrorCode),
}

/// The session that one can go into.
#[component]
fn Call(session: OpenSession) -> impl IntoView {
    let id = session.id;
    let seated = session.seat.is_some();
    let title = match session.title.as_str() {
        "" => text::UNTITLED.to_owned(),
        title => title.to_owned(),
    };
    let preview_title = title.clone();
    let host = session.host_name.to_string();
    let view = CallView::new(session);

    let screen = view.read(move |state| match state.phase {
        Phase::Preview if seated => Screen::Room,
        Phase::Preview => Screen::Lobby,
        Phase::Entering | Phase::Inside => Screen::Room,
        Phase::Left => Screen::Left,
        Phase::Ended(reason) => Screen::Ended(reason),
        Phase::Replaced => Screen::Replaced,
        Phase::Refused(code) => Screen::Refused(code),
    });
    Effect::new(move |_| {
        if seated {
            view.call.enter();
        } else {
            view.call.start_preview();
        }
    });
    let here = Route::Join(id).path();
    view! {
        <Title text=format!("{title} · {}", text::NAME)/>
        <Meta property="og:title" content=preview_title/>
        <Meta property="og:site_name" content=text::NAME/>
        <Meta property="og:description" content=text::DESCRIPTION/>
        <Meta name="robots" content="noindex"/>
        {move || match screen.get() {
            Screen::Lobby => view! { <Lobby view=view/> }.into_any(),
            Screen::Room => view! { <Room view=view/> }.into_any(),
            Screen::Left => {
                view! {
                    <LeaveState
                        title=words::LEFT
                        lead=words::LEFT_LEAD
                        action=words::COME_BACK
                        path=here.clone()
                    />
                }
                    .into_any()
            }
            Screen::Replaced => {
                view! {
                    <LeaveState
                        title=words::REPLACED
                        lead=words::REPLACED_LEAD
                        action=words::USE_HERE
                        path=here.clone()
                    />
                }
                    .into_any()
            }
            Screen::Ended(reason) => {
                view! { <EndedPage id=id reason=reason host=host.clone()/> }.into_any()
            }
            Screen::Refused(code) => {
                view! {
                    <RefusedPage title=words::REFUSED lead=text::refusal(code) again=here.clone()/>
                }
                    .into_any()
            }
        }}
    }
}

/// Out of a session that goes on; `action` loads its page anew, so that nothing of the old call stays.
#[component]
pub fn LeaveState(
    title: &'static str,
    lead: &'static str,
    action: &'static str,
    path: String,
) -> impl IntoView {
    view! {
        <StatePage art=Art::Apart title=title lead=lead>
            <div class="actions">
                <a class="button button-primary" href=path rel="external">
                    {action}
                </a>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}
