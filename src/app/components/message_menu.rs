//! What a host can do about one message. One menu for the whole list.

use leptos::prelude::*;

use super::{icon::icon, menu::menu_item};
use crate::{
    app::{call_view::CallView, text::host as words},
    domain::chat::ChatMessage,
    protocol::host_command::HostCommand,
};

const MENU: &str = "message-menu";

/// The menu; it speaks of the message whose button opened it.
#[component]
pub fn MessageMenu(view: CallView) -> impl IntoView {
    let lines = move || {
        let (message_id, announcement) = view.chosen_message.get()?;
        let announce = HostCommand::Announce {
            message_id,
            announcement: !announcement,
        };
        let remove = HostCommand::RemoveMessage { message_id };
        let word = words::announce(!announcement);
        Some(
            view! {
                {menu_item(MENU, "megaphone", word, "menu-item", move || {
                    view.call.moderate(announce.clone());
                })}
                {menu_item(
                    MENU,
                    "close",
                    words::REMOVE_MESSAGE,
                    "menu-item menu-item-danger",
                    move || view.call.moderate(remove.clone()),
                )}
            }
            .into_any(),
        )
    };
    view! {
        <div class="menu message-menu" id=MENU popover="auto">
            {lines}
        </div>
    }
    .into_any()
}

/// The button that opens it, for those who moderate; nothing at a message that is gone.
pub fn message_button(view: CallView, message: &ChatMessage) -> AnyView {
    let (id, announcement) = (message.id, message.announcement);
    let moderates = view.moderates();
    let gone = message.deleted_at.is_some();
    (move || {
        (moderates.get() && !gone).then(|| {
            view! {
                <button
                    type="button"
                    class="icon-button message-more"
                    popovertarget=MENU
                    aria-haspopup="menu"
                    aria-label=words::CHANGE_MESSAGE
                    title=words::CHANGE_MESSAGE
                    on:click=move |_| view.chosen_message.set(Some((id, announcement)))
                >
                    {icon("more", "")}
                </button>
            }
            .into_any()
        })
    })
    .into_any()
}
