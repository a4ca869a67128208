//! The bar under the stage. Each control says its word, what it would do, and whether it is on.

use leptos::prelude::*;

use super::{
    icon::{Icon, icon},
    menu::menu_item,
    reactions::ReactionRow,
    share_control::{ShareControl, share_item},
};
use crate::{
    app::{
        call_view::{CallView, Panel},
        text::{connection, devices, host, room as words},
    },
    call::{call_state::Device, own_devices::DeviceKind},
    domain::{policy::CallKind, role::Grant},
};

const REACT: &str = "react-menu";
const MORE: &str = "more-menu";

/// The bar.
#[component]
pub fn ControlBar(view: CallView) -> impl IntoView {
    let microphone_on = view.microphone_on();
    let camera_on = view.camera_on();
    let microphone_asking = view.read(|state| state.local.microphone == Device::Asking);
    let camera_asking = view.read(|state| state.local.camera == Device::Asking);
    let grants = view.grants();
    let may_speak = Memo::new(move |_| grants.get().publish_audio);
    let may_show = Memo::new(move |_| grants.get().publish_video);
    let barred = |grant| {
        view.read(move |state| {
            let me = state.room.as_ref().map(|room| &room.me);
            me.is_some_and(|me| state.is_barred(me, grant))
        })
    };
    let (muted, hidden) = (barred(Grant::PublishAudio), barred(Grant::PublishVideo));
    let video = view.kind() == CallKind::Video;
    let unread = view.unread();
    view! {
        <section
            class="control-bar"
            aria-label=words::CONTROLS
            tabindex="-1"
            node_ref=view.bar
        >
            {move || {
                (may_speak.get() || muted.get())
                    .then(|| {
                        view! {
                            <DeviceControl
                                word=words::MIC
                                signs=["mic", "mic-off"]
                                name=words::microphone
                                on=microphone_on
                                asking=microphone_asking
                                barred=muted
                                why=host::MUTED
                                view=view
                                press=Callback::new(move |()| view.call.toggle_microphone())
                            />
                            {choose(view, DeviceKind::Microphone)}
                        }
                            .into_any()
                    })
            }}
            {move || {
                (video && (may_show.get() || hidden.get()))
                    .then(|| {
                        view! {
                            <DeviceControl
                                word=words::CAMERA
                                signs=["camera", "camera-off"]
                                name=words::camera
                                on=camera_on
                                asking=camera_asking
                                barred=hidden
                                why=host::HIDDEN
                                view=view
                                press=Callback::new(move |()| view.call.toggle_camera())
                            />
                            {choose(view, DeviceKind::Camera)}
                        }
                            .into_any()
                    })
            }}
            <ShareControl view=view/>
            <HandControl view=view/>
            <button
                type="button"
                class="control control-wide"
                popovertarget=REACT
                aria-label=host::REACTIONS
                title=host::REACTIONS
            >
                <Icon name="smile" class="icon-24"/>
                <span class="control-word">{host::REACT}</span>
            </button>
            <div class="menu menu-row" id=REACT popover="auto">
                {view.later(move |parts| (parts.reactions)(view, REACT))}
            </div>
            <span class="control-line"></span>
            <PanelControl view=view panel=Panel::Chat word=words::CHAT sign="chat" class="control" news=unread/>
            <PanelControl
                view=view
                panel=Panel::People
                word=words::PEOPLE
                sign="people"
                class="control control-wide"
            />
            <button
                type="button"
                class="control control-menu"
                popovertarget=MORE
                aria-haspopup="true"
            >
                <Icon name="more" class="icon-24"/>
                <span class="control-word">{words::MORE}</span>
            </button>
            // The browser opens and closes it by itself (popover).
            <div class="menu" id=MORE popover="auto">
                {view.later(move |parts| (parts.more_items)(view))}
            </div>
            <span class="control-line"></span>
            <button
                type="button"
                class="control control-leave"
                on:click=move |_| view.call.leave()
            >
                <Icon name="leave" class="icon-24"/>
                <span class="control-word">{words::LEAVE}</span>
            </button>
        </section>
    }
    .into_any()
}

/// The own hand, up or down. Who is neither seen nor heard has room for it on a phone, too.
#[component]
fn HandControl(view: CallView) -> impl IntoView {
    let raised = view.hand_up();
    let grants = view.grants();
    let class = move || match (raised.get(), grants.get().publishes()) {
        (true, true) => "control control-wide control-up",
        (true, false) => "control control-up",
        (false, true) => "control control-wide",
        (false, false) => "control",
    };
    view! {
        <button
            type="button"
            class=class
            aria-pressed=move || raised.get().to_string()
            aria-label=move || host::hand(raised.get())
            title=move || host::hand(raised.get())
            on:click=move |_| view.raise_hand()
        >
            <Icon name="hand" class="icon-24"/>
            <span class="control-word">{host::HAND}</span>
        </button>
    }
    .into_any()
}

