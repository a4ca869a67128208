//! English: the rules of sessions, those of our templates and people's own.

use super::sessions::length;
use crate::domain::{
    door::Door,
    preset::Preset,
    role::{Grant, Role},
    rules::RuleSet,
};

/// Over the templates, wherever one is chosen.
pub const PRESET: &str = "Who is seen and heard";
/// A template.
pub const fn preset(preset: Preset) -> &'static str {
    match preset {
        Preset::Conversation => "Everyone",
        Preset::Presentation => "Only hosts",
        Preset::Interview => "Interview",
    }
}
/// What it means.
pub const fn preset_meaning(preset: Preset) -> &'static str {
    match preset {
        Preset::Conversation => "A conversation: all but viewers talk and show their camera.",
        Preset::Presentation => {
            "A presentation: the others watch, write and raise their hands. You can give anyone the floor."
        }
        Preset::Interview => "As in a conversation, but everyone new signs in and asks first.",
    }
}
/// Somebody's own rules in a few words.
pub fn summary(rules: &RuleSet) -> String {
    let seen = match (rules.collaborator.publishes(), rules.viewer.publishes()) {
        (true, true) => "Everyone takes part",
        (false, true) => "Viewers take part",
        (true, false) => "All but viewers take part",
        (false, false) => "Only hosts are seen and heard",
    };
    let mut parts = vec![seen.to_owned()];
    if rules.newcomers == Role::Viewer {
        parts.push("newcomers watch".to_owned());
    }
    if rules.door != Door::Open {
        parts.push("they ask first".to_owned());
    }
    if !rules.guests {
        parts.push("no guests".to_owned());
    }
    if let Some(minutes) = rules.minutes {
        parts.push(length(minutes));
    }
    parts.push(format!("up to {} people", rules.max_participants));
    parts.join(" · ")
}
/// The meaning of rules that a host chose by themselves.
pub const OWN_MEANING: &str = "Rules of your own hold here.";
/// Over somebody's own rules in a call.
pub const OWN: &str = "Your own rules";
/// The whole name of the button that uses them.
pub fn use_own(name: &str) -> String {
    format!("Use the rules “{name}”")
}
/// Said when they are asked for.
pub fn in_use(name: &str) -> String {
    format!("The rules “{name}” hold now")
}
/// Under them.
pub const OWN_HINT: &str = "How long the session lasts and how many can join stays as it is.";

/// The lengths to choose from, in minutes.
pub const LENGTHS: [u32; 9] = [15, 30, 45, 60, 90, 120, 180, 240, 480];
/// The seats to choose from.
pub const SEATS: [u32; 10] = [2, 3, 4, 5, 6, 8, 10, 15, 20, 25];
/// The lengths of an extension to choose from, in minutes.
pub const EXTENSION_LENGTHS: [u32; 5] = [5, 10, 15, 30, 60];
/// How often a session may be made longer, to choose from.
pub const EXTENSIONS: [u32; 6] = [0, 1, 2, 3, 4, 8];
/// How much of the chat, to choose from.
pub const HISTORIES: [u32; 4] = [0, 10, 20, 50];

/// What stands first in a list that changes a template.
pub const AS_CHOSEN: &str = "As chosen above";
/// What stands first in the list of an appointment that has rules already.
pub const AS_THEY_ARE: &str = "As they are now";
/// Opens the rest of the rules.
pub const MORE: &str = "More rules";
/// A label.
pub const LENGTH: &str = "How long at most?";
/// No own limit.
pub const NO_LENGTH: &str = "As long as this server lets it";
/// A label.
pub const SEATS_LABEL: &str = "How many people?";
/// A figure.
pub fn seats(seats: u32) -> String {
    format!("Up to {seats}")
}
/// A label.
pub const DOOR: &str = "Who can come in?";
/// A door.
pub const fn door(door: Door) -> &'static str {
    match door {
        Door::Open => "Anyone with the link",
        Door::Lobby => "Whoever I let in",
        Door::Locked => "Nobody new",
    }
}
/// A label.
pub const GUESTS: &str = "People without an account";
/// Yes or no.
pub const fn guests(may: bool) -> &'static str {
    if may { "Can come in" } else { "Sign in first" }
}
/// A label.
pub const NEWCOMERS: &str = "Whoever comes by the link";
/// Their part.
pub const fn newcomers(role: Role) -> &'static str {
    match role {
        Role::Host | Role::Collaborator => "Takes part",
        Role::Viewer => "Watches and writes",
    }
}
/// A label.
pub const TAKE_OVER: &str = "When no host is there";
/// Yes or no.
pub const fn take_over(may: bool) -> &'static str {
    if may {
        "Someone with an account can take over"
    } else {
        "Nobody takes over"
    }
}
/// A label.
pub const RELAY_ONLY: &str = "Sound and picture go";
/// Yes or no.
pub const fn relay_only(only: bool) -> &'static str {
    if only {
        "By the server’s relay alone, which hides addresses"
    } else {
        "Directly where that works"
    }
}
/// A label.
pub const HISTORY: &str = "Of the chat, newcomers see";
/// How much.
pub fn history(last: Option<u32>) -> String {
    match last {
        None => "Everything".to_owned(),
        Some(0) => "Nothing from before".to_owned(),
        Some(last) => format!("The last {last} messages"),
    }
}
/// A label.
pub const LINKS: &str = "Links for the others";
/// As usual: two for a presentation, one for everything else.
pub const LINKS_USUAL: &str = "One or two, as usual";
/// One or two.
pub const fn links(two: bool) -> &'static str {
    if two {
        "Two: take part, or watch"
    } else {
        "One for all"
    }
}

