//! How well it goes with somebody: three bars in the label of their tile, and the reason in words where it is in the
//! way.

use leptos::prelude::*;

use super::banner::{Banner, Tone};
use crate::{
    app::{call_view::CallView, text::connection as words},
    call::{
        call_state::Device,
        quality::{Level, Mark, Why},
    },
    domain::ids::ParticipantId,
};

/// Somebody's mark, or one's own for none; nothing before anything was measured.
pub fn quality_mark(view: CallView, id: Option<ParticipantId>) -> AnyView {
    let mark = view.read(move |state| match id {
        Some(id) => {
            let person = state.person(id)?;
            person.way.report.as_ref().map(|_| person.way.mark)
        }
        None => {
            let measured = state.people.iter().any(|one| one.way.report.is_some());
            measured.then_some(state.own_mark)
        }
    });
    let name = view.read(move |state| {
        let person = id.and_then(|id| state.person(id));
        person.map_or_else(String::new, |person| person.user.name.to_string())
    });
    let why = move |mark: Mark| match id {
        Some(_) => name.with(|name| words::of_person(mark, name)),
        None => words::of_oneself(mark),
    };
    (move || {
        mark.get().map(|mark| {
            let level = words::level(mark.level);
            let why = why(mark).unwrap_or_else(|| level.to_owned());
            let note = (mark.level == Level::Weak)
                .then(|| words::shortly(mark))
                .flatten()
                .map(|note| view! { <span class="quality-note">{note}</span> }.into_any());
            let title = why.clone();
            view! {
                <span class="quality" data-level=bars(mark.level) title=title>
                    <i></i>
                    <i></i>
                    <i></i>
                    <span class="unseen">{why}</span>
                </span>
                {note}
            }
            .into_any()
        })
    })
    .into_any()
}

const fn bars(level: Level) -> &'static str {
    match level {
        Level::Good => "3",
        Level::Fair => "2",
        Level::Weak => "1",
    }
}

/// Over the stage: that one's own connection is weak, and what is done about it.
#[component]
pub fn OwnConnection(view: CallView) -> impl IntoView {
    let weak = view.read(|state| {
        let mark = state.own_mark;
        // A picture that nobody sends cannot be paused.
        let sends = state.local.camera == Device::On;
        let about_picture = matches!(mark.why, Some(Why::OwnPicturePaused | Why::OwnStills));
        (mark.level == Level::Weak && (sends || !about_picture)).then_some(mark)
    });
    move || {
        let text = words::of_oneself(weak.get()?)?;
        Some(view! { <Banner tone=Tone::Weak text=text class="stage-banner"/> }.into_any())
    }
}