/// Microphone or camera. One that a host has taken stays where it was and says `why` it does nothing.
#[component]
fn DeviceControl(
    word: &'static str,
    signs: [&'static str; 2],
    name: fn(bool) -> &'static str,
    on: Memo<bool>,
    asking: Memo<bool>,
    barred: Memo<bool>,
    why: &'static str,
    view: CallView,
    press: Callback<()>,
) -> impl IntoView {
    let class = move || match (on.get(), asking.get()) {
        _ if barred.get() => "control control-barred",
        (false, false) => "control control-off",
        _ => "control",
    };
    let name = move || if barred.get() { why } else { name(on.get()) };
    view! {
        <button
            type="button"
            class=class
            aria-pressed=move || on.get().to_string()
            aria-busy=move || asking.get().to_string()
            aria-disabled=move || barred.get().then_some("true")
            aria-label=name
            title=name
            on:click=move |_| {
                if barred.get_untracked() {
                    view.toast.set(Some(why.to_owned()));
                } else {
                    press.run(());
                }
            }
        >
            {move || {
                if asking.get() {
                    view! { <span class="spinner control-spinner" aria-hidden="true"></span> }
                        .into_any()
                } else {
                    icon(signs[usize::from(!on.get())], "icon-24")
                }
            }} <span class="control-word">{word}</span>
        </button>
    }
    .into_any()
}

/// The way from a device to the choice of another, where there is room for it.
fn choose(view: CallView, kind: DeviceKind) -> AnyView {
    view! {
        <button
            type="button"
            class="control control-choose"
            aria-haspopup="dialog"
            aria-label=devices::choose(kind)
            title=devices::choose(kind)
            on:click=move |_| view.settings.set(true)
        >
            <Icon name="chevron" class="icon-16"/>
        </button>
    }
    .into_any()
}

/// Opens and closes a panel of the rail.
#[component]
fn PanelControl(
    view: CallView,
    panel: Panel,
    word: &'static str,
    sign: &'static str,
    class: &'static str,
    #[prop(optional)] news: Option<Memo<usize>>,
) -> impl IntoView {
    let news = move || news.map_or(0, |news| news.get());
    let name = move || match news() {
        0 => word.to_owned(),
        _ => words::chat_with_news(news()),
    };
    view! {
        <button
            type="button"
            class=class
            id=format!("open-{}", panel.word())
            aria-expanded=move || (view.panel.get() == Some(panel)).to_string()
            aria-label=name
            on:click=move |_| view.toggle(panel)
        >
            {icon(sign, "icon-24")}
            <span class="control-word">{word}</span>
            {move || {
                let news = news();
                (news > 0)
                    .then(|| {
                        let shown = if news > 99 { "99+".to_owned() } else { news.to_string() };
                        view! { <span class="control-count" aria-hidden="true">{shown}</span> }.into_any()
                    })
            }}
        </button>
    }
    .into_any()
}

/// What has no place in the bar.
pub fn more_items(view: CallView) -> AnyView {
    let moderates = view.moderates();
    let raised = view.hand_up();
    view! {
            <div class="menu-narrow menu-signs">
                <ReactionRow view=view menu=MORE/>
            </div>
            {move || {
                menu_item(MORE, "hand", host::hand(raised.get()), "menu-item menu-narrow", move || {
                    view.raise_hand();
                })
            }}
            {share_item(view, MORE)}
            {menu_item(MORE, "people", words::PEOPLE, "menu-item menu-narrow", move || {
                view.panel.set(Some(Panel::People));
            })}
            {menu_item(MORE, "details", words::SESSION, "menu-item", move || {
                view.panel.set(Some(Panel::Session));
            })}
            {menu_item(MORE, "sliders", devices::TITLE, "menu-item", move || view.settings.set(true))}
            {menu_item(MORE, "signal", connection::TITLE, "menu-item", move || view.statistics.set(true))}
            {menu_item(MORE, "keyboard", words::SHORTCUTS, "menu-item", move || view.help.set(true))}
            {move || {
                moderates
                    .get()
                    .then(|| {
                        view! {
                            <hr class="menu-line"/>
                            {menu_item(
                                MORE,
                                "leave",
                                words::END,
                                "menu-item menu-item-danger",
                                move || view.ending.set(true),
                            )}
                        }
                            .into_any()
                    })
            }}
    }
    .into_any()
}
