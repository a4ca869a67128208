//! Who is here, with what can be heard and seen of them; and for hosts, who waits to come in and what they can do
//! about each.

use leptos::prelude::*;

use super::{avatar::Avatar, icon::icon, person_menu::PersonMenu, waiting_list::WaitingList};
use crate::{
    app::{
        call_view::{CallView, Panel},
        door,
        text::{self, host, room as words},
    },
    call::call_state::{Device, LinkState},
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
                <h2 class="people-title" id="people-title">
                    {words::IN_THE_SESSION}
                </h2>
                <ul aria-labelledby="people-title">
                    <For each=move || order.get() key=|id| *id let:id>
                        <PersonRow view=view id=id chosen=chosen/>
                    </For>
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

/// What a row says of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    user: User,
    mine: bool,
    link: LinkState,
    barred: bool,
}

/// One person.
#[component]
fn PersonRow(
    view: CallView,
    id: ParticipantId,
    chosen: RwSignal<Option<ParticipantId>>,
) -> impl IntoView {
    let row = view.read(move |state| {
        let mut user = state.user(id)?.clone();
        let barred = state.is_barred(&user, Grant::PublishAudio);
        let mine = state.person(id).is_none();
        if mine {
            user.media.audio = state.local.microphone == Device::On;
            user.media.video = state.local.camera == Device::On;
        }
        let link = state
            .person(id)
            .map_or(LinkState::Connected, |person| person.link);
        Some(Row {
            user,
            mine,
            link,
            barred,
        })
    });
    let has_menu = view.has_power_over(id);
    view! {
        <li class="person">
            {move || row.get().map(|row| person(row, view.kind()))}
            {move || {
                has_menu
                    .get()
                    .then(|| {
                        let name = row.with_untracked(|row| {
                            row.as_ref().map_or_else(String::new, |row| row.user.name.to_string())
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
fn person(row: Row, kind: CallKind) -> AnyView {
    let Row {
        user,
        mine,
        link,
        barred,
    } = row;
    let (audio, picture) = (user.media.audio, user.media.video);
    let video = kind == CallKind::Video;
    let about = match link {
        _ if !user.connected && !mine => words::COMING_BACK.to_owned(),
        LinkState::Interrupted => words::COMING_BACK.to_owned(),
        LinkState::Connecting => words::CONNECTING.to_owned(),
        LinkState::Connected => {
            host::since(text::role(user.role), &door::clock_time(user.joined_at))
        }
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
