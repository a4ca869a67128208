//! English: the call.

use crate::{domain::policy::CallKind, protocol::error_code::ErrorCode};

/// The stage.
pub const STAGE: &str = "People";
/// The control bar.
pub const CONTROLS: &str = "Controls";
/// Words under the icons.
pub const MIC: &str = "Mic";
/// The camera's word.
pub const CAMERA: &str = "Camera";
/// The chat's word.
pub const CHAT: &str = "Chat";
/// The people's word.
pub const PEOPLE: &str = "People";
/// The session panel's word.
pub const SESSION: &str = "Session";
/// The menu's word.
pub const MORE: &str = "More";
/// Goes out.
pub const LEAVE: &str = "Leave";
/// The button in the top bar.
pub const INVITE: &str = "Invite";
/// Under the list of people.
pub const INVITE_SOMEONE: &str = "Invite someone";
/// The list of keys.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// Turns them off.
pub const SHORTCUTS_ON: &str = "Use single keys as shortcuts";
/// Key, and what it does.
pub const KEYS: [[&str; 2]; 11] = [
    ["M", "Microphone on or off"],
    ["V", "Camera on or off"],
    ["S", "Share the screen, or stop"],
    ["H", "Hand up or down"],
    ["1 – 6", "Send a reaction"],
    ["C", "Chat"],
    ["P", "People"],
    ["I", "Session and its link"],
    ["F6", "Next part of the page"],
    ["Esc", "Close what is on top"],
    ["?", "This list"],
];

/// The microphone's button.
pub fn microphone(on: bool) -> &'static str {
    if on {
        "Turn microphone off"
    } else {
        "Turn microphone on"
    }
}
/// The camera's button.
pub fn camera(on: bool) -> &'static str {
    if on {
        "Turn camera off"
    } else {
        "Turn camera on"
    }
}
/// The chat's button.
pub fn chat_with_news(unread: usize) -> String {
    match unread {
        0 => CHAT.to_owned(),
        unread => format!("{CHAT}, {unread} new"),
    }
}

/// Oneself on a tile.
pub const YOU: &str = "You";
/// Behind one's own name in a list.
pub const ME: &str = "(you)";
/// The own picture when it can be moved.
pub const OWN_TILE: &str = "Your own picture. Arrow keys move it to another corner";
/// What is to be heard and seen of somebody, for readers.
pub fn tile_state(audio: bool, video: bool) -> &'static str {
    match (audio, video) {
        (true, true) => "",
        (false, true) => "Microphone off",
        (true, false) => "Camera off",
        (false, false) => "Microphone and camera off",
    }
}
/// Somebody is there, their sound and picture not yet.
pub const CONNECTING: &str = "Connecting…";
/// Somebody's connection is interrupted.
pub const COMING_BACK: &str = "Coming back…";
/// The browser keeps sound back.
pub const TAP_TO_HEAR: &str = "Tap to hear";
/// Nobody else is there.
pub const FIRST: &str = "You’re the first one here. Send the link to somebody.";
/// The way in.
pub const ENTERING: &str = "Opening the session…";
/// The first connection.
pub const CONNECTING_ROOM: &str = "Connecting…";
/// It works.
pub const CONNECTED: &str = "Connected";
/// It does not.
pub const NO_CONNECTION: &str = "No connection";
/// The line over the stage.
pub fn reconnecting(since: &str, seconds: u64) -> String {
    let since = if since.is_empty() {
        String::new()
    } else {
        format!(" since {since}")
    };
    match seconds {
        0 => format!("No connection{since}. Trying again now"),
        seconds => format!("No connection{since}. Trying again in {seconds} s"),
    }
}
/// No network.
pub fn offline(since: &str) -> String {
    let since = if since.is_empty() {
        String::new()
    } else {
        format!(" since {since}")
    };
    format!("You are offline{since}. It goes on as soon as the network is back")
}
/// It was tried for too long.
pub const GAVE_UP: &str = "No connection to the server.";
/// For readers, at once.
pub const LOST: &str = "Connection lost";
/// For readers.
pub const BACK: &str = "Connection back";

