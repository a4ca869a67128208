//! What of a call is not needed for its first picture: the rail, menus and dialogs, what is said over the stage, and
//! the pages after the call.
//!
//! The browser's program comes in parts (ARCHITECTURE, "What is fetched when"). A view that stands in this table, and
//! what only such views use, is fetched when the call is under way or when it is asked for.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::out_of_call::out_of_call;
use crate::{
    app::{
        call_view::{CallView, Later},
        components::{
            announcer::Announcer,
            control_bar::more_items,
            device_trouble::{DeviceTrouble, Missing},
            end_dialog::EndDialog,
            person_dialog::PersonDialog,
            prompts::Prompts,
            quality_mark::{OwnConnection, quality_mark},
            rail::Rail,
            reactions::ReactionRow,
            screens::Screens,
            settings_dialog::SettingsDialog,
            shortcuts::ShortcutsDialog,
            statistics::StatisticsDialog,
            toast::Toast,
            trouble_report::report_trouble,
        },
    },
    call::{call_state::LinkState, own_devices::DeviceKind},
    domain::policy::CallKind,
};

/// The first pictures are not made to share the way and the processor for as long as this.
const FIRST_PICTURE: Duration = Duration::from_secs(2);
/// From a connection to its first picture.
const SOON: Duration = Duration::from_millis(200);

/// Everything that is named here is in the part `later`, unless the program's first part names it too.
#[wasm_split(later, fallible)]
fn parts() -> Result<Later, SplitLoaderError> {
    Ok(Later {
        rail: |view| view! { <Rail view=view/> }.into_any(),
        settings: |view| view! { <SettingsDialog view=view/> }.into_any(),
        report: report_trouble,
        trouble: |view, problem| {
            let missing = match view.kind() {
                CallKind::Video => Missing::Both,
                CallKind::Audio => Missing::One(DeviceKind::Microphone),
            };
            view! { <DeviceTrouble view=view missing=missing problem=problem/> }.into_any()
        },
        prompts: |view| {
            view! {
                <OwnConnection view=view/>
                <Prompts view=view/>
            }
            .into_any()
        },
        over_all: |view| {
            view! {
                <Toast view=view/>
                <Announcer view=view/>
                <ShortcutsDialog view=view/>
                <SettingsDialog view=view/>
                <StatisticsDialog view=view/>
                <EndDialog view=view/>
                <PersonDialog view=view/>
            }
            .into_any()
        },
        screens: |view| view! { <Screens view=view/> }.into_any(),
        reactions: |view, menu| view! { <ReactionRow view=view menu=menu/> }.into_any(),
        quality_mark,
        more_items,
        out: out_of_call,
    })
}

/// Fetches the parts, once; what could not be fetched is fetched when it is asked for again.
pub fn fetch(view: CallView) {
    if view.later.with_untracked(Option::is_none) {
        spawn_local(async move {
            if let Ok(parts) = parts().await {
                view.later.try_set(Some(parts));
            }
        });
    }
}

/// Fetches the parts when a call is under way: at once where nobody else is there, else when somebody is seen.
pub fn fetch_in_time(view: CallView) {
    let wait = view.read(|state| {
        state.room.as_ref()?;
        let seen = state
            .people
            .iter()
            .any(|person| person.link == LinkState::Connected);
        Some(match (state.people.is_empty(), seen) {
            (true, _) => Duration::ZERO,
            (false, true) => SOON,
            (false, false) => FIRST_PICTURE,
        })
    });
    Effect::new(move |_| {
        if let Some(wait) = wait.get() {
            set_timeout(move || fetch(view), wait);
        }
    });
    Effect::new(move |_| {
        if view.panel.with(Option::is_some) {
            fetch(view);
        }
    });
}
