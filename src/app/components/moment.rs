//! A moment as people write it where the browser is. Only the browser knows, so it comes when the page is alive.

use leptos::prelude::*;

use crate::{app::door, domain::clock::Timestamp};

/// The day and, where it matters, the time: "Today, 15:07".
#[island]
pub fn Moment(at: Timestamp, clock: bool) -> impl IntoView {
    let written = RwSignal::new(String::new());
    Effect::new(move |_| {
        let day = door::day_name(at);
        written.set(if clock {
            format!("{day}, {}", door::clock_time(at))
        } else {
            day
        });
    });
    view! { <span class="moment">{written}</span> }
}
