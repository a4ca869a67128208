//! English: hands, signs, and what a host may do.

use super::{
    count, role,
    sessions::{length, list},
};
use crate::{
    domain::{door::Door, role::Role},
    protocol::{
        client_message::Reaction,
        guest_trouble::{GuestTrouble, TroubleOf, TroubleWhy},
    },
};

/// The hand's word.
pub const HAND: &str = "Hand";
/// The hand's button.
pub fn hand(raised: bool) -> &'static str {
    if raised {
        "Take your hand down"
    } else {
        "Raise your hand"
    }
}
/// A hand that is up, on a tile and in a list.
pub const HAND_UP: &str = "Hand raised";
/// The signs' word.
pub const REACT: &str = "React";
/// The menu of signs.
pub const REACTIONS: &str = "Send a reaction";
/// What a sign is called.
pub fn reaction(reaction: Reaction) -> &'static str {
    match reaction {
        Reaction::ThumbsUp => "Thumbs up",
        Reaction::Clap => "Applause",
        Reaction::Heart => "Heart",
        Reaction::Laugh => "Laughter",
        Reaction::Surprise => "Surprise",
        Reaction::Celebrate => "Cheer",
    }
}

/// The own microphone cannot be turned on.
pub const MUTED: &str = "The host turned your microphone off. Raise your hand to speak";
/// The own camera cannot be turned on.
pub const HIDDEN: &str = "The host turned your camera off";
/// Said when it happens.
pub const MUTED_NOW: &str = "The host turned your microphone off";
/// Said when the part changes.
pub fn role_now(now: Role) -> &'static str {
    match now {
        Role::Host => "You are a host now",
        Role::Collaborator => "You are a collaborator now",
        Role::Viewer => "You are a viewer now",
    }
}
/// The microphone may be used from now on.
pub const MAY_SPEAK: &str = "You may speak now";
/// The camera may be used from now on.
pub const MAY_SHOW: &str = "You may show your camera now";
/// Both may be used from now on.
pub const MAY_BOTH: &str = "You may speak and be seen now";
/// Takes a sentence over the stage away.
pub const NOT_NOW: &str = "Not now";

/// The button of a row.
pub fn change(name: &str) -> String {
    format!("Change {name}")
}
/// Before the time since when somebody is there, for readers.
pub const SINCE: &str = "since";
/// For readers, in a row.
pub const BARRED: &str = "Microphone turned off by the host";
/// What a host asks.
pub const ASK_TO_MUTE: &str = "Ask to turn the microphone off";
/// Takes the microphone, and gives it back.
pub fn allow_microphone(allowed: bool) -> &'static str {
    if allowed {
        "Let them speak"
    } else {
        "Turn their microphone off"
    }
}
/// Takes the camera, and gives it back.
pub fn allow_camera(allowed: bool) -> &'static str {
    if allowed {
        "Let them show their camera"
    } else {
        "Turn their camera off"
    }
}
/// Takes the screen, and gives it back.
pub fn allow_screen(allowed: bool) -> &'static str {
    if allowed {
        "Let them share their screen"
    } else {
        "Turn their screen sharing off"
    }
}
/// Takes pointing and drawing, and gives it back.
pub fn allow_pointing(allowed: bool) -> &'static str {
    if allowed {
        "Let them point and draw"
    } else {
        "Turn their pointing and drawing off"
    }
}
/// Takes a hand down.
pub const LOWER_HAND: &str = "Take their hand down";
/// Gives somebody another part.
pub fn make(part: Role) -> String {
    format!("Make {}", role(part).to_lowercase())
}
/// Gives one's own part away.
pub const HAND_OVER: &str = "Hand over to them";
/// Puts somebody out.
pub const REMOVE: &str = "Take out of the session";

/// Asks before one's own part is given away.
pub fn hand_over_question(name: &str) -> String {
    format!("Hand the session over to {name}?")
}
/// What it means.
pub const HAND_OVER_MEANING: &str =
    "They lead it from now on, and you become a collaborator. Only they can undo this.";
