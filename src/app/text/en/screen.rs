//! English: shared screens.

use crate::call::call_state::DeviceProblem;

/// The word in the bar.
pub const SHARE: &str = "Share";
/// The same while one shares, and the button beside one's own small copy.
pub const STOP: &str = "Stop sharing";
/// What the button in the bar would do.
pub fn share(on: bool) -> &'static str {
    if on { STOP } else { "Share your screen" }
}
/// Why the button in the bar does nothing.
pub const BARRED: &str = "The host turned your screen sharing off";
/// In the menu of a browser that cannot, where one would look for it.
pub const ONLY_COMPUTERS: &str = "This browser can’t share a screen. One on a computer can";
/// Over one's own small copy.
pub const YOU_SHARE: &str = "You are sharing";
/// The region of one's own small copy.
pub const OWN_SCREEN: &str = "Your shared screen";
/// Under it: what it shows.
pub const SHOWS: &str = "What your screen shows";
/// Sharp before smooth.
pub const SHOWS_TEXT: &str = "Text";
/// Smooth before sharp.
pub const SHOWS_MOTION: &str = "Motion";
/// What the two mean.
pub const SHOWS_HINT: &str = "Text stays sharp. Motion stays smooth";
/// Somebody's screen.
pub fn screen_of(name: &str) -> String {
    format!("{name}’s screen")
}
/// In the bar over the screen, and for readers.
pub fn shares(name: &str) -> String {
    format!("{name} is sharing a screen")
}
/// For readers.
pub fn shares_no_more(name: &str) -> String {
    format!("{name} stopped sharing")
}
/// The bar over the screen.
pub const TOOLS: &str = "Shared screen";
/// Which of several is large.
pub const WHICH: &str = "Which screen is large";
/// A tool.
pub const POINT: &str = "Point";
/// A tool.
pub const DRAW: &str = "Draw";
/// Beside the pen.
pub const KEEP: &str = "Keep lines";
/// Takes one's own lines away.
pub const CLEAR: &str = "Clear";
/// What it means.
pub const CLEAR_HINT: &str = "Clear your own lines";
/// Takes everybody's lines away.
pub const CLEAR_ALL: &str = "Clear all";
/// One pixel of theirs is one pixel here.
pub const ACTUAL_SIZE: &str = "Actual size";
/// The screen and nothing else.
pub const FILL: &str = "Fill window";
/// The picture is on its way.
pub const COMING: &str = "The screen is on its way…";
/// Said when the grant is taken while one shares.
pub const TAKEN: &str = "The host ended your screen sharing";
/// Why no screen is shared.
pub const fn trouble(problem: DeviceProblem) -> &'static str {
    match problem {
        DeviceProblem::BlockedBySystem => {
            "Your computer keeps the screen from the browser. Allow it in the system’s privacy settings"
        }
        DeviceProblem::Busy => "Your computer could not show that screen. Choose another one",
        _ => "The screen could not be shared. Try again",
    }
}
