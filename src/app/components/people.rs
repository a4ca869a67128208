//! Who is here, with what can be heard and seen of them; and for hosts, who waits to come in and what they can do
//! about each.

use leptos::prelude::*;

use super::{
    avatar::Avatar,
    each_person::each_person,
    icon::icon,
    person_menu::PersonMenu,
    waiting_list::{DoorList, WaitingList},
};
use crate::{
    app::{
        call_view::{CallView, Panel},
        door,
        text::{self, connection, host, room as words},
    },
    call::{
        call_state::{Device, LinkState},
        link_report::Path,
    },
    domain::{
        ids::ParticipantId,
        policy::CallKind,
        role::{Grant, Role},
    },
    protocol::server_message::User,
};

/// The panel.
#[component]
pub fn PeoplePanel(view: CallView) -> impl IntoView {
    let order = view.read(|state| state.in_order());
    let chosen = RwSignal::new(None::<ParticipantId>);
    view! {
        <div class="people">
            <div class="rail-scroll">
                <WaitingList view=view/>
                <DoorList view=view/>
                <h2 class="people-title" id="people-title">
                    {words::IN_THE_SESSION}
                </h2>
                <ul aria-labelledby="people-title">
                    {each_person(order, move |id| {
                        view! { <PersonRow view=view id=id chosen=chosen/> }.into_any()
                    })}
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
            <PersonMenu view=view chosen=chosen/>
        </div>
    }
    .into_any()
}

/// One person.
#[component]
fn PersonRow(
    view: CallView,
    id: ParticipantId,
    chosen: RwSignal<Option<ParticipantId>>,
) -> impl IntoView {
    let user = view.read(move |state| {
        let mut user = state.user(id)?.clone();
        if state.person(id).is_none() {
            user.media.audio = state.local.microphone == Device::On;
            user.media.video = state.local.camera == Device::On;
        }
        Some(user)
    });
    let mine = view.read(move |state| state.person(id).is_none());
    let link = view.read(move |state| {
        state
            .person(id)
            .map_or(LinkState::Connected, |person| person.link)
    });
    let barred = view.read(move |state| {
        state
            .user(id)
            .is_some_and(|user| state.is_barred(user, Grant::PublishAudio))
    });
    let path = view.read(move |state| state.person(id)?.way.report.as_ref()?.path);
    let row = move || {
        let user = user.get()?;
        Some(person(
            user,
            mine.get(),
            (link.get(), path.get()),
            barred.get(),
            view.kind(),
        ))
    };
    let has_menu = view.has_power_over(id);
    view! {
        <li class="person">
            {row}
            {move || {
                has_menu
                    .get()
                    .then(|| {
                        let name = user.with_untracked(|user| {
                            user.as_ref().map_or_else(String::new, |user| user.name.to_string())
                        });
                        let name = host::change(&name);
                        view! {
                            <button
                                type="button"
                                class="icon-button person-more"
                                popovertarget="person-menu"
                                aria-haspopup="menu"
                                aria-label=name.clone()
                                title=name
                                on:click=move |_| chosen.set(Some(id))
                            >
                                {icon("more", "")}
                            </button>
                        }
                            .into_any()
                    })
            }}
        </li>
    }
    .into_any()
}

/// The row without its button.
fn person(
    user: User,
    mine: bool,
    (link, path): (LinkState, Option<Path>),
    barred: bool,
    kind: CallKind,
) -> AnyView {
    let (audio, picture) = (user.media.audio, user.media.video);
    let video = kind == CallKind::Video;
    let about = match link {
        _ if !user.connected && !mine => words::COMING_BACK.into_any(),
        LinkState::Interrupted => words::COMING_BACK.into_any(),
        LinkState::Connecting => words::CONNECTING.into_any(),
        LinkState::Connected => view! {
            {text::role(user.role)} " · " <span class="unseen">{host::SINCE} " "</span>
            {door::clock_time(user.joined_at)}
            {path
                .map(|path| {
                    view! { " · " <span class="person-way">{connection::path(path)}</span> }
                        .into_any()
                })}
        }
        .into_any(),
    };
    let state = match (barred, user.grants.publishes()) {
        (true, _) => host::BARRED,
        (false, true) => words::tile_state(audio, picture || !video),
        (false, false) => "",
    };
    let devices = if user.grants.publishes() || barred {
        let microphone = if barred { "person-barred" } else { "" };
        view! {
            {icon(if audio { "mic" } else { "mic-off" }, microphone)}
            {video.then(|| icon(if picture { "camera" } else { "camera-off" }, ""))}
        }
        .into_any()
    } else {
        icon("eye", "")
    };
    view! {
        <Avatar id=user.id.as_uuid() name=user.name.clone()/>
        <div>
            <span class="person-name">
                {user.name.to_string()} {mine.then(|| view! { " " <span>{words::ME}</span> }.into_any())}
            </span>
            <span class="person-role" data-host=(user.role == Role::Host).then_some("yes")>
                {about}
            </span>
        </div>
        <span class="person-state">
            {user
                .hand
                .is_some()
                .then(|| {
                    view! {
                        {icon("hand", "person-hand")}
                        <span class="unseen">{host::HAND_UP}</span>
                    }
                        .into_any()
                })}
            {devices}
            <span class="unseen">{state}</span>
        </span>
    }
    .into_any()
}
