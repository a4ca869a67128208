//! The small signs: the row from which they are sent, and how they stand on the tile of who sent one.

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    app::{call_view::CallView, text::host as words},
    call::call_state::CallState,
    domain::ids::ParticipantId,
    protocol::client_message::{ClientMessage, Reaction},
};

/// The drawing of a sign.
pub const fn sign(reaction: Reaction) -> &'static str {
    match reaction {
        Reaction::ThumbsUp => "thumbs-up",
        Reaction::Clap => "clap",
        Reaction::Heart => "heart",
        Reaction::Laugh => "laugh",
        Reaction::Surprise => "surprise",
        Reaction::Celebrate => "celebrate",
    }
}

/// All signs in a row, in the menu with the id `menu`, which closes when one is sent.
#[component]
pub fn ReactionRow(view: CallView, menu: &'static str) -> impl IntoView {
    let buttons = Reaction::ALL.map(|reaction| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=words::reaction(reaction)
                title=words::reaction(reaction)
                popovertarget=menu
                popovertargetaction="hide"
                on:click=move |_| view.call.say(ClientMessage::React { reaction })
            >
                {icon(sign(reaction), "icon-24")}
            </button>
        }
        .into_any()
    });
    view! {
        <div class="reaction-row" role="group" aria-label=words::REACTIONS>
            {buttons.into_iter().collect_view()}
        </div>
    }
    .into_any()
}

/// A raised hand and the last sign of somebody, on their tile; of oneself for `None`.
#[component]
pub fn TileSigns(view: CallView, id: Option<ParticipantId>) -> impl IntoView {
    let who = move |state: &CallState| id.or(state.room.as_ref().map(|room| room.me.id));
    let hand = view.read(move |state| {
        who(state)
            .and_then(|id| state.user(id))
            .is_some_and(|user| user.hand.is_some())
    });
    let shown = view.read(move |state| {
        let who = who(state)?;
        let last = state.reactions.iter().rev().find(|one| one.from == who)?;
        Some((last.number, last.reaction))
    });
    view! {
        <div class="tile-signs">
            {move || {
                hand.get()
                    .then(|| {
                        view! {
                            <span class="tile-hand" title=words::HAND_UP>
                                {icon("hand", "")} <span class="unseen">{words::HAND_UP}</span>
                            </span>
                        }
                            .into_any()
                    })
            }}
            {move || {
                shown
                    .get()
                    .map(|(_, reaction)| {
                        view! {
                            <span class="tile-reaction" role="img" aria-label=words::reaction(reaction)>
                                {icon(sign(reaction), "icon-32")}
                            </span>
                        }
                            .into_any()
                    })
            }}
        </div>
    }
    .into_any()
}
