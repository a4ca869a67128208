//! Changes an appointment: the form that made it, filled.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    answered::{Answered, typed},
    session::{SettledPage, with_own_session},
    state::NoAnswer,
};
use crate::{
    api::{AccountView, ChangeSession, MySessionView, PersonToAsk, my_people, my_presets},
    app::{
        components::{
            appointment_form::{AppointmentFields, ReachChoice, templates},
            page::Page,
        },
        door,
        text::{self, appointment as words, rules},
        wall_clocks::Times,
    },
    domain::{schedule::AppointmentForm, session::SessionState, time_zone::TimeZoneName},
    protocol::{appointment_query, route::Route},
};

/// The page of `/sessions/{id}/edit`.
#[component]
pub fn EditSessionPage() -> impl IntoView {
    let answered = Answered::read();
    let refused = appointment_query::read(typed);
    with_own_session(move |story, account, times| async move {
        let asked = match my_people().await {
            Ok(people) => my_presets().await.map(|saved| (people, saved)),
            Err(error) => Err(error),
        };
        match asked {
            Ok((people, saved)) => {
                let mut all = vec![(String::new(), rules::AS_THEY_ARE.to_owned())];
                all.extend(templates(saved));
                draw(story, &account, &times, (people, all), refused, answered)
            }
            // Without the others to choose from, saving would leave them out.
            Err(error) => {
                let again = Route::EditSession(story.session.id);
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=again/> }.into_any()
            }
        }
    })
}

fn draw(
    story: MySessionView,
    account: &AccountView,
    times: &Times,
    (people, templates): (Vec<PersonToAsk>, Vec<(String, String)>),
    refused: Option<AppointmentForm>,
    answered: Answered,
) -> AnyView {
    let session = story.session;
    let id = session.id;
    let (SessionState::Scheduled { starts_at }, Some(plan)) = (session.state, session.plan) else {
        return view! { <SettledPage id=id/> }.into_any();
    };
    door::set_page_title(words::EDIT_TITLE);
    let role = account.role;
    // It stays by the clock by which it was planned.
    let zone: TimeZoneName = plan.time_zone;
    let filled = refused.unwrap_or_else(|| AppointmentForm {
        title: session.title.as_str().to_owned(),
        kind: session.kind,
        meeting: session.meeting,
        guests: session.guests,
        with: session
            .others
            .iter()
            .filter_map(|person| person.account)
            .collect(),
        starts: times.wall_in(starts_at, &zone).to_string(),
        time_zone: String::new(),
        minutes: plan.minutes,
        weekly: plan.weekly,
        rules: String::new(),
        newcomer: String::new(),
        newcomer_email: String::new(),
    });
    view! {
        <Page>
            <div class="new-session wrap">
                <h1 class="title-1">{words::EDIT_TITLE}</h1>
                <div class="new-session-columns">
                    <form class="new-session-form" method="post" action=ChangeSession::url()>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <AppointmentFields
                            filled=filled
                            people=people
                            role=role
                            zone=zone
                            answered=answered
                            newcomer=false
                            templates=templates
                        />
                        {plan.weekly.then(|| view! { <ReachChoice legend=words::REACH/> })}
                        <div class="new-session-end">
                            <button type="submit" class="button button-primary button-56">
                                {words::SAVE}
                            </button>
                            <a class="button button-quiet button-56" href=Route::Sessions.path()>
                                {words::KEEP}
                            </a>
                        </div>
                    </form>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
