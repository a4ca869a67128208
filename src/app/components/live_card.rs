//! A session that is going on: who is inside, as facing frames of their initials, and the way in.

use leptos::prelude::*;
use uuid::Uuid;

use super::{
    avatar::hue,
    session_row::{ask_of, id_of, named},
};
use crate::{
    api::{AccountView, MySessionView},
    app::{
        text::sessions::{self as words, first_name},
        wall_clocks::Times,
    },
    domain::{participant::DisplayName, session::SessionState},
    protocol::route::Route,
};

/// Whoever a frame stands for.
type Face = (Uuid, DisplayName);

/// The card. `me` has the second frame where nobody else does.
#[component]
pub fn LiveCard(story: MySessionView, me: AccountView, times: Times) -> impl IntoView {
    let session = story.session;
    let id = session.id;
    let title = named(&session.title);
    let inside: Vec<Face> = story
        .visits
        .iter()
        .filter(|visit| visit.left_at.is_none())
        .map(|visit| (id_of(visit.account), visit.name.clone()))
        .collect();
    let names: Vec<&str> = inside
        .iter()
        .map(|(_, name)| first_name(name.as_str()))
        .collect();
    let since = match session.state {
        SessionState::Live { since } => since,
        _ => times.now,
    };
    let said = format!(
        "{} {}",
        words::inside(&names),
        words::started(times.now.since(since).as_secs() / 60)
    );
    let code = story.code_ends_at.map_or(words::NO_CODE.to_owned(), |end| {
        words::code_works(end.since(times.now).as_secs() / 60)
    });
    let ask = serde_json::to_string(&ask_of(&session, &times)).unwrap_or_default();
    let mut faces = inside;
    faces.extend(
        session
            .others
            .iter()
            .map(|other| (id_of(other.account), other.name.clone())),
    );
    faces.push((me.id.as_uuid(), me.name));
    let mut shown: Vec<Face> = Vec::new();
    for face in faces {
        if shown.len() < 2 && shown.iter().all(|(id, _)| *id != face.0) {
            shown.push(face);
        }
    }
    let frames = shown
        .into_iter()
        .map(|(id, name)| {
            view! {
                <span class="live-frame" data-hue=hue(id)>
                    {name.initials()}
                </span>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <li class="live-card">
            <div class="live-frames" aria-hidden="true">
                {frames}
            </div>
            <div class="live-words">
                <h3 class="title-4">
                    <a class="session-link" href=Route::Session(id).path()>
                        {title.clone()}
                    </a>
                </h3>
                <p>{said}</p>
                <p class="live-code-state">{code}</p>
            </div>
            <div class="live-do">
                <a
                    class="button button-quiet"
                    id=format!("invite-{id}")
                    href=Route::StartSession(id).path()
                    aria-label=words::invite_to(&title)
                    data-start=ask
                >
                    {words::INVITE}
                </a>
                <a
                    class="button button-primary"
                    id=format!("join-{id}")
                    href=Route::Join(id).path()
                    aria-label=words::join_title(&title)
                >
                    {words::JOIN_NOW}
                </a>
            </div>
        </li>
    }
    .into_any()
}
