//! Makes an appointment.

use leptos::{prelude::*, server_fn::ServerFn};
use leptos_router::components::Redirect;

use super::{
    answered::{Answered, typed},
    new_session::WhatNext,
    state::NoAnswer,
};
use crate::{
    api::{
        AccountView, PersonToAsk, PresetView, ScheduleSession, SignUpView, my_people, my_presets,
        view_sign_up,
    },
    app::{
        components::{
            appointment_form::{AppointmentFields, templates},
            page::Page,
        },
        door,
        text::{self, appointment as words},
        viewer::Viewer,
    },
    domain::{
        account::AccountRole,
        policy::CallKind,
        preset::Preset,
        schedule::{AppointmentForm, Meeting},
    },
    protocol::{appointment_query, route::Route},
};

/// How long an appointment is when nobody says anything, in minutes.
const USUAL: u32 = 60;

/// The page of `/sessions/new`; a guest signs in first.
#[component]
pub fn PlanSessionPage() -> impl IntoView {
    let viewer = Viewer::current();
    let answered = Answered::read();
    let refused = appointment_query::read(typed);
    Suspend::new(async move {
        let Some(account) = viewer.account.clone() else {
            return view! { <Redirect path=viewer.sign_in_path()/> }.into_any();
        };
        let asked = match my_people().await {
            Ok(people) => my_presets().await.map(|saved| (people, saved)),
            Err(error) => Err(error),
        };
        match asked {
            Ok((people, saved)) => {
                // Where nobody can sign up, nobody can be invited.
                let closed = matches!(
                    view_sign_up(String::new()).await,
                    Err(_) | Ok(SignUpView::Closed)
                );
                let newcomer = account.role.may_invite_partners() && !closed;
                draw(&account, people, saved, refused, answered, newcomer)
            }
            Err(error) => {
                let lead = text::refusal(error.code);
                view! { <NoAnswer why=error.code lead=lead again=Route::PlanSession/> }.into_any()
            }
        }
    })
}

fn draw(
    account: &AccountView,
    people: Vec<PersonToAsk>,
    saved: Vec<PresetView>,
    refused: Option<AppointmentForm>,
    answered: Answered,
    newcomer: bool,
) -> AnyView {
    door::set_page_title(words::NEW_TITLE);
    let (role, zone) = (account.role, account.time_zone.clone());
    let filled = refused.unwrap_or_else(|| AppointmentForm {
        title: String::new(),
        kind: CallKind::Video,
        meeting: if account.role == AccountRole::Learner {
            Meeting::Open
        } else {
            Meeting::Mentoring
        },
        guests: false,
        with: Vec::new(),
        starts: String::new(),
        time_zone: String::new(),
        minutes: USUAL,
        weekly: false,
        rules: Preset::default().word().to_owned(),
        newcomer: String::new(),
        newcomer_email: String::new(),
    });
    view! {
        <Page>
            <div class="new-session wrap">
                <div class="sessions-head">
                    <h1 class="title-1">{words::NEW_TITLE}</h1>
                    <a class="button button-quiet" href=Route::NewSession.path()>
                        {words::BEGIN_NOW}
                    </a>
                </div>
                <div class="new-session-columns">
                    <form class="new-session-form" method="post" action=ScheduleSession::url()>
                        <AppointmentFields
                            filled=filled
                            people=people
                            role=role
                            zone=zone
                            answered=answered
                            newcomer=newcomer
                            templates=templates(saved)
                        />
                        <div class="new-session-end">
                            <button type="submit" class="button button-primary button-56">
                                {words::PLAN}
                            </button>
                            <a class="button button-quiet button-56" href=Route::Sessions.path()>
                                {text::CANCEL}
                            </a>
                        </div>
                    </form>
                    <WhatNext steps=words::STEPS/>
                </div>
            </div>
        </Page>
    }
    .into_any()
}
