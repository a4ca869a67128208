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
        Phase::Left if waited => may_come_back(
            words::STOPPED_WAITING,
            words::STOPPED_WAITING_LEAD,
            words::ASK_AGAIN,
            here,
        ),
        Phase::Left => may_come_back(words::LEFT, words::LEFT_LEAD, words::COME_BACK, here),
        Phase::Replaced => {
            may_come_back(words::REPLACED, words::REPLACED_LEAD, words::USE_HERE, here)
        }
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
fn may_come_back(
    title: &'static str,
    lead: &'static str,
    action: &'static str,
    path: String,
) -> AnyView {
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
