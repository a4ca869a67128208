//! Links that give a part: one for those who take part, one for those who watch. Shown once, to who made them.

use leptos::prelude::*;

use super::{banner::Refusal, copy_button::CopyButton};
use crate::{
    api::make_role_links,
    app::{
        asking::Asking,
        call_view::CallView,
        text::{role_links, room as words},
    },
    domain::role::Role,
};

/// The part of the session panel, for who moderates.
#[component]
pub fn RoleLinks(view: CallView) -> impl IntoView {
    let id = view.session.with_value(|session| session.id);
    let asking = Asking::default();
    // Kept while the panel is closed: they are not told again.
    let made = view.role_links;
    let make = move |_| {
        asking.ask(make_role_links(id), move |answer| {
            if let Ok(links) = answer {
                made.try_set(Some(links));
            }
        });
    };
    let links = move || {
        made.get().map(|links| {
            view! {
                <ul class="role-links">
                    <LinkRow role=Role::Collaborator link=links.collaborator/>
                    <LinkRow role=Role::Viewer link=links.viewer/>
                </ul>
            }
            .into_any()
        })
    };
    let there = Memo::new(move |_| made.with(Option::is_some));
    view! {
        <section class="role-links-card" aria-labelledby="role-links-title">
            <div>
                <h2 id="role-links-title">{role_links::TITLE}</h2>
                <p>{move || if there.get() { role_links::MADE_LEAD } else { role_links::LEAD }}</p>
            </div>
            {links}
            <button
                type="button"
                class="button button-44 button-tonal"
                aria-busy=move || asking.busy().get().to_string()
                on:click=make
            >
                {move || if there.get() { role_links::NEW } else { role_links::MAKE }}
            </button>
            <Refusal why=asking.refusal_words()/>
        </section>
    }
    .into_any()
}

#[component]
fn LinkRow(role: Role, link: String) -> impl IntoView {
    view! {
        <li class="role-link">
            <div>
                <p class="role-link-role">{role_links::role(role)}</p>
                <p class="hint">{role_links::role_lead(role)}</p>
            </div>
            <input
                class="link-shown no-script"
                type="text"
                readonly
                aria-label=role_links::role(role)
                value=link.clone()
            />
            <CopyButton
                what=link
                label=words::COPY_LINK
                name=role_links::copy(role)
                done=words::LINK_COPIED
                class="button button-44 button-tonal"
            />
        </li>
    }
    .into_any()
}
