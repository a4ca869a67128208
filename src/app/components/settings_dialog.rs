//! What goes out and what comes in: microphone, camera, speaker, what is done to them, and how good pictures are to be.
//! One dialog, before the call and in it; each matter is a section.

use std::time::Duration;

use leptos::{ev, html, prelude::*};

use super::{
    device_trouble::{DeviceTrouble, Missing},
    dialog::{Dialog, Leave},
    icon::Icon,
    level::Level,
    quality_choice::QualityChoices,
    speaker_test::SpeakerTest,
    switch::switch_row,
};
use crate::{
    app::{
        call_view::CallView,
        text::{self, devices as words},
    },
    call::{
        call_state::{Device, DeviceProblem, VoiceHint},
        own_devices::{DeviceKind, Picker, Processing},
    },
    domain::policy::CallKind,
};

/// The id that browsers give to the system's choice where they list it (W3C Media Capture and Streams §9.3).
const SYSTEM: &str = "default";

/// The dialog.
#[component]
pub fn SettingsDialog(view: CallView) -> impl IntoView {
    let grants = view.grants();
    let video = view.kind() == CallKind::Video;
    let speaks = Memo::new(move |_| grants.get().publish_audio);
    let shows = Memo::new(move |_| video && grants.get().publish_video);
    view! {
        <Dialog open=view.settings label="settings-title">
            <div class="dialog-body own-settings">
                <h2 class="title-3" id="settings-title">
                    {words::TITLE}
                </h2>
                {move || speaks.get().then(|| microphone(view))}
                {move || shows.get().then(|| camera(view))}
                {speaker(view)}
                {move || speaks.get().then(|| voice(view))}
                {video.then(|| view! { <QualityChoices view=view group="own-quality"/> }.into_any())}
            </div>
            <div class="dialog-actions">
                <Leave open=view.settings word=text::CLOSE class="button button-primary"/>
            </div>
        </Dialog>
    }
    .into_any()
}

/// A section that is more than a list.
fn section(title: &'static str, children: AnyView) -> AnyView {
    view! {
        <section class="own-section" aria-label=title>
            <h3 class="field-label">{title}</h3>
            {children}
        </section>
    }
    .into_any()
}

fn microphone(view: CallView) -> AnyView {
    let microphone = view.read(|state| (state.local.microphone, state.voice_hint));
    let below = move || match microphone.get() {
        (Device::Missing(problem), _) => trouble(view, DeviceKind::Microphone, problem),
        (Device::On, Some(VoiceHint::HearsNothing)) => {
            view! { <p class="wrong">{words::HEARS_NOTHING}</p> }.into_any()
        }
        (Device::On, _) => view! { <Level level=view.call.microphone_level/> }.into_any(),
        _ => ().into_any(),
    };
    picker(view, DeviceKind::Microphone, view! { {below} }.into_any())
}

fn camera(view: CallView) -> AnyView {
    let camera = view.read(|state| state.local.camera);
    let below = move || match camera.get() {
        Device::Missing(problem) => trouble(view, DeviceKind::Camera, problem),
        _ => ().into_any(),
    };
    picker(view, DeviceKind::Camera, view! { {below} }.into_any())
}

fn trouble(view: CallView, kind: DeviceKind, problem: DeviceProblem) -> AnyView {
    view! { <DeviceTrouble view=view missing=Missing::One(kind) problem=problem/> }.into_any()
}

fn speaker(view: CallView) -> AnyView {
    let chooses =
        view.read(|state| state.devices.chooses_speaker && !state.devices.speakers.list.is_empty());
    let list = move || {
        if chooses.get() {
            picker(view, DeviceKind::Speaker, ().into_any())
        } else {
            let hint = view! { <p class="hint">{words::SYSTEM_CHOOSES}</p> }.into_any();
            section(words::kind(DeviceKind::Speaker), hint)
        }
    };
    view! {
        <div class="own-speaker">
            {list} <SpeakerTest view=view class="own-test"/>
        </div>
    }
    .into_any()
}

