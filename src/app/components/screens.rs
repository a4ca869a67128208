//! Shared screens on the stage: one of the others' large, and one's own as a small copy, never large: whoever shares
//! all of their screen would see it in itself without end.

use leptos::{ev, prelude::*};

use super::{
    icon::icon,
    pointing::clear_all,
    screen_marks::{Board, ScreenMarks},
    screen_view::{ScreenPicture, ScreenView},
};
use crate::{
    app::{call_view::CallView, text::screen as words},
    call::call_state::{CallState, OwnScreen, ScreenHint},
    domain::ids::ParticipantId,
};

/// All of it.
#[component]
pub fn Screens(view: CallView) -> impl IntoView {
    let others = view.read(|state| state.screens_of_others());
    let chosen = RwSignal::new(None::<ParticipantId>);
    let large = Memo::new(move |_| {
        others.with(|others| {
            let chosen = chosen.get().filter(|id| others.contains(id));
            chosen.or_else(|| others.first().copied())
        })
    });
    let own = view.read(CallState::shares);
    let board = Board::new(view);
    // Who leaves the browser's full screen by its own means wants the room back.
    let listener = window_event_listener(ev::fullscreenchange, move |_| {
        if document().fullscreen_element().is_none() {
            view.filled.set(false);
        }
    });
    on_cleanup(move || listener.remove());
    Effect::new(move |before: Option<bool>| {
        let filled = view.filled.get();
        // Told only when it is news: this effect hears of it, too.
        if large.with(Option::is_none) && filled {
            view.filled.set(false);
        }
        // What the browser refuses is no loss: the window is filled all the same.
        match (before.unwrap_or(false), filled) {
            (false, true) => {
                let root = document().document_element();
                let _ = root.map(|root| root.request_fullscreen());
            }
            (true, false) if document().fullscreen_element().is_some() => {
                document().exit_fullscreen();
            }
            _ => {}
        }
        filled
    });
    view! {
        {move || {
            large
                .get()
                .map(|id| view! { <ScreenView view=view board=board id=id others=others chosen=chosen/> }.into_any())
        }}
        {move || own.get().then(|| view! { <OwnScreenCard view=view board=board/> }.into_any())}
    }
    .into_any()
}

/// One's own screen as the others get it, small, and the way out.
#[component]
fn OwnScreenCard(view: CallView, board: Board) -> impl IntoView {
    let video = NodeRef::new();
    let size = ScreenPicture::new(video);
    let me = view.me();
    view.call.show_screen(None, video);
    let hint = view.read(|state| match state.own_screen {
        OwnScreen::On(hint) => hint,
        _ => ScreenHint::default(),
    });
    let choice = move |word: &'static str, this: ScreenHint| {
        view! {
            <button
                type="button"
                class="own-screen-choice"
                aria-pressed=move || (hint.get() == this).to_string()
                on:click=move |_| view.call.hint_screen(this)
            >
                {word}
            </button>
        }
        .into_any()
    };
    view! {
        <section class="own-screen" aria-label=words::OWN_SCREEN>
            <div class="own-screen-copy" style=("--ratio", move || size.ratio())>
                <div class="screen-picture">
                    {size.draw()}
                    {move || {
                        me.get().map(|me| view! { <ScreenMarks view=view board=board screen=me/> }.into_any())
                    }}
                </div>
            </div>
            <p class="own-screen-words">{icon("screen", "icon-16")} <span>{words::YOU_SHARE}</span></p>
            <div class="own-screen-choices" role="group" aria-label=words::SHOWS title=words::SHOWS_HINT>
                {choice(words::SHOWS_TEXT, ScreenHint::Detail)}
                {choice(words::SHOWS_MOTION, ScreenHint::Motion)}
            </div>
            {move || me.get().map(|me| clear_all(view, board, me))}
            <button
                type="button"
                class="button button-44 button-tonal"
                on:click=move |_| view.call.toggle_screen()
            >
                {words::STOP}
            </button>
        </section>
    }
    .into_any()
}