/// Somebody came in.
pub fn joined(name: &str) -> String {
    format!("{name} joined")
}
/// Somebody went.
pub fn left(name: &str) -> String {
    format!("{name} left")
}
/// Somebody's connection was lost for good.
pub fn lost(name: &str) -> String {
    format!("{name} lost the connection")
}
/// A host put somebody out.
pub fn removed(name: &str) -> String {
    format!("{name} was taken out by the host")
}
/// A host put several out.
pub fn removed_several(names: &str) -> String {
    format!("{names} were taken out by the host")
}
/// Somebody raised their hand.
pub fn hand_raised(name: &str) -> String {
    format!("{name} raised a hand")
}
/// A host asks for silence.
pub fn asked_to_mute(name: &str) -> String {
    format!("{name} asks you to turn your microphone off")
}
/// A new message, for readers.
pub fn wrote(name: &str, body: &str) -> String {
    format!("{name}: {body}")
}

/// The list of messages.
pub const MESSAGES: &str = "Messages";
/// Stands in the place of a message whose author took it back.
pub const DELETED: &str = "This message was deleted";
/// Over the composer.
pub const COMPOSER: &str = "Message everyone";
/// The composer's button.
pub const SEND: &str = "Send";
/// Not stored yet.
pub const SENDING: &str = "Sending…";
/// Refused.
pub const NOT_SENT: &str = "Not sent.";
/// Tries again.
pub const SEND_AGAIN: &str = "Send again";
/// Takes it away.
pub const DISCARD: &str = "Remove";
/// Older messages.
pub const EARLIER: &str = "Earlier messages";
/// Older messages are on their way.
pub const LOADING_EARLIER: &str = "Fetching earlier messages…";
/// Nothing was written yet.
pub const NO_MESSAGES: &str = "Nothing written yet";
/// What the chat is for.
pub const NO_MESSAGES_LEAD: &str = "Messages stay here: you find them again when you come back.";
/// Below the visible part.
pub fn new_below(count: usize) -> String {
    format!("{count} new")
}
/// Why it was not sent.
pub fn not_sent(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::TooFast => "Not sent, too many at once.",
        ErrorCode::ChatTooLong => "Not sent, too long.",
        _ => NOT_SENT,
    }
}
/// For how long.
pub fn too_fast(seconds: u64) -> String {
    format!("That was quick. You can write again in {seconds} s")
}
/// Near the limit of a message.
pub fn characters_left(left: i64) -> String {
    if left < 0 {
        format!("{} characters too many", -left)
    } else {
        format!("{left} characters left")
    }
}

/// Over the people.
pub const IN_THE_SESSION: &str = "In the session";

/// The link.
pub const JOIN_LINK: &str = "Join link";
/// Beside it.
pub fn seats(taken: usize, seats: u32) -> String {
    format!("{taken} of {seats} here")
}
/// Copies it.
pub const COPY_LINK: &str = "Copy link";
/// Said when it is done.
pub const LINK_COPIED: &str = "Link copied";
/// The browser's own sheet.
pub const SHARE: &str = "Share";
/// The picture.
pub const SCAN: &str = "Scan to join";
/// Beside it.
pub const SCAN_LEAD: &str = "Hold a phone’s camera up to this picture.";
/// For readers.
pub const SCAN_ALT: &str = "QR code of the join link";
/// How people meet.
pub fn kind(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Video => "Video",
        CallKind::Audio => "Audio only",
    }
}
/// The id.
pub const SESSION_ID: &str = "Session id";
/// Copies it.
pub const COPY_ID: &str = "Copy session id";
/// Said when it is done.
pub const ID_COPIED: &str = "Session id copied";
/// Ends it.
pub const END: &str = "End for everyone";
/// The same on a narrow button.
pub const END_SHORT: &str = "End";
/// Beside it.
pub const END_LEAD: &str = "Nobody can come back in. The chat is kept.";
/// Asks.
pub const END_QUESTION: &str = "End for everyone?";
/// What it means.
pub fn end_meaning(others: usize) -> String {
    match others {
        0 => "You are alone here. Nobody can come in any more.".to_owned(),
        1 => "One person will leave, and nobody can come in any more.".to_owned(),
        others => format!("{others} people will leave, and nobody can come in any more."),
    }
}
/// Does it.
pub const END_NOW: &str = "End session";
/// At work.
pub const ENDING: &str = "Ending…";