/// A list to choose from, with what belongs `below` it.
fn picker(view: CallView, kind: DeviceKind, below: AnyView) -> AnyView {
    let id = match kind {
        DeviceKind::Microphone => "choose-microphone",
        DeviceKind::Camera => "choose-camera",
        DeviceKind::Speaker => "choose-speaker",
    };
    let devices = view.read(move |state| {
        // With the last news, for what could not be had is to vanish from the list.
        let news = state.devices.news.as_ref().map(|news| news.number);
        (state.devices.picker(kind).clone(), news)
    });
    let select = NodeRef::<html::Select>::new();
    // An option that somebody chose by hand no longer follows its attribute; so the list is told, when it is drawn.
    Effect::new(move |_| {
        devices.track();
        let tell = move || {
            let used = devices.try_with_untracked(|(picker, _)| shown(kind, picker));
            if let (Some(Some(select)), Some(used)) = (select.try_get_untracked(), used) {
                select.set_value(&used);
            }
        };
        set_timeout(tell, Duration::ZERO);
    });
    let options = move || {
        let (picker, _) = devices.get();
        // A browser that has no device for the system's choice leaves it to be named.
        let system = names_system(kind, &picker)
            .then(|| view! { <option value="">{words::SYSTEM}</option> }.into_any());
        let none = (picker.list.is_empty() && system.is_none())
            .then(|| view! { <option value="">{words::none(kind)}</option> }.into_any());
        let listed = picker
            .list
            .iter()
            .enumerate()
            .map(|(at, device)| {
                let label = match device.label.as_str() {
                    "" => words::unnamed(kind, at + 1),
                    label => label.to_owned(),
                };
                view! {
                    <option value=device.id.clone()>{label}</option>
                }
                .into_any()
            })
            .collect::<Vec<_>>();
        view! { {none} {system} {listed} }.into_any()
    };
    view! {
        <div class="field own-section">
            <label class="field-label" for=id>
                {words::kind(kind)}
            </label>
            <div class="select">
                <select
                    class="input"
                    id=id
                    node_ref=select
                    disabled=move || devices.with(|(picker, _)| picker.list.is_empty())
                    on:change=move |event: ev::Event| {
                        view.call.choose_device(kind, event_target_value(&event));
                    }
                >
                    {options}
                </select>
                <Icon name="chevron" class="icon-16"/>
            </div>
            {below}
        </div>
    }
    .into_any()
}

/// Whether the system's choice has to be named: some browsers list a device for it.
fn names_system(kind: DeviceKind, picker: &Picker) -> bool {
    kind == DeviceKind::Speaker && picker.list.iter().all(|device| device.id != SYSTEM)
}

/// The option that is used: of a speaker that nobody chose, the system's.
fn shown(kind: DeviceKind, picker: &Picker) -> String {
    let used = picker.used.clone().unwrap_or_default();
    if used.is_empty() && kind == DeviceKind::Speaker && !names_system(kind, picker) {
        return SYSTEM.to_owned();
    }
    used
}

/// What is done to the own voice.
fn voice(view: CallView) -> AnyView {
    let processing = view.read(|state| state.devices.processing);
    let row = move |label: &'static str,
                    hint: &'static str,
                    on: fn(Processing) -> bool,
                    turn: fn(Processing) -> Processing| {
        let switch = view! {
            <input
                class="switch"
                type="checkbox"
                role="switch"
                prop:checked=move || on(processing.get())
                on:change=move |_| view.call.process(turn(processing.get_untracked()))
            />
        };
        switch_row(label, hint, switch.into_any())
    };
    let rows = view! {
        {row(words::ECHO, words::ECHO_HINT, |it| it.echo, |it| Processing { echo: !it.echo, ..it })}
        {row(words::NOISE, words::NOISE_HINT, |it| it.noise, |it| Processing { noise: !it.noise, ..it })}
        {row(words::GAIN, words::GAIN_HINT, |it| it.gain, |it| Processing { gain: !it.gain, ..it })}
    };
    section(words::VOICE, rows.into_any())
}
