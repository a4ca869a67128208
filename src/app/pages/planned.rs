//! The page of a session that is to be, or was to be.

use leptos::prelude::*;

use super::state::{BackToStart, LookAgain, StatePage, Wait};
use crate::{
    api::{CancelledSession, ScheduledSession},
    app::{
        components::{icon::Icon, session_art::Art, session_row::named},
        door,
        text::{sessions, state as words},
    },
    domain::clock::Timestamp,
    protocol::route::Route,
};

/// It is to be.
#[component]
pub fn ScheduledPage(session: ScheduledSession) -> impl IntoView {
    let id = session.id;
    view! {
        <StatePage
            art=Art::Alone
            title=named(&session.title)
            lead=words::scheduled_lead(session.host_name.as_str())
        >
            <BeginsAt at=session.starts_at/>
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

/// When it begins: the day and the time are those of the reader's clock, so they are drawn in the browser.
#[island]
fn BeginsAt(at: Timestamp) -> impl IntoView {
    let sentence = RwSignal::new(String::new());
    Effect::new(move |_| {
        sentence.set(words::scheduled_for(
            &door::day_name(at),
            &door::clock_time(at),
        ));
    });
    view! { <p class="state-note">{sentence}</p> }
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
