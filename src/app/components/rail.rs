//! The right rail: chat, people and session behind three tabs; a drawer over the stage where it is narrow, a
//! sheet from below on a phone.

use leptos::{ev, html, prelude::*};

use super::{chat::ChatPanel, icon::Icon, people::PeoplePanel, session_panel::SessionPanel};
use crate::app::{
    call_view::{CallView, Panel},
    text::{self, room as words},
};

/// The rail; there only while a panel is open.
#[component]
pub fn Rail(view: CallView) -> impl IntoView {
    let count = view.read(|state| state.people.len() + 1);
    let open = Memo::new(move |_| view.panel.get().unwrap_or(Panel::Chat));
    let tabs = NodeRef::<html::Div>::new();
    // One stop in the tab order; the arrows go from tab to tab.
    let go = move |event: ev::KeyboardEvent| {
        let now = open.get_untracked();
        let place = Panel::ALL
            .iter()
            .position(|panel| *panel == now)
            .unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (place + 1) % Panel::ALL.len(),
            "ArrowLeft" => (place + Panel::ALL.len() - 1) % Panel::ALL.len(),
            "Home" => 0,
            "End" => Panel::ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        view.panel.set(Some(Panel::ALL[next]));
        request_animation_frame(move || super::focus::focus_id(&tab_id(Panel::ALL[next])));
    };
    let tab = move |panel: Panel| {
        let chosen = move || open.get() == panel;
        let word = match panel {
            Panel::Chat => words::CHAT,
            Panel::People => words::PEOPLE,
            Panel::Session => words::SESSION,
        };
        view! {
            <button
                type="button"
                role="tab"
                class="rail-tab"
                id=tab_id(panel)
                aria-selected=move || chosen().to_string()
                aria-controls="rail-panel"
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| view.panel.set(Some(panel))
            >
                {word}
                {(panel == Panel::People).then(|| view! { <span>{move || count.get()}</span> }.into_any())}
            </button>
        }
        .into_any()
    };
    view! {
        <aside
            class="rail"
            data-panel=move || open.get().word()
            aria-label=move || match open.get() {
                Panel::Chat => words::CHAT,
                Panel::People => words::PEOPLE,
                Panel::Session => words::SESSION,
            }
            tabindex="-1"
            node_ref=view.rail
        >
            <span class="rail-handle" aria-hidden="true"></span>
            <div class="rail-head">
                <div class="rail-tabs" role="tablist" node_ref=tabs on:keydown=go>
                    {Panel::ALL.map(tab).collect_view()}
                </div>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=text::CLOSE
                    title=text::CLOSE
                    on:click=move |_| view.panel.set(None)
                >
                    <Icon name="close"/>
                </button>
            </div>
            <div
                class="rail-panel"
                id="rail-panel"
                role="tabpanel"
                aria-labelledby=move || tab_id(open.get())
            >
                {move || match open.get() {
                    Panel::Chat => view! { <ChatPanel view=view/> }.into_any(),
                    Panel::People => view! { <PeoplePanel view=view/> }.into_any(),
                    Panel::Session => view! { <SessionPanel view=view/> }.into_any(),
                }}
            </div>
        </aside>
    }
    .into_any()
}

/// The id of a tab.
fn tab_id(panel: Panel) -> String {
    format!("tab-{}", panel.word())
}
