//! One's own picture before the call, with the two switches and the level of the microphone; or what keeps
//! them away and what to do about it.

use leptos::{html, prelude::*};

use super::{
    icon::{Icon, icon},
    level::Level,
    speaker_test::SpeakerTest,
};
use crate::{
    app::{
        call_view::CallView,
        text::{devices, join as words, room},
    },
    call::{
        call_state::{Device, DeviceProblem, VoiceHint},
        own_devices::DeviceKind,
    },
    domain::policy::CallKind,
};

/// Why nothing at all can be had: the one device of an audio call, or both of a video call.
pub fn devices_problem(view: CallView) -> Memo<Option<DeviceProblem>> {
    let kind = view.kind();
    view.read(move |state| {
        match (kind, state.local.camera, state.local.microphone) {
            (CallKind::Audio, _, Device::Missing(problem)) => Some(problem),
            // What keeps the camera away says more: it is asked for together with the microphone.
            (CallKind::Video, Device::Missing(problem), Device::Missing(_)) => Some(problem),
            _ => None,
        }
    })
}

/// The box.
#[component]
pub fn Preview(view: CallView) -> impl IntoView {
    let blocked = devices_problem(view);
    let grants = view.grants();
    let publishes = Memo::new(move |_| grants.get().publishes());
    view! {
        <section class="preview" aria-label=words::PREVIEW>
            {move || match blocked.get() {
                _ if !publishes.get() => view! { <Watching/> }.into_any(),
                Some(problem) => {
                    let trouble = view.later(move |parts| (parts.trouble)(view, problem));
                    view! { <div class="preview-box preview-box-trouble">{trouble}</div> }.into_any()
                }
                None => view! { <Picture view=view/> }.into_any(),
            }}
            {view.later(move |parts| (parts.settings)(view))}
        </section>
    }
    .into_any()
}

/// Who is neither seen nor heard has nothing to try out.
#[component]
fn Watching() -> impl IntoView {
    view! {
        <div class="preview-box preview-box-trouble">
            <div class="trouble">
                <span class="trouble-sign trouble-sign-quiet">{icon("eye", "icon-32")}</span>
                <h2 class="title-3">{words::WATCHING}</h2>
                <p>{words::WATCHING_LEAD}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The picture with its switches.
#[component]
fn Picture(view: CallView) -> impl IntoView {
    let kind = view.kind();
    let grants = view.grants();
    let has_camera = Memo::new(move |_| kind == CallKind::Video && grants.get().publish_video);
    let video = NodeRef::<html::Video>::new();
    view.call.show_local(video);
    let microphone = view.read(|state| state.local.microphone);
    let camera = view.read(|state| state.local.camera);
    let microphone_on = view.microphone_on();
    let camera_on = view.camera_on();
    let level = view.call.microphone_level;
    let looks_away = view.read(|state| state.devices.looks_away);

    let said = move || match (camera.get(), microphone.get()) {
        (Device::Asking, _) | (_, Device::Asking) => words::asking(kind),
        (Device::On, _) => "",
        (Device::Missing(problem), _) => words::camera_problem(problem),
        (Device::Off, _) if kind == CallKind::Audio => words::AUDIO_ONLY,
        (Device::Off, _) => words::CAMERA_OFF,
    };
    let hint = view.read(|state| state.voice_hint);
    let microphone_problem = move || match (microphone.get(), hint.get()) {
        (Device::Missing(problem), _) => words::microphone_problem(problem),
        (_, Some(VoiceHint::HearsNothing)) => devices::HEARS_NOTHING,
        _ => "",
    };
    view! {
        <div class="preview-box">
            <video
                node_ref=video
                autoplay
                playsinline
                muted
                aria-hidden="true"
                class=move || if looks_away.get() { "looks-away" } else { "" }
                hidden=move || !camera_on.get()
            ></video>
            {move || {
                (!camera_on.get())
                    .then(|| {
                        view! {
                            <div class="preview-dark">
                                {icon(
                                    if kind == CallKind::Audio { "mic" } else { "camera-off" },
                                    "icon-32",
                                )} <p role="status">{said}</p>
                            </div>
                        }
                            .into_any()
                    })
            }}
            <p class="name-label preview-note">
                <Icon name="eye" class="icon-16"/>
                <span class="name-label-text">{words::ONLY_YOU}</span>
            </p>
            <div class="preview-toggles">
                <button
                    type="button"
                    class="preview-toggle"
                    aria-pressed=move || microphone_on.get().to_string()
                    aria-busy=move || (microphone.get() == Device::Asking).to_string()
                    aria-label=move || room::microphone(microphone_on.get())
                    title=move || room::microphone(microphone_on.get())
                    on:click=move |_| view.call.toggle_microphone()
                >
                    {move || icon(if microphone_on.get() { "mic" } else { "mic-off" }, "icon-24")}
                </button>
                {move || has_camera.get()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="preview-toggle"
                                aria-pressed=move || camera_on.get().to_string()
                                aria-busy=move || (camera.get() == Device::Asking).to_string()
                                aria-label=move || room::camera(camera_on.get())
                                title=move || room::camera(camera_on.get())
                                on:click=move |_| view.call.toggle_camera()
                            >
                                {move || {
                                    icon(
                                        if camera_on.get() { "camera" } else { "camera-off" },
                                        "icon-24",
                                    )
                                }}
                            </button>
                        }
                            .into_any()
                    })}
                <button
                    type="button"
                    class="preview-toggle preview-toggle-more"
                    aria-haspopup="dialog"
                    aria-label=devices::TITLE
                    title=devices::TITLE
                    on:click=move |_| view.settings.set(true)
                >
                    <Icon name="sliders" class="icon-24"/>
                </button>
            </div>
            {move || microphone_on.get().then(|| view! { <Level level=level class="preview-level"/> })}
        </div>
        <div class="preview-devices">
            {device_button(view, DeviceKind::Microphone, "mic")}
            {move || has_camera.get().then(|| device_button(view, DeviceKind::Camera, "camera"))}
            <SpeakerTest view=view class="preview-test"/>
        </div>
        <p class="wrong preview-wrong" role="status">
            {move || {
                let text = microphone_problem();
                (!text.is_empty()).then(|| view! { <Icon name="warning" class="icon-16"/> {text} }.into_any())
            }}
        </p>
    }
    .into_any()
}

/// Which device it is, and the way to another.
fn device_button(view: CallView, kind: DeviceKind, sign: &'static str) -> AnyView {
    let label = view.read(move |state| state.devices.picker(kind).label().to_owned());
    let shown = move || match label.get() {
        label if label.is_empty() => devices::kind(kind).to_owned(),
        label => label,
    };
    view! {
        <button
            type="button"
            class="button button-44 button-secondary preview-device"
            aria-haspopup="dialog"
            aria-label=move || devices::choose_now(kind, &label.get())
            on:click=move |_| view.settings.set(true)
        >
            {icon(sign, "")}
            <span>{shown}</span>
            {icon("chevron", "icon-16")}
        </button>
    }
    .into_any()
}
