//! Where the people are, with what has to be said over them: the connection, sound that waits for a tap.

use leptos::prelude::*;

use super::{
    banner::{Banner, Tone},
    check_link::check_link,
    each_person::each_person,
    icon::Icon,
    tile::{OwnTile, PersonTile},
};
use crate::{
    app::{
        call_view::CallView,
        door,
        text::{self, room as words},
    },
    call::call_state::Connection,
};

/// The stage.
#[component]
pub fn Stage(view: CallView) -> impl IntoView {
    let ids = view.read(|state| {
        state
            .people
            .iter()
            .map(|person| person.user.id)
            .collect::<Vec<_>>()
    });
    let count = Memo::new(move |_| ids.with(Vec::len) + 1);
    let entered = view.read(|state| state.room.is_some());
    let sound_blocked = view.read(|state| state.sound_blocked);
    let screen = view.read(
        |state| match (state.screens_of_others().is_empty(), state.shares()) {
            (false, _) => Some("theirs"),
            (true, true) => Some("own"),
            (true, false) => None,
        },
    );
    let shares = Memo::new(move |_| screen.get().is_some());
    let beside = move || screen.get() == Some("theirs");
    let movable = Signal::derive(move || count.get() == 2 && !beside());
    // Beside a screen they stand in a row, however many they are.
    let places = move || {
        if beside() {
            "any".to_owned()
        } else {
            count.get().to_string()
        }
    };
    view! {
        <main class="stage" tabindex="-1" aria-label=words::STAGE node_ref=view.stage data-screen=move || screen.get()>
            {move || shares.get().then(|| view.later(move |parts| (parts.screens)(view)).into_any())}
            <div class="stage-people">
            <ul class="tiles" data-count=places>
                {each_person(ids, move |id| view! { <PersonTile view=view id=id/> }.into_any())}
                <OwnTile view=view movable=movable/>
            </ul>
            {move || {
                let note = match (entered.get(), count.get()) {
                    (false, _) => words::ENTERING,
                    (true, 1) => words::FIRST,
                    _ => return None,
                };
                Some(
                    view! {
                        <p class="stage-note">
                            <Icon name="info"/>
                            <span>{note}</span>
                        </p>
                    }
                        .into_any(),
                )
            }}
            </div>
            <div class="stage-over">
                <ConnectionBanner view=view/>
                {view.later(move |parts| (parts.prompts)(view))}
            </div>
            {move || {
                sound_blocked
                    .get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button button-primary button-56 stage-hear"
                                on:click=move |_| view.call.allow_sound()
                            >
                                <Icon name="speaker"/>
                                {words::TAP_TO_HEAR}
                            </button>
                        }
                            .into_any()
                    })
            }}
        </main>
    }
    .into_any()
}

/// The truth about the connection, while it is not simply there.
#[component]
fn ConnectionBanner(view: CallView) -> impl IntoView {
    let connection = view.read(|state| state.connection);
    move || match connection.get() {
        Connection::Idle | Connection::Connecting | Connection::Connected => ().into_any(),
        Connection::Reconnecting { since, next_try_at } => {
            let tick = door::every(1_000);
            let text = Signal::derive(move || {
                let wait = next_try_at.since(tick.get());
                words::reconnecting(&door::clock_time(since), wait.as_secs())
            });
            view! { <Banner tone=Tone::Lost text=text class="stage-banner"/> }.into_any()
        }
        Connection::Offline { since } => {
            let text = words::offline(&door::clock_time(since));
            view! { <Banner tone=Tone::Lost text=text class="stage-banner"/> }.into_any()
        }
        Connection::GaveUp => view! {
            <Banner tone=Tone::Lost text=words::GAVE_UP class="stage-banner">
                {check_link("button button-44 button-quiet")}
                <button
                    type="button"
                    class="button button-44 button-tonal"
                    on:click=move |_| view.call.reconnect()
                >
                    {text::TRY_AGAIN}
                </button>
            </Banner>
        }
        .into_any(),
    }
}
