//! A moment as people write it where the browser is, in the middle of a sentence. Only the browser knows, so it comes
//! when the page is alive.

use leptos::prelude::*;

use crate::{
    app::{door, text},
    domain::clock::Timestamp,
};

/// The day and, where it matters, the time: "today, 15:07".
#[island(lazy)]
pub fn Moment(at: Timestamp, clock: bool) -> impl IntoView {
    let written = RwSignal::new(String::new());
    Effect::new(move |_| {
        let mut day = door::day_name(at);
        // The names of days and months stay as they are.
        if [text::TODAY, text::YESTERDAY].contains(&day.as_str()) {
            day = day.to_lowercase();
        }
        written.set(if clock {
            format!("{day}, {}", door::clock_time(at))
        } else {
            day
        });
    });
    view! { <span class="moment">{written}</span> }
}
