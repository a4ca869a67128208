//! English. Plain, short, present tense, second person; sentence case; no exclamation marks.
//!
//! Grouped by where it is read. A function where a name or a figure goes into the sentence.

use crate::{
    domain::{account::Language, role::Role, session::EndReason},
    protocol::error_code::ErrorCode,
};

pub mod account;
pub mod admin;
pub mod api;
pub mod appointment;
pub mod check;
pub mod connection;
pub mod devices;
pub mod host;
pub mod join;
pub mod role_links;
pub mod room;
pub mod rules;
pub mod screen;
pub mod sessions;
pub mod shared;
pub mod trouble;

/// The product's name.
pub const NAME: &str = "Visavis";
/// A page's title as the browser's tabs show it.
pub fn page_title(title: &str) -> String {
    format!("{title} · {NAME}")
}
/// One sentence for search engines and link previews.
pub const DESCRIPTION: &str = "A quiet place to learn from someone, face to face.";
/// Skips the header.
pub const SKIP: &str = "Skip to the content";
/// The button in the header of quiet pages.
pub const SWITCH_THEME: &str = "Switch between light and dark";
/// Leads home.
pub const BACK_TO_START: &str = "Back to start";
/// Asks again.
pub const TRY_AGAIN: &str = "Try again";
/// Copies something.
pub const COPIED: &str = "Copied";
/// Nothing was copied.
pub const NOT_COPIED: &str = "Copying is blocked here. Select it and copy it by hand";
/// In a label.
pub const OPTIONAL: &str = "Optional";
/// A session that has no title.
pub const UNTITLED: &str = "Session";
/// Closes a dialog or a panel.
pub const CLOSE: &str = "Close";
/// Leaves everything as it is.
pub const CANCEL: &str = "Cancel";
/// Where this runs.
pub fn footer(host: &str) -> String {
    format!("Runs on {host}. Nothing on this page comes from anywhere else.")
}
/// A day.
pub const TODAY: &str = "Today";
/// The day before.
pub const YESTERDAY: &str = "Yesterday";

