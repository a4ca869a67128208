//! Not in the call any more: why, and where to go.

use leptos::prelude::*;

use super::{
    ended::EndedPage,
    state::{BackToStart, FullSession, RefusedPage, StatePage},
};
use crate::{
    app::{
        call_view::CallView,
        components::session_art::Art,
        text::{self, state as words},
    },
    call::call_state::Phase,
    protocol::{error_code::ErrorCode, route::Route},
};

/// The page for a call that is in `phase`.
pub fn out_of_call(view: CallView, phase: Phase) -> AnyView {
    let (id, seats, host) = view.session.with_value(|session| {
        (
            session.id,
            session.max_participants,
            session.host_name.to_string(),
        )
    });
    let here = Route::Join(id).path();
    let waited = view.read(|state| state.knocking.is_some()).get_untracked();
    match phase {
        // Who was never inside cannot have left.
        Phase::Left if waited => view! {
            <LeaveState
                title=words::STOPPED_WAITING
                lead=words::STOPPED_WAITING_LEAD
                action=words::ASK_AGAIN
                path=here
            />
        }
        .into_any(),
        Phase::Left => view! {
            <LeaveState
                title=words::LEFT
                lead=words::LEFT_LEAD
                action=words::COME_BACK
                path=here
            />
        }
        .into_any(),
        Phase::Replaced => view! {
            <LeaveState
                title=words::REPLACED
                lead=words::REPLACED_LEAD
                action=words::USE_HERE
                path=here
            />
        }
        .into_any(),
        Phase::Removed => no_way_back(words::REMOVED, words::REMOVED_LEAD),
        Phase::Denied => no_way_back(words::DENIED, words::DENIED_LEAD),
        Phase::Ended(reason) => view! { <EndedPage id=id reason=reason host=host/> }.into_any(),
        // The last seat went while the page was open.
        Phase::Refused(ErrorCode::SessionFull) => {
            view! { <FullSession id=id seats=seats/> }.into_any()
        }
        Phase::Refused(code) => view! {
            <RefusedPage title=words::REFUSED lead=text::refusal(code) again=here/>
        }
        .into_any(),
        // Nobody is out who is in one of these.
        Phase::Preview | Phase::Entering | Phase::Inside | Phase::Knocking => ().into_any(),
    }
}

/// Out of a session, with no way back.
fn no_way_back(title: &'static str, lead: &'static str) -> AnyView {
    view! {
        <StatePage art=Art::Apart title=title lead=lead>
            <div class="actions">
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}

/// Out of a session that goes on; `action` loads its page anew, so that nothing of the old call stays.
#[component]
fn LeaveState(
    title: &'static str,
    lead: &'static str,
    action: &'static str,
    path: String,
) -> impl IntoView {
    view! {
        <StatePage art=Art::Apart title=title lead=lead>
            <div class="actions">
                <a class="button button-primary" href=path>
                    {action}
                </a>
                <BackToStart/>
            </div>
        </StatePage>
    }
    .into_any()
}
