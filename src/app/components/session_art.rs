//! The picture of a state: two halves together, apart, one of them missing, or a full row with one outside.

use leptos::prelude::*;

/// What it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Art {
    /// In session, elsewhere.
    Together,
    /// Over.
    Apart,
    /// Nobody is there.
    Alone,
    /// Every seat is taken.
    Full,
}

/// One half: whether it is the left one, what is drawn, and where it begins.
type Half = (bool, &'static str, &'static str);

/// The picture; says nothing to readers, for the title below does.
#[component]
pub fn SessionArt(art: Art) -> impl IntoView {
    let (view_box, halves): (&str, &[Half]) = match art {
        Art::Together => (
            "0 0 27 21",
            &[(true, "art-left", "0"), (false, "art-right", "14")],
        ),
        Art::Apart => (
            "0 0 32 21",
            &[(true, "art-left", "0"), (false, "art-right", "19")],
        ),
        Art::Alone => (
            "0 0 27.5 21",
            &[(true, "art-left", "0"), (false, "art-nobody", "14.2")],
        ),
        Art::Full => (
            "0 0 74 21",
            &[
                (true, "art-left", "0"),
                (false, "art-right", "13.6"),
                (true, "art-left", "27.2"),
                (false, "art-right", "40.8"),
                (false, "art-nobody", "60"),
            ],
        ),
    };
    let halves = halves.iter().map(|&(left, class, x)| {
        let half = if left { "left" } else { "right" };
        view! {
            <use class=class href=format!("/icons.svg#half-{half}") x=x y="0" width="13" height="21"></use>
        }
        .into_any()
    });
    let class = if art == Art::Full {
        "session-art session-art-full"
    } else {
        "session-art"
    };
    view! {
        <div class=class aria-hidden="true">
            <svg viewBox=view_box focusable="false">
                {halves.collect_view()}
            </svg>
        </div>
    }
    .into_any()
}