/// Does it.
pub const HAND_OVER_NOW: &str = "Hand over";
/// Asks before somebody is put out.
pub fn remove_question(name: &str) -> String {
    format!("Take {name} out?")
}
/// What it means.
pub const REMOVE_MEANING: &str =
    "They leave at once, and their way in opens nothing any more. What they wrote stays.";
/// With it.
pub const BAN: &str = "Do not let them in again";
/// Does it.
pub const REMOVE_NOW: &str = "Take out";

/// Over those who wait.
pub const WAITING: &str = "Waiting to come in";
/// One or more want to come in.
pub fn knocks(names: &[&str]) -> String {
    let who = list(names);
    if names.len() == 1 {
        format!("{who} wants to come in")
    } else {
        format!("{who} want to come in")
    }
}
/// Lets somebody in.
pub const LET_IN: &str = "Let in";
/// The same in full.
pub fn let_in(name: &str) -> String {
    format!("Let in {name}")
}
/// Lets everybody in.
pub const LET_ALL_IN: &str = "Let all in";
/// Does not.
pub const TURN_AWAY: &str = "Turn away";
/// The same in full.
pub fn turn_away(name: &str) -> String {
    format!("Turn away {name}")
}
/// Tells somebody something who waits.
pub const HOLD: &str = "Write to them";
/// The same in full.
pub fn hold(name: &str) -> String {
    format!("Write to {name}")
}
/// What is written in it at first.
pub const HOLD_HINT: &str = "One moment, we are nearly ready";
/// Sends it.
pub const HOLD_SEND: &str = "Send";
/// What was told.
pub fn held(message: &str) -> String {
    if message.is_empty() {
        "Asked to wait".to_owned()
    } else {
        format!("You wrote: {message}")
    }
}
/// They wait, and their page is away.
pub const AWAY: &str = "Not here at the moment";
/// What keeps somebody from being heard and seen who is on their way in.
pub fn trouble(trouble: GuestTrouble) -> String {
    let GuestTrouble { of, why } = trouble;
    let of = match of {
        TroubleOf::Camera => "camera",
        TroubleOf::Microphone => "microphone",
        TroubleOf::Both => "camera and microphone",
        TroubleOf::Connection => return "no connection to the session".to_owned(),
    };
    match why {
        TroubleWhy::Denied => format!("{of} blocked in the browser"),
        TroubleWhy::BlockedBySystem => format!("{of} blocked by the system"),
        TroubleWhy::NotFound => format!("no {of} found"),
        TroubleWhy::Busy => format!("{of} in use by another program"),
        TroubleWhy::NotSecure => format!("no {of} without an https address"),
        TroubleWhy::Unreachable | TroubleWhy::Unknown => format!("{of} did not start"),
    }
}
/// Over those who are on the page before the door and cannot come in as they want to.
pub const AT_DOOR: &str = "Trouble at the door";
/// One of them.
pub fn at_door(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{name}, at the door"),
        None => "Somebody at the door".to_owned(),
    }
}
/// The same with what is wrong.
pub fn trouble_at_door(name: Option<&str>, what: GuestTrouble) -> String {
    format!("{}: {}", at_door(name), trouble(what))
}
/// One who knocks, with what is wrong.
pub fn knocks_with(name: &str, what: GuestTrouble) -> String {
    format!("{} ({})", knocks(&[name]), trouble(what))
}
/// Opens the list.
pub const SEE_WHO: &str = "See who";

