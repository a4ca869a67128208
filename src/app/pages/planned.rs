//! The page of a session that is to be, or was to be.

use leptos::prelude::*;

use super::state::{BackToStart, LookAgain, StatePage, Wait};
use crate::{
    api::{CancelledSession, ScheduledSession},
    app::{
        components::{begins_at::Beginning, icon::Icon, session_art::Art, session_row::named},
        text::{sessions, state as words},
    },
    protocol::route::Route,
};

/// It is to be.
#[component]
pub fn ScheduledPage(session: ScheduledSession) -> impl IntoView {
    let id = session.id;
    let others: Vec<&str> = session.others.iter().map(|name| name.as_str()).collect();
    view! {
        <StatePage
            art=Art::Alone
            title=named(&session.title)
            lead=words::scheduled_lead(session.host_name.as_str(), &others)
        >
            <Beginning at=session.starts_at zone=session.time_zone now=session.server_time/>
            <div class="state-extra">
                <LookAgain id=id wait=Wait::Beginning/>
            </div>
            <div class="actions">
                {session
                    .may_start
                    .then(|| {
                        view! {
                            <a class="button button-primary" href=Route::StartSession(id).path()>
                                {sessions::START}
                            </a>
                        }
                    })}
                <a class="button button-secondary" href=Route::CalendarFile(id).path() download>
                    <Icon name="calendar"/>
                    {sessions::ADD_TO_CALENDAR}
                </a>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}

/// It was called off.
#[component]
pub fn CancelledPage(session: CancelledSession) -> impl IntoView {
    let lead = words::cancelled_lead(session.host_name.as_str(), session.reason.as_str());
    view! {
        <StatePage art=Art::Apart title=words::CANCELLED lead=lead>
            <div class="actions">
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}
