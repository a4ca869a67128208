//! Asks before an appointment is called off: why, and of those that repeat, which.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    answered::{Answered, typed},
    session::{SettledPage, with_own_session},
};
use crate::{
    api::{CancelSession, MySessionView},
    app::{
        components::{
            agenda::{QUESTION_PART, QUESTION_TITLE},
            appointment_form::ReachChoice,
            banner::Refusal,
            field::TextField,
            page::Page,
            session_row::named,
        },
        door,
        text::{
            appointment,
            sessions::{self as words, first_name},
        },
        wall_clocks::Times,
    },
    domain::{limits, session::SessionState},
    protocol::route::Route,
};

/// The form's name in the query.
const CANCEL_FORM: &str = "cancel";

/// The page of `/sessions/{id}/cancel`.
#[component]
pub fn CancelSessionPage() -> impl IntoView {
    let answered = Answered::read();
    let reason = typed("reason");
    with_own_session(move |story, _, times| async move { draw(story, &times, &answered, reason) })
}

fn draw(story: MySessionView, times: &Times, answered: &Answered, reason: String) -> AnyView {
    let session = story.session;
    let id = session.id;
    let SessionState::Scheduled { starts_at } = session.state else {
        return view! { <SettledPage id=id/> }.into_any();
    };
    door::set_page_title(words::CANCEL);
    let moment = words::moment_within(&times.wall(starts_at), &times.today());
    let names: Vec<&str> = session
        .others
        .iter()
        .map(|person| first_name(person.name.as_str()))
        .collect();
    let lead = appointment::cancel_lead(&moment, &names);
    let question = appointment::cancel_question(&named(&session.title));
    let refused = answered.elsewhere(CANCEL_FORM, &[]);
    let weekly = session.plan.as_ref().is_some_and(|plan| plan.weekly);
    view! {
        <Page class="main main-centred">
            <div class="ask wrap">
                <div class="ask-card" id=QUESTION_PART>
                <form method="post" action=CancelSession::url()>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <div class="dialog-body">
                        <h1 class="title-3" id=QUESTION_TITLE>
                            {question}
                        </h1>
                        <p>{lead}</p>
                        <Refusal why=Signal::stored(refused)/>
                    </div>
                    <div class="ask-fields">
                        {weekly.then(|| view! { <ReachChoice legend=appointment::CANCEL_REACH/> })}
                        <TextField
                            id="reason"
                            name="reason"
                            label=appointment::REASON
                            max_length=limits::CANCEL_REASON_CHARS
                            optional=true
                            value=reason
                            hint=Some(appointment::REASON_HINT.to_owned())
                        />
                    </div>
                    <div class="dialog-actions">
                        <a class="button button-secondary" href=Route::Sessions.path() data-keep="">
                            {appointment::KEEP}
                        </a>
                        <button type="submit" class="button button-danger">
                            {words::CANCEL}
                        </button>
                    </div>
                </form>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
