//! Asks before a session begins, and then shows its code: the dialog of the Sessions page as a page of its own.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::{answered::Answered, session::with_own_session};
use crate::{
    api::{LiveCodeView, MySessionView, handed_live_code},
    app::{
        components::{
            banner::Refusal,
            page::Page,
            session_row::{ask_of, named},
            start_ask::StartHere,
        },
        door,
        text::{room, sessions as words},
        wall_clocks::Times,
    },
    domain::session::SessionState,
    protocol::route::Route,
};

/// The form's name in the query.
const START_FORM: &str = "start";

/// The page of `/sessions/{id}/start`; one that is over shows what there was instead.
#[component]
pub fn StartSessionPage() -> impl IntoView {
    let answered = Answered::read();
    with_own_session(|story, _, times| async move {
        let made = handed_live_code(story.session.id).await.ok().flatten();
        draw(&story, &times, made, &answered)
    })
}

fn draw(
    story: &MySessionView,
    times: &Times,
    made: Option<LiveCodeView>,
    answered: &Answered,
) -> AnyView {
    let session = &story.session;
    let id = session.id;
    if !matches!(
        session.state,
        SessionState::Scheduled { .. } | SessionState::Live { .. }
    ) {
        return view! { <Redirect path=Route::Session(id).path()/> }.into_any();
    }
    let title = named(&session.title);
    door::set_page_title(&title);
    let ask = ask_of(session, times);
    let link = story.link.clone();
    let refused = answered.elsewhere(START_FORM, &[]);
    view! {
        <Page class="main main-centred">
            <div class="ask wrap">
                <h1 class="unseen">{title}</h1>
                <div class="ask-card">
                    <Refusal why=Signal::stored(refused)/>
                    <StartHere ask=ask made=made/>
                    <div class="no-script ask-plain">
                        <label class="field">
                            <span class="field-label">{room::JOIN_LINK}</span>
                            <input class="input" type="text" readonly value=link/>
                        </label>
                    </div>
                </div>
                <a class="link" href=Route::Sessions.path()>
                    {words::BACK}
                </a>
            </div>
        </Page>
    }
    .into_any()
}
