//! English: the page before the call.

use crate::{call::call_state::DeviceProblem, domain::policy::CallKind};

use super::count;

/// Over the title.
pub const LIVE: &str = "Live";
/// The host.
pub fn with(host: &str) -> String {
    format!("with {host}")
}
/// How long it has been going on.
pub fn live_for(minutes: u64) -> String {
    match minutes {
        0 => "Live, just started".to_owned(),
        1..60 => format!("Live for {}", count(minutes as usize, "minute", "minutes")),
        _ => format!("Live for {}", count(minutes as usize / 60, "hour", "hours")),
    }
}
/// Who is inside.
pub fn inside(names: &[&str]) -> String {
    match names {
        [] => "Nobody is inside yet. You would be the first.".to_owned(),
        [one] => format!("{one} is inside"),
        [one, two] => format!("{one} and {two} are inside"),
        [one, two, rest @ ..] => {
            format!(
                "{one}, {two} and {} are inside",
                count(rest.len(), "other", "others")
            )
        }
    }
}
/// The name's label.
pub const YOUR_NAME: &str = "Your name";
/// Under it.
pub fn guest_hint(guest: &str) -> String {
    format!("Leave it empty and we’ll call you {guest}.")
}
/// The button.
pub const JOIN: &str = "Join session";
/// The same without devices.
pub fn join_without(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Video => "Join without camera or mic",
        CallKind::Audio => "Join without microphone",
    }
}
/// The same where a host lets people in.
pub const KNOCK: &str = "Ask to come in";
/// Waits to be let in.
pub const WAITING: &str = "Waiting";
/// What goes on, while a host is inside.
pub fn being_told(host: &str) -> String {
    format!("{host} is being told that you are here.")
}
/// What goes on, while none is.
pub const NO_HOST_INSIDE: &str = "No host is inside yet. They see you as soon as they come.";
/// The line is being opened.
pub const KNOCKING: &str = "Knocking…";
/// The line is away.
pub const KNOCKING_AGAIN: &str = "No connection. It goes on by itself";
/// As whom one waits.
pub fn waiting_as(name: &str) -> String {
    format!("You wait as {name}")
}
/// A host wrote nothing more.
pub const HELD: &str = "The host asks you to wait a moment.";
/// What a host wrote.
pub fn held(message: &str) -> String {
    format!("The host writes: {message}")
}
/// How many are inside.
pub fn inside_count(people: u32) -> String {
    match people {
        0 => "Nobody is inside yet".to_owned(),
        1 => "One person is inside".to_owned(),
        people => format!("{people} people are inside"),
    }
}
/// Stops waiting.
pub const STOP_WAITING: &str = "Stop waiting";
/// You need not do anything.
pub const WAIT_NOTE: &str =
    "You come in by yourself as soon as you are let in. You can also load this page again.";
/// Who only watches and listens has no preview.
pub const WATCHING: &str = "You watch and listen";
/// What that means.
pub const WATCHING_LEAD: &str = "In this session you are neither seen nor heard, and your browser is not asked for your camera or microphone. The host can change that when you are inside.";
/// What one may do who watches.
pub const MAY_WATCH: [&str; 3] = [
    "You join as a ",
    "viewer",
    ": you can watch, listen and write.",
];
/// The same at work.
pub const JOINING: &str = "Going in…";
/// What one may do.
pub fn may(kind: CallKind) -> [&'static str; 3] {
    let rest = match kind {
        CallKind::Video => ": you can talk, show your camera and write.",
        CallKind::Audio => ": you can talk and write. This session has no cameras.",
    };
    ["You join as a ", "collaborator", rest]
}
/// The same without devices.
pub const WITHOUT_DEVICES: &str =
    "You can still listen, watch and write. Turn them on later from inside.";
/// Needs the script.
pub const NO_SCRIPT: &str = "A call needs JavaScript, and this browser has it turned off. Turn it on for this page, then load it again.";
/// In the preview.
pub const ONLY_YOU: &str = "Only you can see this";
/// The region of the preview.
pub const PREVIEW: &str = "Camera and microphone";
/// While the browser asks.
pub fn asking(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Video => {
            "Your browser asks whether it may use the camera and microphone. Choose Allow."
        }
        CallKind::Audio => "Your browser asks whether it may use the microphone. Choose Allow.",
    }
}
/// Nothing was turned on.
pub const CAMERA_OFF: &str = "Your camera is off";
/// A session without cameras.
pub const AUDIO_ONLY: &str = "This session is audio only";
/// The level meter.
pub const LEVEL: &str = "Microphone level";

/// Only the camera is away.
pub fn camera_problem(problem: DeviceProblem) -> &'static str {
    match problem {
        DeviceProblem::Denied => {
            "Your browser is blocking the camera. Allow it in the settings of this page."
        }
        DeviceProblem::BlockedBySystem => {
            "Your computer keeps the camera from the browser. Allow it in its privacy settings."
        }
        DeviceProblem::NotFound => "No camera found. You can join without one.",
        DeviceProblem::Busy => {
            "Another program is using the camera. Close it, then turn the camera on."
        }
        DeviceProblem::InsecureContext => "The camera needs an address that begins with https.",
        DeviceProblem::Unknown => "The camera did not start. Try to turn it on again.",
    }
}

/// Only the microphone is away.
pub fn microphone_problem(problem: DeviceProblem) -> &'static str {
    match problem {
        DeviceProblem::Denied => {
            "Your browser is blocking the microphone. Allow it in the settings of this page."
        }
        DeviceProblem::BlockedBySystem => {
            "Your computer keeps the microphone from the browser. Allow it in its privacy settings."
        }
        DeviceProblem::NotFound => "No microphone found. You can join without one.",
        DeviceProblem::Busy => {
            "Another program is using the microphone. Close it, then turn the microphone on."
        }
        DeviceProblem::InsecureContext => "The microphone needs an address that begins with https.",
        DeviceProblem::Unknown => "The microphone did not start. Try to turn it on again.",
    }
}
