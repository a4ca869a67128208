//! The call from the preview to the end.
//!
//! All of it is one island, so that the stream of the preview becomes the call's without a second question.
//! The call's own state decides what of it is on screen.

use leptos::prelude::*;

use super::{knocking::KnockingPage, later, lobby::Lobby, room::Room};
use crate::{
    api::OpenSession,
    app::{call_view::CallView, viewer::Viewer},
    call::{
        call_state::{Connection, Phase},
        guest_trouble::trouble_of,
    },
};

/// What of a call is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Screen {
    Lobby,
    Room,
    Knocking,
    Out(Phase),
}

/// The session that one can go into.
#[island]
pub fn Call(session: OpenSession, viewer: Viewer) -> impl IntoView {
    provide_context(viewer);
    let (seated, knocks) = (session.seat.is_some(), session.knocks);
    let view = CallView::new(session);

    let screen = view.read(move |state| match state.phase {
        Phase::Preview | Phase::Entering if seated && knocks => Screen::Knocking,
        Phase::Preview | Phase::Entering if seated => Screen::Room,
        Phase::Preview => Screen::Lobby,
        // Where one knocks, the first answer says whether one waits or is inside.
        Phase::Entering if knocks => Screen::Lobby,
        Phase::Entering if is_on_the_way(state.connection) => Screen::Lobby,
        Phase::Entering | Phase::Inside => Screen::Room,
        Phase::Knocking => Screen::Knocking,
        out => Screen::Out(out),
    });
    Effect::new(move |_| {
        if seated {
            view.call.enter();
        } else {
            view.call.start_preview();
        }
    });
    // What is said of trouble, to oneself and to hosts, comes with the rest.
    let trouble = view.read(|state| trouble_of(state).is_some());
    Effect::new(move |_| {
        if trouble.get() {
            later::fetch(view);
        }
    });
    let reports = view.later(move |parts| {
        (parts.report)(view);
        ().into_any()
    });
    Effect::new(move |_| {
        if matches!(screen.get(), Screen::Out(_)) || view.settings.get() {
            later::fetch(view);
        }
    });
    let shown = move || match screen.get() {
        Screen::Lobby => view! { <Lobby view=view/> }.into_any(),
        Screen::Room => view! { <Room view=view/> }.into_any(),
        Screen::Knocking => view! { <KnockingPage view=view/> }.into_any(),
        Screen::Out(out) => view.later(move |parts| (parts.out)(view, out)).into_any(),
    };
    view! {
        {shown}
        {reports}
    }
}

/// Whether the answer is to come at any moment: a room that would be drawn now would make it wait, and be empty.
const fn is_on_the_way(connection: Connection) -> bool {
    matches!(
        connection,
        Connection::Idle | Connection::Connecting | Connection::Connected
    )
}