/// What to say when the server refuses.
pub fn refusal(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::SessionNotFound => state::UNKNOWN_LEAD,
        ErrorCode::SessionNotBegun => "This session has not begun yet.",
        ErrorCode::SessionBegun => {
            "This session is live already. What was planned can’t be changed."
        }
        ErrorCode::SessionEnded => "This session is over.",
        ErrorCode::SessionFull => "This session is full. You can go in as soon as someone leaves.",
        ErrorCode::SessionLocked => "This session is locked. Ask the host to let someone new in.",
        ErrorCode::NotAdmitted => "The host has not let you in.",
        ErrorCode::Removed => "The host took you out of this session.",
        ErrorCode::NotJoined => "You are not in this session any more. Join it again.",
        ErrorCode::NotAllowed => "Your role doesn’t allow this.",
        ErrorCode::LastHost => "A session needs a host. Hand it over to someone first.",
        ErrorCode::UserNotFound => "This person is not here any more.",
        ErrorCode::NotExtendable => "This session can’t be made longer.",
        ErrorCode::NoRelay => "This server has no relay, so its calls can’t go by a relay alone.",
        ErrorCode::ChatPaused => "The host has paused the chat. Try again later.",
        ErrorCode::TooManySessions => {
            "Too many sessions of yours, or from this network, are live. End one of them, or sign in."
        }
        ErrorCode::TimeRefused => "Choose a time to come, and a length from 5 minutes to 8 hours.",
        ErrorCode::PeopleRefused => {
            "Someone can’t be part of this. An interview needs an admin and a mentor; a session has room for 10."
        }
        ErrorCode::MessageNotFound => "This message is not there any more.",
        ErrorCode::ChatEmpty => "There is nothing to send yet.",
        ErrorCode::ChatTooLong => "This is too long: 2,000 characters go into one message.",
        ErrorCode::TooFast => "This was too often in a short time. Wait a moment, then try again.",
        ErrorCode::WrongVersion => "The server has a newer version. Load this page again.",
        ErrorCode::NotSignedIn => "Sign in first, then do this again.",
        ErrorCode::WrongLogin => {
            "This address and password don’t fit together. Check both, then try again."
        }
        ErrorCode::WrongPassword => "This is not your present password. Check it, then try again.",
        ErrorCode::AccountDisabled => {
            "This account can’t be used now. Ask the person who runs this server."
        }
        ErrorCode::EmailMalformed => {
            "This is not an e-mail address. It looks like maya@example.org."
        }
        ErrorCode::EmailTaken => "There is an account with this address already. Sign in instead.",
        ErrorCode::NameEmpty => "A name is missing.",
        ErrorCode::PasswordRefused => {
            "Choose 10 to 128 characters that are neither your address nor your name."
        }
        ErrorCode::TimeZoneUnknown => "There is no such time zone. It looks like Europe/Lisbon.",
        ErrorCode::SignUpClosed => {
            "New accounts are by invitation here, or closed. Ask the person who runs this server."
        }
        ErrorCode::InvitationInvalid => {
            "This invitation was used, or it is too old, or it is for another address. Ask for a new one."
        }
        ErrorCode::PasswordLinkInvalid => {
            "This link was used, or it is older than a day. Ask for a new one."
        }
        ErrorCode::AccountNotFound => "There is no such account any more. Load this page again.",
        ErrorCode::LastAdmin => {
            "Nobody else looks after this server. Make someone else an admin first."
        }
        ErrorCode::TooManyPresets => {
            "You have saved 20 sets of rules. Delete one that you no longer use."
        }
        ErrorCode::NameTaken => "You have rules of this name already. Choose another name.",
        ErrorCode::PresetNotFound => "These rules are gone. Choose others.",
        ErrorCode::TooManyTokens => "You have 50 tokens. Revoke one that you no longer use.",
        ErrorCode::BadRequest
        | ErrorCode::UnknownType
        | ErrorCode::UnknownReceiver
        | ErrorCode::ForeignOrigin
        | ErrorCode::PathNotFound
        | ErrorCode::MethodNotAllowed
        | ErrorCode::BodyTooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::Unavailable => {
            "The server can't do this now. Try again in a moment, or ask the person who runs it."
        }
    }
}

/// A person's part, as a word.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Host => "Host",
        Role::Collaborator => "Collaborator",
        Role::Viewer => "Viewer",
    }
}

/// A language, in itself.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::English => "English",
    }
}

/// `count` and the right form of the word.
pub fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Home.
pub mod home {
    /// The headline, in two lines.
    pub const HEADLINE: [&str; 2] = ["Face to face,", "wherever you are."];
    /// What this is, in one sentence.
    pub const LEAD: &str = "A quiet place to learn from someone. Talk, see each other, and find the chat still there next time.";
    /// Over the box.
    pub const JOIN_LABEL: &str = "Join a session";
    /// The box's whole name.
    pub const BOX: &str = "Join a session: enter a code or paste a link";
    /// In the box.
    pub const PLACEHOLDER: &str = "Enter a code or paste a link";
    /// The button in the box.
    pub const JOIN: &str = "Join";
    /// The same while it looks.
    pub const LOOKING: &str = "Looking…";
    /// Under the box.
    pub const HINT: [&str; 3] = [
        "A code looks like ",
        "K7QM-2XRD",
        ". Hyphens and capitals don’t matter.",
    ];
    /// Leads to the form.
    pub const NEW_SESSION: &str = "New session";
    /// Beside it.
    pub const NO_ACCOUNT: &str = "No account, nothing to install.";
    /// The people in the drawing.
    pub const DRAWING: &str = "Drawing of two people who talk to each other in facing frames";
    /// Their names, and what one of them says.
    pub const PEOPLE: [&str; 2] = ["Maya", "Tomás"];
    /// What he says.
    pub const SAID: &str = "Oh, now I get it!";
}

