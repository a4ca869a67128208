//! English: how well a call goes, why, and what can be chosen about it.

use crate::call::{
    link_report::{Carrier, Path},
    quality::{Level, Mark, QualityChoice, Why},
};

/// How well it goes, in a word.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Good => "Good connection",
        Level::Fair => "Fair connection",
        Level::Weak => "Weak connection",
    }
}
/// Why the way to `name` goes no better; nothing when it goes well.
pub fn of_person(mark: Mark, name: &str) -> Option<String> {
    Some(match mark.why? {
        Why::TheirPicturePaused => format!("{name}’s picture is paused: the connection is weak"),
        Why::PausedForThem => format!("Your picture is paused for {name}: the connection is weak"),
        Why::TheirLoss { percent } => format!("{name}’s connection loses packets: {percent} %"),
        Why::Late { millis } => format!("The way to {name} is long: {millis} ms"),
        _ => return of_oneself(mark),
    })
}
/// Why one's own connection goes no better; nothing when it goes well.
pub fn of_oneself(mark: Mark) -> Option<String> {
    Some(match mark.why? {
        Why::OwnPicturePaused => "Your connection is weak. Picture paused".to_owned(),
        Why::OwnStills => "Your connection is weak. Your picture is one still a second".to_owned(),
        Why::SlowUpload { kbps } => format!("Your upload is slow: {kbps} kbit/s"),
        Why::OwnLoss { percent } => format!("Your connection loses packets: {percent} %"),
        Why::Processor => "Your computer is busy, so your picture is smaller".to_owned(),
        _ => return None,
    })
}
/// On a tile, where there is little room.
pub fn shortly(mark: Mark) -> Option<String> {
    Some(match mark.why? {
        Why::TheirPicturePaused | Why::OwnPicturePaused => "Picture paused".to_owned(),
        Why::PausedForThem => "Your picture is paused".to_owned(),
        Why::OwnStills => "One still a second".to_owned(),
        Why::SlowUpload { kbps } => format!("Slow upload: {kbps} kbit/s"),
        Why::OwnLoss { percent } | Why::TheirLoss { percent } => {
            format!("Loses packets: {percent} %")
        }
        Why::Late { millis } => format!("Long way: {millis} ms"),
        Why::Processor => "Computer busy".to_owned(),
    })
}
/// How two people are connected.
pub fn path(path: Path) -> String {
    let way = if path.relayed { "by relay" } else { "direct" };
    let carrier = match path.carrier {
        Carrier::Udp => "UDP",
        Carrier::Tcp => "TCP",
        Carrier::Tls => "TLS",
    };
    format!("{way}, {carrier}")
}

/// The view of figures, and the line of the menu that opens it.
pub const TITLE: &str = "Connection";
/// While there is nobody to be connected to.
pub const NOBODY: &str =
    "Nobody else is here yet. As soon as somebody is, you see here how you are connected.";
/// While nothing was measured.
pub const MEASURING: &str = "Measuring…";
/// Rows of the figures.
pub const WAY: &str = "Way";
/// There and back.
pub const ROUND_TRIP: &str = "There and back";
/// What gets lost.
pub const LOSS: &str = "Lost, out and in";
/// How unevenly it comes.
pub const JITTER: &str = "Jitter";
/// How much.
pub const RATE: &str = "Out and in";
/// What there would be room for.
pub const ROOM: &str = "Room to send";
/// What goes out.
pub const SENT: &str = "Sent";
/// What comes in.
pub const RECEIVED: &str = "Received";
/// Milliseconds.
pub fn millis(millis: u32) -> String {
    format!("{millis} ms")
}
/// So many bits a second.
pub fn rate(kbps: u32) -> String {
    match kbps {
        ..1_000 => format!("{kbps} kbit/s"),
        _ => format!("{}.{} Mbit/s", kbps / 1_000, kbps % 1_000 / 100),
    }
}
/// Out and in.
pub fn rates(out: u32, into: u32) -> String {
    if out.max(into) < 1_000 {
        return format!("{out} and {into} kbit/s");
    }
    format!("{} and {}", rate(out), rate(into))
}
/// Packets of a thousand, out and in.
pub fn losses(out: u32, into: u32) -> String {
    let percent = |thousandths: u32| format!("{}.{}", thousandths / 10, thousandths % 10);
    format!("{} % and {} %", percent(out), percent(into))
}
/// A sound: how it is encoded.
pub fn sound(codec: &str) -> String {
    format!("sound {codec}")
}
/// A picture: how it is encoded, how large it is, how often it comes.
pub fn picture(codec: &str, width: u32, height: u32, fps: u32) -> String {
    format!("{codec} {width} × {height}, {fps} frames/s")
}
/// A picture that does not go, or does not come.
pub const NO_PICTURE: &str = "no picture";
/// Copies all of it.
pub const COPY: &str = "Copy";
/// What the button copies, in full.
pub const COPY_NAME: &str = "Copy the figures; there are no addresses in them";
/// Said when it is done.
pub const COPIED: &str = "Figures copied";

/// The choice.
pub const PICTURES: &str = "Pictures";
/// One of it.
pub fn choice(choice: QualityChoice) -> &'static str {
    match choice {
        QualityChoice::Auto => "Automatic",
        QualityChoice::Saver => "Save data",
        QualityChoice::AudioOnly => "Audio only",
    }
}
/// What it means.
pub fn choice_hint(choice: QualityChoice) -> &'static str {
    match choice {
        QualityChoice::Auto => "As good as your connection and everybody’s screen allow.",
        QualityChoice::Saver => "Small pictures, yours and theirs.",
        QualityChoice::AudioOnly => {
            "No camera pictures, neither yours nor theirs. Screens are still shown."
        }
    }
}
