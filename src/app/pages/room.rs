//! The call: top bar, stage, control bar, rail; and what belongs to none of them.

use leptos::prelude::*;

use super::later;
use crate::app::{
    call_view::{CallView, Panel},
    components::{control_bar::ControlBar, room_top::RoomTop, shortcuts, stage::Stage},
};
use crate::domain::role::Role;

/// From this width on the rail stands beside the stage (the same figure as in the stylesheet).
const WIDE: f64 = 1024.0;

/// The page.
#[component]
pub fn Room(view: CallView) -> impl IntoView {
    // A host who comes into an empty room wants to send the link.
    let inside = view.read(|state| {
        state
            .room
            .as_ref()
            .map(|room| room.me.role == Role::Host && state.people.is_empty())
    });
    Effect::new(move |done: Option<bool>| {
        if done == Some(true) {
            return true;
        }
        let Some(alone) = inside.get() else {
            return false;
        };
        if alone && window().inner_width().ok().and_then(|width| width.as_f64()) >= Some(WIDE) {
            view.panel.set(Some(Panel::Session));
        }
        true
    });
    // What was there on entering is not news.
    let first = view.read(|state| state.room.is_some());
    Effect::new(move |_| {
        if first.get() {
            let last = view.call.state.with_untracked(|state| {
                state.chat.messages.last().map_or(0, |message| message.seq)
            });
            view.seen.update(|seen| *seen = (*seen).max(last));
        }
    });
    shortcuts::listen(view);
    later::fetch_in_time(view);
    // The picture of a camera on the back of a telephone is no mirror.
    let looks_away = view.read(|state| state.devices.looks_away);
    let panel = move || view.panel.get().map(Panel::word);
    view! {
        <div class="room" data-looks-away=move || looks_away.get().then_some("true")>
            <div class="room-grid" data-panel=panel>
                <RoomTop view=view/>
                <Stage view=view/>
                <ControlBar view=view/>
                {move || view.panel.get().is_some().then(|| view.later(move |parts| (parts.rail)(view)).into_any())}
            </div>
            {view.later(move |parts| (parts.over_all)(view))}
        </div>
    }
    .into_any()
}