/// The form for a new session.
pub mod new_session {
    /// The page's title.
    pub const TITLE: &str = "New session";
    /// The page's title for a guest, where guests may begin none.
    pub const SIGN_IN_FIRST: &str = "Sign in to begin a session";
    /// What they can do without.
    pub const SIGN_IN_FIRST_LEAD: &str = "Here only those who have an account begin sessions. To join one by a link or a code, you need none.";
    /// The title's label.
    pub const ABOUT: &str = "What is it about?";
    /// The name's label.
    pub const YOUR_NAME: &str = "Your name";
    /// Under the name.
    pub const NAME_HINT: &str =
        "The others see it. Leave it empty and you are a guest with a number.";
    /// The choice's legend.
    pub const KIND: &str = "How will you meet?";
    /// With cameras.
    pub const VIDEO: &str = "Video";
    /// Without.
    pub const AUDIO: &str = "Audio only";
    /// The button.
    pub const CREATE: &str = "Create session";
    /// The same at work.
    pub const CREATING: &str = "Creating…";
    /// Beside it.
    pub const LIMITS: &str = "Up to 10 people, for 8 hours, unless you choose otherwise.";
    /// The card beside the form.
    pub const NEXT: &str = "What happens next";
    /// Its three steps: a title and a sentence each.
    pub const STEPS: [[&str; 2]; 3] = [
        [
            "You go straight in",
            "Your browser asks for the camera and microphone. You may say no.",
        ],
        [
            "You get a link",
            "Copy it, share it, or let a phone scan it from your screen.",
        ],
        [
            "They open it, that’s all",
            "No account, nothing to install.",
        ],
    ];
}

/// Pages that say where somebody stands instead of letting them in.
pub mod state {
    use super::{EndReason, ErrorCode};

