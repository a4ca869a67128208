//! What lives on the Sessions page: its lists follow every change by themselves, and a session is begun in a dialog.
//!
//! The lists are drawn by the server only. The page fetches them anew when the server says that something has changed,
//! and every minute, so that "in 20 minutes" stays true; the program has no words for them.

use leptos::{ev, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys};

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
/// Stands on a link to a page with a question that is asked in a dialog instead.
const QUESTION: &str = "data-question";
/// The id of the question on its page.
pub const QUESTION_PART: &str = "question";
/// The id of its heading.
pub const QUESTION_TITLE: &str = "question-title";
/// Stands on the link by which nothing happens.
const KEEP: &str = "data-keep";

/// The lists, which are `children`.
#[island(lazy)]
pub fn Agenda(children: Children) -> impl IntoView {
    door::keep_fresh(LISTS);
    let start = Starting::default();
    let asked = RwSignal::new(None::<StartAsk>);
    let open = RwSignal::new(false);
    let question = RwSignal::new(String::new());
    let questioned = RwSignal::new(false);
    let ask = move |event: ev::MouseEvent| {
        // A link that is to open elsewhere does, as links do.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        if let Some(link) = link_with(&event, QUESTION) {
            event.prevent_default();
            let page = link.get_attribute("href").unwrap_or_default();
            spawn_local(async move {
                match door::fetch_part(&page, QUESTION_PART).await {
                    Some(part) => {
                        question.try_set(part);
                        questioned.try_set(true);
                    }
                    // Its page says why, or leads where it is said.
                    None => door::go_to(&page),
                }
            });
            return;
        }
        let wanted = link_with(&event, ASKS)
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
    let keep = move |event: ev::MouseEvent| {
        if link_with(&event, KEEP).is_some() {
            event.prevent_default();
            questioned.set(false);
        }
    };
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
        <Dialog open=questioned label=QUESTION_TITLE>
            <div inner_html=question on:click=keep></div>
        </Dialog>
    }
    .into_any()
}

/// The link with the attribute `name` that was clicked, or the one around what was.
fn link_with(event: &ev::MouseEvent, name: &str) -> Option<web_sys::Element> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest(&format!("[{name}]")).ok().flatten()
}
