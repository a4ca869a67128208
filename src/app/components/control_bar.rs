//! The bar under the stage. Each control says its word, what it would do, and whether it is on.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use crate::{
    app::{
        call_view::{CallView, Panel},
        text::room as words,
    },
    call::call_state::Device,
    domain::policy::CallKind,
};

/// The bar.
#[component]
pub fn ControlBar(view: CallView) -> impl IntoView {
    let microphone_on = view.microphone_on();
    let camera_on = view.camera_on();
    let microphone_asking = view.read(|state| state.local.microphone == Device::Asking);
    let camera_asking = view.read(|state| state.local.camera == Device::Asking);
    let may_speak = view.read(|state| {
        state
            .room
            .as_ref()
            .is_none_or(|room| room.me.grants.publish_audio)
    });
    let may_show = view.read(|state| {
        state
            .room
            .as_ref()
            .is_none_or(|room| room.me.grants.publish_video)
    });
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
                may_speak
                    .get()
                    .then(|| {
                        view! {
                            <DeviceControl
                                word=words::MIC
                                signs=["mic", "mic-off"]
                                name=words::microphone
                                on=microphone_on
                                asking=microphone_asking
                                press=Callback::new(move |()| view.call.toggle_microphone())
                            />
                        }
                            .into_any()
                    })
            }}
            {move || {
                (video && may_show.get())
                    .then(|| {
                        view! {
                            <DeviceControl
                                word=words::CAMERA
                                signs=["camera", "camera-off"]
                                name=words::camera
                                on=camera_on
                                asking=camera_asking
                                press=Callback::new(move |()| view.call.toggle_camera())
                            />
                        }
                            .into_any()
                    })
            }}
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
                popovertarget="more-menu"
                aria-haspopup="true"
            >
                <Icon name="more" class="icon-24"/>
                <span class="control-word">{words::MORE}</span>
            </button>
            <MoreMenu view=view/>
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

/// Microphone or camera.
#[component]
fn DeviceControl(
    word: &'static str,
    signs: [&'static str; 2],
    name: fn(bool) -> &'static str,
    on: Memo<bool>,
    asking: Memo<bool>,
    press: Callback<()>,
) -> impl IntoView {
    let class = move || match (on.get(), asking.get()) {
        (false, false) => "control control-off",
        _ => "control",
    };
    view! {
        <button
            type="button"
            class=class
            aria-pressed=move || on.get().to_string()
            aria-busy=move || asking.get().to_string()
            aria-label=move || name(on.get())
            title=move || name(on.get())
            on:click=move |_| press.run(())
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

/// What has no place in the bar. The browser opens and closes it by itself (popover).
#[component]
fn MoreMenu(view: CallView) -> impl IntoView {
    let may_end = view.may_end();
    view! {
        <div class="menu" id="more-menu" popover="auto">
            <MenuItem
                sign="people"
                word=words::PEOPLE
                class="menu-item menu-narrow"
                press=Callback::new(move |()| view.panel.set(Some(Panel::People)))
            />
            <MenuItem
                sign="details"
                word=words::SESSION
                class="menu-item"
                press=Callback::new(move |()| view.panel.set(Some(Panel::Session)))
            />
            <MenuItem
                sign="keyboard"
                word=words::SHORTCUTS
                class="menu-item"
                press=Callback::new(move |()| view.help.set(true))
            />
            {move || {
                may_end
                    .get()
                    .then(|| {
                        view! {
                            <hr class="menu-line"/>
                            <MenuItem
                                sign="leave"
                                word=words::END
                                class="menu-item menu-item-danger"
                                press=Callback::new(move |()| view.ending.set(true))
                            />
                        }
                            .into_any()
                    })
            }}
        </div>
    }
    .into_any()
}

/// One line of the menu.
#[component]
fn MenuItem(
    sign: &'static str,
    word: &'static str,
    class: &'static str,
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            popovertarget="more-menu"
            popovertargetaction="hide"
            on:click=move |_| press.run(())
        >
            {icon(sign, "")}
            <span>{word}</span>
        </button>
    }
    .into_any()
}
