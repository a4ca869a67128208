//! Who is here, with what can be heard and seen of them.

use leptos::prelude::*;

use super::{avatar::Avatar, icon::icon};
use crate::{
    app::{
        call_view::{CallView, Panel},
        text::{self, room as words},
    },
    domain::policy::CallKind,
    protocol::server_message::User,
};

/// The panel.
#[component]
pub fn PeoplePanel(view: CallView) -> impl IntoView {
    let me = view.read(|state| {
        let mut me = state.room.as_ref()?.me.clone();
        me.media.audio = state.local.microphone == crate::call::call_state::Device::On;
        me.media.video = state.local.camera == crate::call::call_state::Device::On;
        Some(me)
    });
    let others = view.read(|state| {
        state
            .people
            .iter()
            .map(|person| person.user.clone())
            .collect::<Vec<_>>()
    });
    let video = view.kind() == CallKind::Video;
    view! {
        <div class="people">
            <div class="rail-scroll">
                <h2 class="people-title" id="people-title">
                    {words::IN_THE_SESSION}
                </h2>
                <ul aria-labelledby="people-title">
                    {move || me.get().map(|me| view! { <PersonRow user=me mine=true video=video/> }.into_any())}
                    {move || {
                        others
                            .get()
                            .into_iter()
                            .map(|user| view! { <PersonRow user=user mine=false video=video/> }.into_any())
                            .collect_view()
                    }}
                </ul>
            </div>
            <div class="rail-foot">
                <button
                    type="button"
                    class="button button-tonal button-wide"
                    on:click=move |_| view.panel.set(Some(Panel::Session))
                >
                    {icon("link", "")}
                    {words::INVITE_SOMEONE}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// One person.
#[component]
fn PersonRow(user: User, mine: bool, video: bool) -> impl IntoView {
    let (audio, picture) = (user.media.audio, user.media.video);
    let role = if user.connected || mine {
        text::role(user.role)
    } else {
        words::COMING_BACK
    };
    let state = words::tile_state(audio, picture || !video);
    view! {
        <li class="person">
            <Avatar id=user.id.as_uuid() name=user.name.clone()/>
            <div>
                <span class="person-name">
                    {user.name.to_string()} {mine.then(|| view! { " " <span>{words::ME}</span> }.into_any())}
                </span>
                <span class="person-role">{role}</span>
            </div>
            <span class="person-state">
                {icon(if audio { "mic" } else { "mic-off" }, "")}
                {video.then(|| icon(if picture { "camera" } else { "camera-off" }, ""))}
                <span class="unseen">{state}</span>
            </span>
        </li>
    }
    .into_any()
}
