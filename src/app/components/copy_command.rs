//! A button that copies a command of a page that is otherwise HTML.

use leptos::prelude::*;

use super::copy_button::CopyButton;
use crate::app::text::api as words;

/// The button; `summary` says what the command does.
#[island(lazy)]
pub fn CopyCommand(command: String, summary: String) -> impl IntoView {
    let command = StoredValue::new(command);
    view! {
        <CopyButton
            what=Signal::derive(move || command.get_value())
            name=words::copy(&summary)
            done=words::COMMAND_COPIED
            class="icon-button copy-command"
        />
    }
    .into_any()
}