    /// Under the box, when what stands in it leads nowhere.
    pub fn wrong(code: ErrorCode) -> &'static str {
        match code {
            ErrorCode::SessionNotFound | ErrorCode::BadRequest => {
                "This code doesn’t open a session. Check it, or ask for a new one."
            }
            ErrorCode::TooFast => "Too many codes tried from here. Wait a minute, or open a link.",
            other => super::refusal(other),
        }
    }

    /// A code, link or id that finds nothing, whatever the reason.
    pub const UNKNOWN: &str = "This code doesn’t open a session";
    /// The same for a link that was opened.
    pub const UNKNOWN_LINK: &str = "This link doesn’t open a session";
    /// What may be the matter.
    pub const UNKNOWN_LEAD: &str =
        "It may have a typing mistake, or it is too old. Check it, or ask for a new one.";
    /// Under the box.
    pub const UNKNOWN_HINT: &str =
        "A link ends in an id of 36 letters and digits. The id alone is enough.";
    /// A page that is not there.
    pub const NOT_FOUND: &str = "There is nothing here";
    /// What to do.
    pub const NOT_FOUND_LEAD: &str =
        "The address may have a typing mistake. A session is found from the start page.";
    /// All seats are taken.
    pub const FULL: &str = "This session is full";
    /// What to do.
    pub fn full_lead(seats: u32) -> String {
        format!("All {seats} seats are taken. You can go in as soon as someone leaves.")
    }
    /// It looks by itself.
    pub const FULL_AGAIN: &str =
        "You can wait here. We look again every 10 seconds, and go on as soon as there is a place.";
    /// It has not begun.
    pub fn scheduled_lead(host: &str, others: &[&str]) -> String {
        match others {
            [] => format!("{host} planned this session. It has not begun yet."),
            others => format!(
                "{host} planned this session with {}. It has not begun yet.",
                super::sessions::list(others)
            ),
        }
    }
    /// When it begins, by the reader's clock.
    pub fn scheduled_at(moment: &str) -> String {
        format!("It begins: {moment}.")
    }
    /// When it begins, by a clock elsewhere.
    pub fn scheduled_in(moment: &str, zone: &str) -> String {
        format!("It begins: {moment}, by the clock in {zone}.")
    }
    /// It was called off.
    pub const CANCELLED: &str = "The session was called off";
    /// Who planned it, and what was said about it.
    pub fn cancelled_lead(host: &str, reason: &str) -> String {
        if reason.is_empty() {
            format!("{host} planned it, and it will not take place.")
        } else {
            format!("{host} planned it, and it will not take place: {reason}")
        }
    }
    /// It is over.
    pub const ENDED: &str = "The session has ended";
    /// Why.
    pub fn ended_lead(reason: EndReason, host: &str) -> String {
        match reason {
            EndReason::EndedByHost if host.is_empty() => {
                "The host ended it for everyone. Thank you for your time together.".to_owned()
            }
            EndReason::EndedByHost => {
                format!("{host} ended it for everyone. Thank you for your time together.")
            }
            EndReason::EndedByAdmin => "An admin of this server ended it.".to_owned(),
            EndReason::TimeLimit => {
                "Its time was over. Thank you for your time together.".to_owned()
            }
            EndReason::Inactive => "Nobody was inside, or did anything, any more.".to_owned(),
            EndReason::ServerShutdown => "The server was stopped.".to_owned(),
            EndReason::Missed => "Its time went by, and nobody began it.".to_owned(),
        }
    }
    /// What is kept, before the browser knows the day.
    pub const KEPT: &str = "Sound and picture are never kept.";
    /// What is kept.
    pub fn kept_until(day: &str) -> String {
        format!("The chat is kept until {day}. Sound and picture are never kept.")
    }
    /// Under the figures.
    pub const TOGETHER: &str = "together";
    /// Minutes as a figure.
    pub fn minutes(minutes: u32) -> String {
        match minutes {
            0 => "< 1 min".to_owned(),
            1..100 => format!("{minutes} min"),
            _ => format!("{} h {} min", minutes / 60, minutes % 60),
        }
    }
    /// Under the figures.
    pub fn people(count: u32) -> &'static str {
        if count == 1 { "person" } else { "people" }
    }
    /// Under the figures.
    pub fn messages(count: u32) -> &'static str {
        if count == 1 { "message" } else { "messages" }
    }
    /// Shows what was written.
    pub const READ_CHAT: &str = "Read the chat";
    /// Went out by themselves.
    pub const LEFT: &str = "You left the session";
    /// It goes on.
    pub const LEFT_LEAD: &str = "It goes on without you. Your camera and microphone are off.";
    /// Goes in again.
    pub const COME_BACK: &str = "Go back in";
    /// They waited to be let in, and wait no more.
    pub const STOPPED_WAITING: &str = "You stopped waiting";
    /// What holds now.
    pub const STOPPED_WAITING_LEAD: &str =
        "The host is no longer asked to let you in. Your camera and microphone are off.";
    /// Waits again.
    pub const ASK_AGAIN: &str = "Ask again";
    /// Another tab took the seat.
    pub const REPLACED: &str = "You are in this session in another tab";
    /// What to do.
    pub const REPLACED_LEAD: &str = "One place at a time. Go on there, or take your place here.";
    /// Takes the place.
    pub const USE_HERE: &str = "Go on here";
    /// A host put them out.
    pub const REMOVED: &str = "The host took you out of this session";
    /// It goes on.
    pub const REMOVED_LEAD: &str = "It goes on without you. Your camera and microphone are off.";
    /// A host did not let them in.
    pub const DENIED: &str = "The host did not let you in";
    /// What to do.
    pub const DENIED_LEAD: &str = "If this is a mistake, write to the person who invited you.";
    /// Nobody new is let in.
    pub const LOCKED: &str = "This session is locked";
    /// The server did not let them in.
    pub const REFUSED: &str = "You can’t go in now";
    /// The server does not answer.
    pub const UNAVAILABLE: &str = "The server can’t answer now";
}
