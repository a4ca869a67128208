//! The button in the bar that shares one's own screen, and what stands in the menu in its place.

use leptos::prelude::*;

use super::{icon::icon, menu::menu_item};
use crate::{
    app::{call_view::CallView, door, text::screen as words},
    call::call_state::OwnScreen,
    domain::role::Grant,
};

/// Whether the own screen is shared, or the browser asks which.
fn sharing(view: CallView) -> Memo<(bool, bool)> {
    view.read(|state| {
        let on = matches!(state.own_screen, OwnScreen::On(_));
        (on, state.own_screen == OwnScreen::Asking)
    })
}

/// The button. A browser that cannot share has none: the menu says why.
#[component]
pub fn ShareControl(view: CallView) -> impl IntoView {
    let grants = view.grants();
    let barred = view.read(|state| {
        let me = state.room.as_ref().map(|room| &room.me);
        me.is_some_and(|me| state.is_barred(me, Grant::ShareScreen))
    });
    // Known when the page is alive. Most can, so the button does not come late for them.
    let can = RwSignal::new(true);
    Effect::new(move |_| can.set(door::can_share_screen()));
    let shown = Memo::new(move |_| can.get() && (grants.get().share_screen || barred.get()));
    let sharing = sharing(view);
    let class = move || match sharing.get() {
        _ if barred.get() => "control control-wide control-barred",
        (true, _) => "control control-wide control-sharing",
        _ => "control control-wide",
    };
    let name = move || {
        if barred.get() {
            words::BARRED
        } else {
            words::share(sharing.get().0)
        }
    };
    move || {
        shown.get().then(|| {
            view! {
                <button
                    type="button"
                    class=class
                    aria-pressed=move || sharing.get().0.to_string()
                    aria-busy=move || sharing.get().1.to_string()
                    aria-disabled=move || barred.get().then_some("true")
                    aria-label=name
                    title=name
                    on:click=move |_| {
                        if barred.get_untracked() {
                            view.toast.set(Some(words::BARRED.to_owned()));
                        } else {
                            view.call.toggle_screen();
                        }
                    }
                >
                    {icon("screen", "icon-24")}
                    <span class="control-word">
                        {move || if sharing.get().0 { words::STOP } else { words::SHARE }}
                    </span>
                </button>
            }
            .into_any()
        })
    }
}

/// The same in the menu with the id `menu`, for windows whose bar has no place for it.
pub fn share_item(view: CallView, menu: &'static str) -> AnyView {
    let may = Memo::new(move |_| view.grants().get().share_screen);
    let sharing = sharing(view);
    let can = door::can_share_screen();
    (move || {
        may.get().then(|| {
            if can {
                let word = words::share(sharing.get().0);
                menu_item(menu, "screen", word, "menu-item menu-narrow", move || {
                    view.call.toggle_screen();
                })
            } else {
                view! {
                    <p class="menu-note">
                        {icon("screen", "")}
                        <span>{words::ONLY_COMPUTERS}</span>
                    </p>
                }
                .into_any()
            }
        })
    })
    .into_any()
}
