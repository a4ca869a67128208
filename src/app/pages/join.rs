//! A session's page: the way in and the call, or why there is none.
//!
//! What to show is asked on the server, which gives the page its HTTP status. The one thing that lives here is
//! the call; everything else is read and done with.

use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;

use super::{
    answered::typed,
    call::Call,
    ended::EndedPage,
    planned::{CancelledPage, ScheduledPage},
    state::{FullSession, NoAnswer, ShutPage, UnknownSession},
};
use crate::{
    api::{OpenSession, SessionView, view_session},
    app::{
        door,
        text::{self, state as words},
        viewer::Viewer,
    },
    domain::ids::SessionId,
    protocol::route::Route,
};

/// The page of `/join/{id}`.
#[component]
pub fn JoinPage() -> impl IntoView {
    let id = use_params_map()
        .with_untracked(|params| params.get("id"))
        .and_then(|id| id.parse::<SessionId>().ok());
    let code = typed("code");
    Suspend::new(async move {
        let Some(id) = id else {
            // What is no id at all is a mistake in the link; an id may be of a session that is gone.
            door::set_page_status(400);
            return view! { <UnknownSession title=words::UNKNOWN_LINK/> }.into_any();
        };
        match view_session(id, code).await {
            Ok(SessionView::Open(session)) => view! { <OpenPage session=session/> }.into_any(),
            Ok(SessionView::Full(full)) => {
                view! { <FullSession id=id seats=full.max_participants/> }.into_any()
            }
            Ok(SessionView::Shut(shut)) => view! { <ShutPage why=shut.why/> }.into_any(),
            Ok(SessionView::Scheduled(session)) => {
                view! { <ScheduledPage session=session/> }.into_any()
            }
            Ok(SessionView::Cancelled(session)) => {
                view! { <CancelledPage session=session/> }.into_any()
            }
            Ok(SessionView::Ended(ended)) => {
                let host = ended.host_name.to_string();
                view! { <EndedPage id=id reason=ended.reason host=host known=ended/> }.into_any()
            }
            Ok(SessionView::Unknown) => {
                view! { <UnknownSession title=words::UNKNOWN_LINK/> }.into_any()
            }
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::Join(id)/> }.into_any()
            }
        }
    })
}

/// The session that one can go into, with what a link to it shows where it is posted.
#[component]
fn OpenPage(session: OpenSession) -> impl IntoView {
    let title = match session.title.as_str() {
        "" => text::UNTITLED.to_owned(),
        title => title.to_owned(),
    };
    door::set_page_title(&title);
    view! {
        <Meta property="og:title" content=title/>
        <Meta property="og:site_name" content=text::NAME/>
        <Meta property="og:description" content=text::DESCRIPTION/>
        <Meta name="robots" content="noindex"/>
        <Call session=session viewer=Viewer::current()/>
    }
}
