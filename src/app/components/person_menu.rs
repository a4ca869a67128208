//! What a host can do about one person. One menu for the whole list: it speaks of whoever's button opened it.

use leptos::prelude::*;

use super::menu::menu_item;
use crate::{
    app::{
        call_view::{CallView, Question},
        text::host as words,
    },
    domain::{
        ids::ParticipantId,
        policy::CallKind,
        role::{Grant, Role},
    },
    protocol::{host_command::HostCommand, server_message::User},
};

const MENU: &str = "person-menu";

/// What a line of the menu does.
enum Act {
    /// At once.
    Do(HostCommand),
    /// After a question.
    Ask(Question),
}

/// A line: its sign, its word, what it does.
type Line = (&'static str, String, Act);

/// The menu; `chosen` is whom it speaks of.
#[component]
pub fn PersonMenu(view: CallView, chosen: RwSignal<Option<ParticipantId>>) -> impl IntoView {
    let kind = view.kind();
    // The menu stays as it was opened while somebody turns their microphone off and on.
    let user = Memo::new(move |_| {
        let id = chosen.get()?;
        view.call.state.with(|state| state.user(id).cloned())
    });
    let lines = move |user: &User| {
        let draw = |(sign, word, act): Line| {
            let class = match act {
                Act::Ask(Question::Remove) => "menu-item menu-item-danger",
                _ => "menu-item",
            };
            let id = user.id;
            let press = move || match &act {
                Act::Do(command) => view.call.moderate(command.clone()),
                Act::Ask(question) => view.ask(*question, id),
            };
            menu_item(MENU, sign, word, class, press)
        };
        view! {
            {devices(user, kind).into_iter().map(draw).collect_view()}
            <hr class="menu-line"/>
            {parts(user).into_iter().map(draw).collect_view()}
        }
        .into_any()
    };
    view! {
        <div class="menu person-menu" id=MENU popover="auto">
            {move || user.with(|user| user.as_ref().map(lines))}
        </div>
    }
    .into_any()
}

/// Microphone, camera, screen, pointing and hand.
fn devices(user: &User, kind: CallKind) -> Vec<Line> {
    let user_id = user.id;
    let allow = |grant| {
        let allowed = !user.grants.has(grant);
        let command = HostCommand::SetGrant {
            user_id,
            grant,
            allowed,
        };
        (allowed, Act::Do(command))
    };
    let mut lines = Vec::new();
    if user.media.audio {
        let ask = Act::Do(HostCommand::AskToMute { user_id });
        lines.push(("mic", words::ASK_TO_MUTE.to_owned(), ask));
    }
    let (allowed, act) = allow(Grant::PublishAudio);
    let sign = if allowed { "mic" } else { "mic-off" };
    lines.push((sign, words::allow_microphone(allowed).to_owned(), act));
    if kind == CallKind::Video {
        let (allowed, act) = allow(Grant::PublishVideo);
        let sign = if allowed { "camera" } else { "camera-off" };
        lines.push((sign, words::allow_camera(allowed).to_owned(), act));
    }
    let (allowed, act) = allow(Grant::ShareScreen);
    lines.push(("screen", words::allow_screen(allowed).to_owned(), act));
    let (allowed, act) = allow(Grant::Annotate);
    lines.push(("pointer", words::allow_pointing(allowed).to_owned(), act));
    if user.hand.is_some() {
        let lower = Act::Do(HostCommand::LowerHand { user_id });
        lines.push(("hand", words::LOWER_HAND.to_owned(), lower));
    }
    lines
}

/// Their part, and their way out.
fn parts(user: &User) -> Vec<Line> {
    let user_id = user.id;
    let mut lines: Vec<Line> = Role::ALL
        .into_iter()
        .filter(|role| *role != user.role)
        .map(|role| {
            let sign = match role {
                Role::Host => "shield",
                Role::Collaborator => "person",
                Role::Viewer => "eye",
            };
            let set = Act::Do(HostCommand::SetRole { user_id, role });
            (sign, words::make(role), set)
        })
        .collect();
    lines.push((
        "key",
        words::HAND_OVER.to_owned(),
        Act::Ask(Question::HandOver),
    ));
    lines.push((
        "sign-out",
        words::REMOVE.to_owned(),
        Act::Ask(Question::Remove),
    ));
    lines
}
