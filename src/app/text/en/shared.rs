//! English: shared sessions.

use crate::protocol::{error_code::CloseCode, server_message::Termination};

/// The page.
pub const TITLE: &str = "Shared session";
/// Beside it in the menu.
pub const NEW: &str = "New";
/// In the line at the foot.
pub const LINK: &str = "Shared sessions";
/// The way in, in two lines.
pub const HEADLINE: [&str; 2] = ["A few people,", "ten minutes"];
/// What it is for.
pub const LEAD: &str = "Read six characters out, and whoever hears them can come in. This server has no shared browser, so you see who is here, and for how long.";
/// The label of the box.
pub const JOIN_LABEL: &str = "Join a shared session";
/// In the box.
pub const PLACEHOLDER: &str = "Enter the 6-character code";
/// Goes in.
pub const JOIN: &str = "Join";
/// What a code looks like.
pub const HINT: [&str; 3] = ["A code looks like", "ABC-123", "."];
/// The field of the name.
pub const YOUR_NAME: &str = "Your name";
/// What follows without one.
pub const NAME_HINT: &str = "Empty is fine: you are a guest with a number.";
/// Begins one.
pub const START: &str = "Start a shared session";
/// What one is, in three facts.
pub const FACTS: [(&str, &str); 3] = [
    ("people", "Up to 10 people"),
    ("clock", "10 minutes"),
    ("shield", "No account needed"),
];
/// A code opens nothing.
pub const WRONG_CODE: &str =
    "No shared session has this code now. It may be mistyped, or its ten minutes are over.";

/// The heading in the session.
pub const HERE: &str = "You are together";
/// What it is, where there is no browser to share.
pub const HERE_LEAD: &str = "This is a session without a shared browser. Everybody with the code comes in here until the time is over.";
/// Nobody else is there.
pub const ALONE: &str = "Nobody else is here yet. Give the code to whom you want to meet.";
/// Opens the code in large.
pub const SHOW_CODE: &str = "Show the code";
/// The card with the code, and the name of its dialog.
pub const SHARE_CODE: &str = "Share code";
/// In the dialog.
pub const SHARE_LEAD: &str =
    "Read it out, or send it. Whoever has it can come in until the time is over.";
/// Copies the code.
pub const COPY_CODE: &str = "Copy code";
/// It is copied.
pub const CODE_COPIED: &str = "Code copied";
/// Copies the link.
pub const COPY_LINK: &str = "Copy link";
/// It is copied.
pub const LINK_COPIED: &str = "Link copied";
/// The code, letter by letter for readers.
pub fn spell(code: &str) -> String {
    let letters: Vec<String> = code.chars().map(String::from).collect();
    format!("Share code {}", letters.join(" "))
}
/// The time that is left: "7:42 left".
pub fn time_left(seconds: u64) -> String {
    format!("{}:{:02} left", seconds / 60, seconds % 60)
}
/// The list.
pub const PEOPLE: &str = "People";
/// How many of how many: "4 of 10".
pub fn people(count: usize, most: u32) -> String {
    format!("{count} of {most}")
}
/// Who made the session.
pub const CREATOR: &str = "Creator";
/// Somebody came.
pub fn came(name: &str) -> String {
    format!("{name} joined")
}
/// Somebody went.
pub fn went(name: &str) -> String {
    format!("{name} left")
}
/// Goes.
pub const LEAVE: &str = "Leave";
/// Somebody waits to be let in.
pub const KNOCKING: &str = "You wait to be let in";
/// Why.
pub const KNOCKING_LEAD: &str = "Too many wrong codes were tried just now, so the creator looks at who comes. This page goes on by itself.";
/// It is over.
pub const OVER: &str = "The session is over";
/// It ended for another reason.
pub const OUT: &str = "You are out of the session";
/// Begins anew.
pub const AGAIN: &str = "Start or join another";

/// Why it is over.
pub const fn over(reason: Termination) -> (&'static str, &'static str) {
    match reason {
        Termination::TimeLimit => (
            OVER,
            "Its ten minutes have passed, and the code opens nothing any more.",
        ),
        Termination::Inactive => (OVER, "Nobody did anything for a while."),
        Termination::ServerShutdown => (OVER, "The server was stopped."),
        Termination::EndedByHost | Termination::EndedByAdmin => (
            OVER,
            "It was ended for everyone, and the code opens nothing any more.",
        ),
        Termination::Removed => (OUT, "The creator put you out. The others go on."),
        Termination::Denied => (OUT, "The creator did not let you in."),
    }
}
/// Why the server does not speak to this page any more.
pub const fn closed(code: CloseCode) -> (&'static str, &'static str) {
    match code {
        CloseCode::Replaced => (OUT, "You have it open in another tab, which goes on."),
        CloseCode::SessionFull => (OUT, "All seats are taken."),
        CloseCode::NotAdmitted => (OUT, "The creator did not let you in."),
        CloseCode::Removed => (OUT, "The creator put you out. The others go on."),
        CloseCode::SessionEnded => (OVER, "The code opens nothing any more."),
        _ => (OUT, "You left, or the session is over."),
    }
}
