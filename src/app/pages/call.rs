//! The call from the preview to the end.
//!
//! All of it is one island, so that the stream of the preview becomes the call's without a second question.
//! The call's own state decides what of it is on screen.

use leptos::prelude::*;

use super::{
    ended::EndedPage,
    knocking::KnockingPage,
    lobby::Lobby,
    room::Room,
    state::{BackToStart, FullSession, RefusedPage, StatePage},
};
use crate::{
    api::OpenSession,
    app::{
        call_view::CallView,
        components::session_art::Art,
        text::{self, state as words},
        viewer::Viewer,
    },
    call::call_state::Phase,
    domain::session::EndReason,
    protocol::{error_code::ErrorCode, route::Route},
};

/// What of a call is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Lobby,
    Room,
    Knocking,
    Left,
    StoppedWaiting,
    Removed,
    Denied,
    Ended(EndReason),
    Replaced,
    Refused(ErrorCode),
}

/// The session that one can go into.
#[island]
pub fn Call(session: OpenSession, viewer: Viewer) -> impl IntoView {
    provide_context(viewer);
    let id = session.id;
    let seats = session.max_participants;
    let (seated, knocks) = (session.seat.is_some(), session.knocks);
    let host = session.host_name.to_string();
    let view = CallView::new(session);

    let screen = view.read(move |state| match state.phase {
        Phase::Preview | Phase::Entering if seated && knocks => Screen::Knocking,
        Phase::Preview if seated => Screen::Room,
        Phase::Preview => Screen::Lobby,
        // Where one knocks, the first answer says whether one waits or is inside.
        Phase::Entering if knocks => Screen::Lobby,
        Phase::Entering | Phase::Inside => Screen::Room,
        Phase::Knocking => Screen::Knocking,
        // Who was never inside cannot have left.
        Phase::Left if state.knocking.is_some() => Screen::StoppedWaiting,
        Phase::Left => Screen::Left,
        Phase::Removed => Screen::Removed,
        Phase::Denied => Screen::Denied,
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
    move || match screen.get() {
        Screen::Lobby => view! { <Lobby view=view/> }.into_any(),
        Screen::Room => view! { <Room view=view/> }.into_any(),
        Screen::Left => view! {
            <LeaveState
                title=words::LEFT
                lead=words::LEFT_LEAD
                action=words::COME_BACK
                path=here.clone()
            />
        }
        .into_any(),
        Screen::StoppedWaiting => view! {
            <LeaveState
                title=words::STOPPED_WAITING
                lead=words::STOPPED_WAITING_LEAD
                action=words::ASK_AGAIN
                path=here.clone()
            />
        }
        .into_any(),
        Screen::Replaced => view! {
            <LeaveState
                title=words::REPLACED
                lead=words::REPLACED_LEAD
                action=words::USE_HERE
                path=here.clone()
            />
        }
        .into_any(),
        Screen::Knocking => view! { <KnockingPage view=view/> }.into_any(),
        Screen::Removed => out(words::REMOVED, words::REMOVED_LEAD),
        Screen::Denied => out(words::DENIED, words::DENIED_LEAD),
        Screen::Ended(reason) => {
            view! { <EndedPage id=id reason=reason host=host.clone()/> }.into_any()
        }
        // The last seat went while the page was open.
        Screen::Refused(ErrorCode::SessionFull) => {
            view! { <FullSession id=id seats=seats/> }.into_any()
        }
        Screen::Refused(code) => view! {
            <RefusedPage title=words::REFUSED lead=text::refusal(code) again=here.clone()/>
        }
        .into_any(),
    }
}

/// Out of a session, with no way back.
fn out(title: &'static str, lead: &'static str) -> AnyView {
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