/// Over the host's controls.
pub const CONTROLS: &str = "Lead the session";
/// How long there is.
pub const TIME_LEFT: &str = "Time left";
/// The figure.
pub fn time_left(minutes: u64) -> String {
    match minutes {
        0 => "less than a minute".to_owned(),
        minutes => length(u32::try_from(minutes).unwrap_or(u32::MAX)),
    }
}
/// Makes it longer.
pub fn extend(seconds: u64) -> String {
    format!("Add {} min", seconds / 60)
}
/// It can't be made longer.
pub const NOT_LONGER: &str = "It can’t be made longer.";
/// The title's label.
pub const TITLE: &str = "Title";
/// Keeps it.
pub const SAVE: &str = "Save";
/// Over the doors.
pub const DOOR: &str = "Who can come in";
/// A door.
pub fn door(door: Door) -> &'static str {
    match door {
        Door::Open => "Anyone",
        Door::Lobby => "Ask first",
        Door::Locked => "Nobody",
    }
}
/// What a door means.
pub fn door_meaning(door: Door) -> &'static str {
    match door {
        Door::Open => "Whoever has the link or a code comes in.",
        Door::Lobby => "You let in each one who is new.",
        Door::Locked => "Nobody new comes in. Whoever was inside can come back.",
    }
}
/// Whether somebody may take over: the state, and the button that changes it.
pub const TAKING_OVER: &str = "Taking over";
/// What it is.
pub const fn taking_over(allowed: bool) -> &'static str {
    if allowed {
        "When hosts are gone for two minutes, someone with an account can become host."
    } else {
        "When hosts are gone, nobody becomes host in their place."
    }
}
/// Lets it be, or not.
pub const fn let_take_over(allowed: bool) -> &'static str {
    if allowed { "Don’t allow" } else { "Allow" }
}
/// The same in full.
pub const fn let_take_over_name(allowed: bool) -> &'static str {
    if allowed {
        "Don’t let anyone take over"
    } else {
        "Let someone take over"
    }
}
/// How people reach each other.
pub const ADDRESSES: &str = "Network addresses";
/// What it is.
pub const fn addresses(hidden: bool) -> &'static str {
    if hidden {
        "Hidden: sound and picture go by the server’s relay alone."
    } else {
        "People’s computers connect directly where they can, and so know each other’s network addresses."
    }
}
/// Changes it.
pub const fn hide_addresses(hidden: bool) -> &'static str {
    if hidden { "Don’t hide" } else { "Hide" }
}
/// The same in full.
pub const fn hide_addresses_name(hidden: bool) -> &'static str {
    if hidden {
        "Let people connect directly"
    } else {
        "Hide network addresses from now on"
    }
}
/// The chat's rest.
pub const CHAT: &str = "Chat";
/// What it is.
pub fn chat_state(paused: bool) -> &'static str {
    if paused {
        "Only hosts can write."
    } else {
        "Everyone can write."
    }
}
/// Lets it rest, or go on.
pub fn pause_chat(paused: bool) -> &'static str {
    if paused { "Go on" } else { "Pause" }
}
/// The same in full.
pub fn pause_chat_name(paused: bool) -> &'static str {
    if paused {
        "Go on with the chat"
    } else {
        "Pause the chat"
    }
}
/// In the place of the composer.
pub const CHAT_PAUSED: &str = "The host has paused the chat. You can still read it.";
/// In the place of the composer.
pub const MAY_NOT_WRITE: &str = "You can read this chat, and not write in it.";

/// The button of a message.
pub const CHANGE_MESSAGE: &str = "Change this message";
/// Takes its text away.
pub const REMOVE_MESSAGE: &str = "Remove message";
/// Makes it an announcement, and an ordinary one again.
pub fn announce(announcement: bool) -> &'static str {
    if announcement {
        "Make an announcement"
    } else {
        "No announcement any more"
    }
}
/// Over its text.
pub const ANNOUNCEMENT: &str = "Announcement";
/// Said when there is one.
pub fn announced(body: &str) -> String {
    format!("Announcement: {body}")
}

/// Before the end.
pub fn ends_in(minutes: u64) -> String {
    format!(
        "The session ends in {}",
        count(minutes as usize, "minute", "minutes")
    )
}
/// Takes a sentence away.
pub const UNDERSTOOD: &str = "All right";
/// The hosts are gone.
pub const NO_HOST: &str = "The host has been away for a while";
/// Becomes host.
pub const TAKE_OVER: &str = "Take over as host";
