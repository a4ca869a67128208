//! What lives on the Sessions page: its lists follow every change by themselves, and a session is begun in a dialog.
//!
//! The lists are drawn by the server only. The page fetches them anew when the server says that something has changed,
//! and every minute, so that "in 20 minutes" stays true; the program has no words for them.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

use super::{
    dialog::Dialog,
    focus::focus_id,
    live_code::START_TITLE,
    start_ask::{START_GO, StartAsk, StartQuestion, Starting},
};
use crate::app::door;

/// The id of what is fetched anew.
pub const LISTS: &str = "lists";
/// Where a link that begins a session says which and how, as JSON.
const ASKS: &str = "data-start";

/// The lists, which are `children`.
#[island]
pub fn Agenda(children: Children) -> impl IntoView {
    door::keep_fresh(LISTS);
    let start = Starting::default();
    let asked = RwSignal::new(None::<StartAsk>);
    let open = RwSignal::new(false);
    let ask = move |event: ev::MouseEvent| {
        // A link that is to open elsewhere does, as links do.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let wanted = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|target| target.closest(&format!("[{ASKS}]")).ok().flatten())
            .and_then(|link| link.get_attribute(ASKS))
            .and_then(|ask| serde_json::from_str(&ask).ok());
        if let Some(wanted) = wanted {
            event.prevent_default();
            start.clear();
            asked.set(Some(wanted));
            open.set(true);
            request_animation_frame(|| focus_id(START_GO));
        }
    };
    let away = Callback::new(move |()| open.set(false));
    view! {
        <div class="agenda" on:click=ask>
            {children()}
        </div>
        <Dialog open=open label=START_TITLE>
            {move || {
                asked
                    .get()
                    .map(|ask| {
                        view! { <StartQuestion ask=ask start=start away=Some(away)/> }.into_any()
                    })
            }}
        </Dialog>
    }
    .into_any()
}
