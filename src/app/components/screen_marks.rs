//! What lies over a shared picture: lines, and pointers with names, each in its person's colour. It has the picture's own
//! box, so a place is a share of it at any size.

use leptos::prelude::*;

use super::{avatar::hue, icon::icon};
use crate::{
    app::{call_view::CallView, door},
    call::ink::{Ink, InkNews, Line, Pointer},
    domain::ids::ParticipantId,
    protocol::annotation::{Mark, Spot},
};

/// How often it is looked what has faded, in milliseconds.
const LOOK_EVERY: u32 = 500;

/// What is on all shared screens, as this page shows it. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct Board {
    ink: RwSignal<Ink>,
}

impl Board {
    /// An empty one that takes the call's news as long as the view lives.
    pub fn new(view: CallView) -> Self {
        let ink = RwSignal::new(Ink::default());
        let news = view.call.ink_news;
        Effect::new(move |_| {
            if news.with(Vec::is_empty) {
                return;
            }
            let taken = news
                .try_update_untracked(std::mem::take)
                .unwrap_or_default();
            ink.update(|ink| {
                for one in taken {
                    ink.take(one, door::now());
                }
            });
        });
        let tick = door::every(LOOK_EVERY);
        Effect::new(move |_| {
            let now = tick.get();
            ink.maybe_update(|ink| ink.tick(now));
        });
        let there = view.read(|state| {
            let me = state.room.as_ref().map(|room| room.me.id);
            let own = me.filter(|_| state.shares());
            let screens = own.into_iter().chain(state.screens_of_others());
            let people = state.people.iter().map(|person| person.user.id);
            (
                screens.collect::<Vec<_>>(),
                people.chain(me).collect::<Vec<_>>(),
            )
        });
        Effect::new(move |_| {
            there.with(|(screens, people)| ink.update(|ink| ink.keep(screens, people)));
        });
        Self { ink }
    }

    /// Shows one's own mark at once.
    pub fn show_own(self, from: ParticipantId, screen: ParticipantId, mark: Mark) {
        let news = InkNews::Marked { from, screen, mark };
        self.ink.update(|ink| ink.take(news, door::now()));
    }

    /// Whether anything is drawn on the screen of `screen`.
    pub fn is_drawn_on(self, screen: ParticipantId) -> bool {
        let on = |line: &Line| line.ink.screen == screen;
        self.ink.with(|ink| ink.lines.iter().any(on))
    }
}

/// What lies over the picture of the screen of `screen`.
#[component]
pub fn ScreenMarks(view: CallView, board: Board, screen: ParticipantId) -> impl IntoView {
    let lines = Memo::new(move |_| {
        board.ink.with(|ink| {
            let here = ink.lines.iter().filter(|line| line.ink.screen == screen);
            here.cloned().collect::<Vec<_>>()
        })
    });
    let pointers = Memo::new(move |_| {
        board.ink.with(|ink| {
            let here = ink.pointers.iter().filter(|one| one.screen == screen);
            here.copied().collect::<Vec<_>>()
        })
    });
    let pointing = Memo::new(move |_| {
        pointers.with(|pointers| pointers.iter().map(|one| one.from).collect::<Vec<_>>())
    });
    view! {
        <svg class="ink" viewBox="0 0 10000 10000" preserveAspectRatio="none" aria-hidden="true">
            {move || lines.with(|lines| lines.iter().map(drawn).collect_view())}
        </svg>
        <For
            each=move || pointing.get()
            key=|id| *id
            children=move |id| pointer(view, pointers, id)
        />
    }
    .into_any()
}

fn drawn(line: &Line) -> AnyView {
    let place = |spot: &Spot| {
        let [x, y] = spot.parts();
        format!("{x},{y} ")
    };
    let mut points: String = line.ink.points.iter().map(place).collect();
    if let [only] = &line.ink.points[..] {
        // A line from a place to itself is a dot.
        points.push_str(&place(only));
    }
    view! {
        <polyline
            class="ink-line"
            data-hue=hue(line.ink.from.as_uuid())
            data-fading=line.fading.then_some("yes")
            points=points
        ></polyline>
    }
    .into_any()
}

fn pointer(view: CallView, pointers: Memo<Vec<Pointer>>, id: ParticipantId) -> AnyView {
    let found = Memo::new(move |_| {
        pointers.with(|pointers| pointers.iter().find(|one| one.from == id).copied())
    });
    let share = move |axis: usize| {
        let part = found.get().map_or(0, |pointer| pointer.at.parts()[axis]);
        format!("{}%", f64::from(part) / 100.0)
    };
    view! {
        <div
            class="pointer"
            data-hue=hue(id.as_uuid())
            data-quiet=move || found.get().is_some_and(|pointer| pointer.quiet).then_some("yes")
            aria-hidden="true"
            style=("left", move || share(0))
            style=("top", move || share(1))
        >
            {icon("pointer", "pointer-arrow")}
            <span class="pointer-name">{view.name_of(id)}</span>
        </div>
    }
    .into_any()
}
