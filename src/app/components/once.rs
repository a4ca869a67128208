//! A secret that is shown this once: a new token, a link of an invitation. It can be copied, and is gone with the page.

use leptos::prelude::*;

use super::{copy_button::CopyButton, icon::Icon};
use crate::app::text::{account as words, admin};

/// The secret under its `title`; `copy` is the button's words, `copied` what is said then. `path` leads back to the page
/// without it.
#[component]
pub fn ShownOnce(
    #[prop(into)] title: String,
    secret: String,
    copy: &'static str,
    copied: &'static str,
    path: String,
) -> impl IntoView {
    let what = StoredValue::new(secret.clone());
    view! {
        <div class="once" role="status">
            <h3>{title}</h3>
            <p class="once-secret mono">{secret}</p>
            <p class="hint">
                <Icon name="info" class="icon-16"/>
                {words::SHOWN_ONCE}
            </p>
            <div class="once-actions">
                <CopyButton
                    what=Signal::derive(move || what.get_value())
                    label=copy
                    name=copy
                    done=copied
                    class="button button-soft button-44"
                />
                <a class="button button-quiet button-44" href=path>
                    {words::DONE}
                </a>
            </div>
        </div>
    }
    .into_any()
}

/// The same for a link that a plain form has made, under a sentence that says for whom it is.
#[island(lazy)]
pub fn HandedLink(title: String, link: String, path: String) -> impl IntoView {
    view! {
        <ShownOnce
            title=title
            secret=link
            copy=admin::COPY_LINK
            copied=admin::LINK_COPIED
            path=path
        />
    }
    .into_any()
}
