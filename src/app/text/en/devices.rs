//! English: the own devices, to choose and to try out.

use crate::call::own_devices::{DeviceChange, DeviceKind};

/// The dialog, and what leads to it.
pub const TITLE: &str = "Sound and picture";
/// A kind of device.
pub fn kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Microphone => "Microphone",
        DeviceKind::Camera => "Camera",
        DeviceKind::Speaker => "Speaker",
    }
}
/// The button that shows which is used and leads to the dialog.
pub fn choose(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Microphone => "Choose a microphone",
        DeviceKind::Camera => "Choose a camera",
        DeviceKind::Speaker => "Choose a speaker",
    }
}
/// The same with the words on it.
pub fn choose_now(which: DeviceKind, label: &str) -> String {
    match label {
        "" => choose(which).to_owned(),
        label => format!("{label}: {}", choose(which).to_lowercase()),
    }
}
/// In the list, for what the system uses.
pub const SYSTEM: &str = "What the system uses";
/// In the place of a list of speakers that there is none of.
pub const SYSTEM_CHOOSES: &str =
    "This browser plays where your system does. Choose the speaker in the system’s settings.";
/// In the place of a list that is empty.
pub fn none(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Microphone => "No microphone to choose from yet",
        DeviceKind::Camera => "No camera to choose from yet",
        DeviceKind::Speaker => SYSTEM_CHOOSES,
    }
}
/// A device without words on it.
pub fn unnamed(which: DeviceKind, number: usize) -> String {
    format!("{} {number}", kind(which))
}
/// Tries the speaker out.
pub const TEST: &str = "Test sound";
/// While it plays.
pub const PLAYING: &str = "Playing…";
/// From the front of a telephone to its back.
pub const FLIP: &str = "Switch camera";
/// The switches for the microphone's sound.
pub const VOICE: &str = "Your voice";
/// Takes out what comes from the own speaker.
pub const ECHO: &str = "Take out echo";
/// What it is good for.
pub const ECHO_HINT: &str = "Keep it on unless you wear headphones.";
/// Takes out noise.
pub const NOISE: &str = "Take out noise";
/// What it is good for.
pub const NOISE_HINT: &str = "Turn it off to play music.";
/// Keeps the voice at one loudness.
pub const GAIN: &str = "Even out how loud you are";
/// What it is good for.
pub const GAIN_HINT: &str = "Quiet and loud words arrive alike.";

/// The microphone is off, and somebody talks into it.
pub const TALKS_MUTED: &str = "You are talking, and your microphone is off";
/// Not to be told so again.
pub const HUSH: &str = "Don’t tell me again";
/// The microphone is on, and there is nothing at all to hear.
pub const HEARS_NOTHING: &str = "We hear nothing from your microphone. It may have a switch of its own, or be muted by the system";

/// What happened to a device.
pub fn news(which: DeviceKind, what: &DeviceChange) -> String {
    match (what, which) {
        (DeviceChange::Uses(label), _) if !label.is_empty() => {
            format!("{} now: {label}", kind(which))
        }
        (DeviceChange::Uses(_), DeviceKind::Microphone) => "Using another microphone".to_owned(),
        (DeviceChange::Uses(_), DeviceKind::Camera) => "Using another camera".to_owned(),
        (DeviceChange::Uses(_), DeviceKind::Speaker) => "Using the system’s speaker".to_owned(),
        (DeviceChange::Gone, DeviceKind::Camera) => {
            "Your camera is gone. Plug it in and it goes on".to_owned()
        }
        (DeviceChange::Gone, _) => "Your microphone is gone. Plug it in and it goes on".to_owned(),
        (DeviceChange::Refused, DeviceKind::Camera) => {
            "That camera did not start. The one before goes on".to_owned()
        }
        (DeviceChange::Refused, _) => {
            "That microphone did not start. The one before goes on".to_owned()
        }
    }
}