/// The part of the account's page.
pub const PRESETS: &str = "Your rules";
/// What they are.
pub const PRESETS_HINT: &str =
    "Sets of rules for sessions. Choose one when you begin or plan a session, or in a call.";
/// There are none.
pub const NO_PRESETS: &str = "You have saved no rules yet.";
/// Something was saved or deleted.
pub const PRESETS_SAVED: &str = "Saved.";
/// Leads to the form, and its title.
pub const NEW: &str = "New rules";
/// The title of the form for those that are there.
pub const EDIT: &str = "Change rules";
/// Leads to that form.
pub const CHANGE: &str = "Change";
/// The whole name of the link.
pub fn change(name: &str) -> String {
    format!("Change the rules “{name}”")
}
/// Deletes them.
pub const DELETE: &str = "Delete";
/// The whole name of the button.
pub fn delete(name: &str) -> String {
    format!("Delete the rules “{name}”")
}
/// A label.
pub const NAME: &str = "What do you call them?";
/// Under it.
pub const NAME_HINT: &str = "Reading club, for example. Only you see it.";
/// The table's legend.
pub const GRANTS: &str = "Who may do what?";
/// Under it.
pub const GRANTS_HINT: &str =
    "Hosts may do everything. In a call you can give and take it for one person.";
/// A grant.
pub const fn grant(grant: Grant) -> &'static str {
    match grant {
        Grant::PublishAudio => "Speak",
        Grant::PublishVideo => "Show the camera",
        Grant::ShareScreen => "Share the screen",
        Grant::Annotate => "Point and draw on a shared screen",
        Grant::Chat => "Write in the chat",
    }
}
/// Over a column.
pub const fn part(role: Role) -> &'static str {
    match role {
        Role::Host => "Hosts",
        Role::Collaborator => "Collaborators",
        Role::Viewer => "Viewers",
    }
}
/// The name of a box in the table.
pub fn grant_of(role: Role, one: Grant) -> String {
    format!("{}: {}", part(role), grant(one).to_lowercase())
}
/// A legend.
pub const COMING_IN: &str = "Coming in";
/// A legend.
pub const LIMITS: &str = "Limits";
/// A label.
pub const EXTENSION_LENGTH: &str = "One extension adds";
/// A label.
pub const EXTENSIONS_LABEL: &str = "It can be extended";
/// How often.
pub fn times(times: u32) -> String {
    match times {
        0 => "Never".to_owned(),
        1 => "Once".to_owned(),
        2 => "Twice".to_owned(),
        times => format!("{times} times"),
    }
}
/// A switch.
pub const LET_GUESTS: &str = "People without an account";
/// Under it.
pub const LET_GUESTS_HINT: &str = "They come in with a name of their choice.";
/// A switch.
pub const LET_TAKE_OVER: &str = "Someone can take over";
/// Under it, and in a call.
pub const LET_TAKE_OVER_HINT: &str =
    "When no host has been there for two minutes, someone with an account can become host.";
/// A switch.
pub const LET_RELAY_ONLY: &str = "Hide network addresses";
/// Under it, and in a call.
pub const RELAY_ONLY_HINT: &str = "Sound and picture go by the server’s relay alone, so nobody can find out where another \
     person’s connection is. They may arrive later and less sharp.";
/// Saves the form.
pub const SAVE: &str = "Save rules";
/// They are gone, or somebody else's.
pub const GONE: &str = "These rules are gone";
/// What to do.
pub const GONE_LEAD: &str =
    "You may have deleted them. Your other rules are on your account’s page.";
/// Leads there.
pub const TO_ACCOUNT: &str = "To your account";
