//! What somebody may want to answer, over the stage and never in the way: who knocks, that one may speak now, that one
//! is asked for silence, that the time is nearly over, that nobody leads, what is wrong with one's own devices.

use leptos::prelude::*;

use super::icon::icon;
use crate::{
    app::{
        call_view::{CallView, Panel, server_now},
        text::{devices, host as words, join, room, trouble},
    },
    call::{
        call_state::{Device, NoticeKind, VoiceHint},
        own_devices::DeviceKind,
    },
    protocol::{client_message::ClientMessage, host_command::HostCommand},
};

/// All of them, one under the other.
#[component]
pub fn Prompts(view: CallView) -> impl IntoView {
    view! {
        <div class="prompts">
            {knocks(view)} {own_voice(view)} {device_trouble(view)} {may_send(view)} {asked_to_mute(view)} {ends_soon(view)} {take_over(view)}
        </div>
    }
    .into_any()
}

/// A sentence with its sign and buttons.
fn prompt(sign: &'static str, sentence: String, buttons: AnyView) -> AnyView {
    let name = sentence.clone();
    view! {
        <div class="prompt" role="group" aria-label=name>
            <span class="prompt-words">{icon(sign, "")} <span>{sentence}</span></span>
            <span class="prompt-buttons">{buttons}</span>
        </div>
    }
    .into_any()
}

fn button(class: &'static str, word: impl Into<String>, press: impl Fn() + 'static) -> AnyView {
    let word: String = word.into();
    view! {
        <button type="button" class=class on:click=move |_| press()>
            {word}
        </button>
    }
    .into_any()
}

const MAIN: &str = "button button-44 button-primary";
const QUIET: &str = "button button-44 button-quiet";

/// Who waits to come in. In the open list of people there is no need of it.
fn knocks(view: CallView) -> impl IntoView {
    let waiting = view.waiting();
    move || {
        let waiting = waiting.get();
        let user_id = waiting.first()?.id;
        if view.panel.get() == Some(Panel::People) {
            return None;
        }
        let names: Vec<&str> = waiting.iter().map(|user| user.name.as_str()).collect();
        let see = button(QUIET, words::SEE_WHO, move || {
            view.panel.set(Some(Panel::People));
        });
        let buttons = if waiting.len() == 1 {
            let admit = button(MAIN, words::LET_IN, move || {
                view.call.moderate(HostCommand::Admit { user_id });
            });
            let deny = button(QUIET, words::TURN_AWAY, move || {
                view.call.moderate(HostCommand::Deny { user_id });
            });
            view! { {deny} {admit} }.into_any()
        } else {
            let admit = button(MAIN, words::LET_ALL_IN, move || {
                view.call.moderate(HostCommand::AdmitAll {});
            });
            view! { {see} {admit} }.into_any()
        };
        let trouble = waiting.iter().find_map(|user| user.trouble);
        let sentence = match (names.as_slice(), trouble) {
            ([name], Some(trouble)) => words::knocks_with(name, trouble),
            _ => words::knocks(&names),
        };
        Some(prompt("person", sentence, buttons))
    }
}

/// The own voice does not get where one thinks.
fn own_voice(view: CallView) -> impl IntoView {
    let hint = view.read(|state| state.voice_hint);
    move || {
        let hint = hint.get()?;
        let hush = button(QUIET, devices::HUSH, move || view.call.hush_voice_hint());
        let (sign, sentence, main) = match hint {
            VoiceHint::TalksMuted => (
                "mic-off",
                devices::TALKS_MUTED,
                button(MAIN, room::microphone(false), move || {
                    view.call.toggle_microphone()
                }),
            ),
            VoiceHint::HearsNothing => (
                "warning",
                devices::HEARS_NOTHING,
                button(MAIN, devices::choose(DeviceKind::Microphone), move || {
                    view.settings.set(true);
                }),
            ),
        };
        let buttons = view! { {hush} {main} }.into_any();
        Some(prompt(sign, sentence.to_owned(), buttons))
    }
}

