//! Single keys for what is used often, and the list of them. Never while somebody types; they can be turned
//! off (WCAG 2.2 §2.1.4).

use leptos::{ev, prelude::*, web_sys::Node};

use super::{
    dialog::{Dialog, Leave},
    focus::{focus_id, is_typing},
};
use crate::{
    app::{
        call_view::{CallView, Panel},
        text::{self, room as words},
    },
    protocol::client_message::{ClientMessage, Reaction},
};

/// Listens while the room is on the page.
pub fn listen(view: CallView) {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| press(view, &event));
        on_cleanup(move || listener.remove());
    });
}

/// The list.
#[component]
pub fn ShortcutsDialog(view: CallView) -> impl IntoView {
    view! {
        <Dialog open=view.help label="keys-title">
            <div class="dialog-body">
                <h2 class="title-3" id="keys-title">
                    {words::SHORTCUTS}
                </h2>
                <dl class="keys">
                    {words::KEYS
                        .map(|[key, what]| {
                            view! {
                                <dt>{what}</dt>
                                <dd>
                                    <kbd class="key">{key}</kbd>
                                </dd>
                            }
                                .into_any()
                        })
                        .collect_view()}
                </dl>
                <label class="switch-row">
                    <span>{words::SHORTCUTS_ON}</span>
                    <input type="checkbox" role="switch" class="switch" bind:checked=view.keys/>
                </label>
            </div>
            <div class="dialog-actions">
                <Leave open=view.help word=text::CLOSE class="button button-primary" first=true/>
            </div>
        </Dialog>
    }
    .into_any()
}

/// What a key does.
fn press(view: CallView, event: &ev::KeyboardEvent) {
    // In a dialog keys are its own, also the one that closes it.
    let in_dialog = is_there("dialog[open]");
    if in_dialog || event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() {
        return;
    }
    match event.key().as_str() {
        "F6" => {
            event.prevent_default();
            next_part(view);
            return;
        }
        // It closes what lies on top, and the browser closes menus.
        "Escape" if is_there(":popover-open") => return,
        "Escape" if view.filled.get_untracked() => {
            view.filled.set(false);
            return;
        }
        "Escape" => {
            if let Some(panel) = view.panel.get_untracked() {
                view.panel.set(None);
                focus_id(&format!("open-{}", panel.word()));
            }
            return;
        }
        _ => {}
    }
    if !view.keys.get_untracked() || is_typing() {
        return;
    }
    match event.key().to_ascii_lowercase().as_str() {
        "m" => view.call.toggle_microphone(),
        "v" => view.call.toggle_camera(),
        "s" => view.call.toggle_screen(),
        "h" => view.raise_hand(),
        "c" => view.toggle(Panel::Chat),
        "p" => view.toggle(Panel::People),
        "i" => view.toggle(Panel::Session),
        "?" => view.help.set(true),
        key => match key
            .parse::<usize>()
            .ok()
            .and_then(|key| Reaction::ALL.get(key.wrapping_sub(1)))
        {
            Some(reaction) => view.call.say(ClientMessage::React {
                reaction: *reaction,
            }),
            None => return,
        },
    }
    // Otherwise the letter would land in the composer that it opens.
    event.prevent_default();
}

fn is_there(selector: &str) -> bool {
    matches!(document().query_selector(selector), Ok(Some(_)))
}

/// From the stage to the bar, to the rail where it is open, and round again.
fn next_part(view: CallView) {
    let active = document().active_element();
    let active = active.as_ref().map(|element| element.as_ref());
    let holds = |node: Option<&Node>| node.is_some_and(|node| node.contains(active));
    let (stage, bar, rail) = (
        view.stage.get_untracked(),
        view.bar.get_untracked(),
        // The reference outlives the rail.
        view.rail
            .get_untracked()
            .filter(|_| view.panel.get_untracked().is_some()),
    );
    let in_stage = holds(stage.as_ref().map(|part| part.as_ref()));
    let in_bar = holds(bar.as_ref().map(|part| part.as_ref()));
    let _ = match (in_stage, in_bar, stage, bar, rail) {
        (true, _, _, Some(bar), _) => bar.focus(),
        (_, true, _, _, Some(rail)) => rail.focus(),
        (_, _, Some(stage), _, _) => stage.focus(),
        _ => Ok(()),
    };
}
