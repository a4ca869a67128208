//! When a session begins: by the clock of the page's reader, who may be anybody. Only the browser knows where they are;
//! until it says so, the sentence is by a clock that is named.

use leptos::prelude::*;

use crate::{
    app::{
        door,
        text::{account::zone_name, sessions, state as words},
        viewer::Viewer,
        wall_clocks::WallClocks,
    },
    domain::{clock::Timestamp, time_zone::TimeZoneName},
};

/// The sentence: by the clock of the reader's account, or in the browser's own time zone, and until that is known by
/// the one in which the session was planned, `zone`. `now` is the server's present.
#[component]
pub fn Beginning(at: Timestamp, zone: TimeZoneName, now: Timestamp) -> impl IntoView {
    let WallClocks(read) = WallClocks::current();
    let moment = |zone| sessions::moment(&read(at, zone), &read(now, zone));
    match Viewer::current().account {
        Some(account) => {
            let sentence = words::scheduled_at(&moment(&account.time_zone));
            view! { <p class="state-note">{sentence}</p> }.into_any()
        }
        None => {
            let elsewhere = words::scheduled_in(&moment(&zone), &zone_name(zone.as_str()));
            view! { <BeginsAt at=at elsewhere=elsewhere/> }.into_any()
        }
    }
}

/// The sentence by the reader's clock, in the place of `elsewhere`.
#[island(lazy)]
fn BeginsAt(at: Timestamp, elsewhere: String) -> impl IntoView {
    let sentence = RwSignal::new(elsewhere);
    Effect::new(move |_| {
        let moment = sessions::both(&door::day_name(at), &door::clock_time(at));
        sentence.set(words::scheduled_at(&moment));
    });
    view! { <p class="state-note">{sentence}</p> }
}