/// What was turned on in the call and could not be had. Who came without devices knows, and is not told.
fn device_trouble(view: CallView) -> impl IntoView {
    let devices = view.read(|state| (state.local.microphone, state.local.camera));
    let told = RwSignal::new(None::<&'static str>);
    Effect::new(move |before: Option<(Device, Device)>| {
        let (microphone, camera) = devices.get();
        let asked = |before: Option<Device>| before == Some(Device::Asking);
        let said = match (microphone, camera) {
            (_, Device::Missing(problem)) if asked(before.map(|before| before.1)) => {
                Some(join::camera_problem(problem))
            }
            (Device::Missing(problem), _) if asked(before.map(|before| before.0)) => {
                Some(join::microphone_problem(problem))
            }
            (Device::Missing(_), _) | (_, Device::Missing(_)) => told.get_untracked(),
            _ => None,
        };
        told.set(said);
        (microphone, camera)
    });
    move || {
        let sentence = told.get()?;
        let buttons = view! {
            {button(QUIET, words::NOT_NOW, move || told.set(None))}
            {button(MAIN, trouble::WHAT_TO_DO, move || {
                told.set(None);
                view.settings.set(true);
            })}
        };
        Some(prompt("warning", sentence.to_owned(), buttons.into_any()))
    }
}

/// What one may send since a moment ago. The browser is asked by one's own click, never by another's.
fn may_send(view: CallView) -> impl IntoView {
    let grants = view.grants();
    let offered = RwSignal::new((false, false));
    Effect::new(move |before: Option<(bool, bool)>| {
        let grants = grants.get();
        let now = (grants.publish_audio, grants.publish_video);
        if let Some(before) = before {
            offered.update(|offered| {
                offered.0 = now.0 && (offered.0 || !before.0);
                offered.1 = now.1 && (offered.1 || !before.1);
            });
        }
        now
    });
    let microphone_on = view.microphone_on();
    let camera_on = view.camera_on();
    move || {
        let offered_now = offered.get();
        let speak = offered_now.0 && !microphone_on.get();
        let show = offered_now.1 && !camera_on.get();
        let sentence = match (speak, show) {
            (true, true) => words::MAY_BOTH,
            (true, false) => words::MAY_SPEAK,
            (false, true) => words::MAY_SHOW,
            (false, false) => return None,
        };
        let buttons = view! {
            {button(QUIET, words::NOT_NOW, move || offered.set((false, false)))}
            {show
                .then(|| {
                    let class = if speak { "button button-44 button-tonal" } else { MAIN };
                    button(class, room::camera(false), move || view.call.toggle_camera())
                })}
            {speak
                .then(|| button(MAIN, room::microphone(false), move || view.call.toggle_microphone()))}
        };
        Some(prompt("mic", sentence.to_owned(), buttons.into_any()))
    }
}

/// A host asks for silence; it is answered by turning the microphone off, however that is done.
fn asked_to_mute(view: CallView) -> impl IntoView {
    let asked = view.read(|state| {
        let asked = state.notices.iter().rev();
        asked
            .filter(|notice| notice.kind == NoticeKind::AskedToMute)
            .map(|notice| (u64::from(notice.number), notice.name.clone()))
            .next()
    });
    let answered = RwSignal::new(0);
    let microphone_on = view.microphone_on();
    Effect::new(move |_| {
        if !microphone_on.get() {
            answered.set(asked.get().map_or(0, |(number, _)| number));
        }
    });
    move || {
        let (number, name) = asked.get()?;
        if number <= answered.get() || !microphone_on.get() {
            return None;
        }
        let buttons = view! {
            {button(QUIET, words::NOT_NOW, move || answered.set(number))}
            {button(MAIN, room::microphone(true), move || view.call.toggle_microphone())}
        };
        Some(prompt(
            "mic-off",
            room::asked_to_mute(&name),
            buttons.into_any(),
        ))
    }
}

/// The last minutes. What was waved away at five comes once more at one.
fn ends_soon(view: CallView) -> impl IntoView {
    let warning = view.warning();
    let rules = view.rules();
    let moderates = view.moderates();
    let read = RwSignal::new(None::<u64>);
    move || {
        let minutes = warning.get()?;
        if read.get() == Some(minutes) {
            return None;
        }
        let extension = rules
            .get()
            .map(|rules| rules.extension)
            .filter(|extension| moderates.get() && extension.left > 0);
        let buttons = view! {
            {button(QUIET, words::UNDERSTOOD, move || read.set(Some(minutes)))}
            {extension
                .map(|extension| {
                    button(
                        MAIN,
                        words::extend(extension.seconds),
                        move || view.call.moderate(HostCommand::Extend {}),
                    )
                })}
        };
        Some(prompt("clock", words::ends_in(minutes), buttons.into_any()))
    }
}

/// Nobody leads, and one may.
fn take_over(view: CallView) -> impl IntoView {
    let now = server_now(view);
    let from = view.read(|state| {
        let room = state.room.as_ref()?;
        room.rules.take_over_from.filter(|_| room.may_take_over)
    });
    let may = Memo::new(move |_| from.get().is_some_and(|from| from <= now()));
    move || {
        may.get().then(|| {
            let take = button(MAIN, words::TAKE_OVER, move || {
                view.call.say(ClientMessage::TakeOver {});
            });
            prompt("shield", words::NO_HOST.to_owned(), take)
        })
    }
}
