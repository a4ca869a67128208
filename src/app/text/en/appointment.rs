//! Appointments: the form that makes and changes them, and calling them off.

use super::sessions::list;
use crate::domain::schedule::Meeting;

/// The form's title.
pub const NEW_TITLE: &str = "New session";
/// The same for what stands already.
pub const EDIT_TITLE: &str = "Edit session";
/// Beside the title.
pub const BEGIN_NOW: &str = "Begin now instead";
/// A label.
pub const ABOUT: &str = "What is it about?";
/// A legend.
pub const WITH: &str = "With whom?";
/// Nobody else has an account, and the reader may invite nobody.
pub const NOBODY: &str = "Nobody else has an account here yet. Turn on guests and send the link.";
/// Opens the fields for somebody new.
pub const NEWCOMER: &str = "Someone without an account";
/// Under it.
pub const NEWCOMER_HINT: &str = "You get a link to send. Whoever opens it makes an account, and has this session on their page.";
/// A label.
pub const NEWCOMER_NAME: &str = "What are they called?";
/// A label.
pub const NEWCOMER_EMAIL: &str = "Their e-mail";
/// Under it.
pub const NEWCOMER_EMAIL_HINT: &str = "Then only this address can use the link.";
/// A part of a session's page: who has not come so far.
pub const INVITED: &str = "Invited";
/// There is nobody.
pub const NOBODY_INVITED: &str = "Nobody is invited who has no account.";
/// Opens the form.
pub const INVITE: &str = "Invite someone without an account";
/// The button.
pub const MAKE_LINK: &str = "Make link";
/// Over a link that was made.
pub fn partner_link(name: &str) -> String {
    format!("Send {name} this link. It lets them make an account and join this session.")
}
/// Somebody who is invited, in a list of names.
pub fn invited(name: &str) -> String {
    format!("{name} (invited)")
}
/// Until when a link is good, within a sentence.
pub fn link_until(moment: &str) -> String {
    format!("The link is good until {moment}.")
}
/// Makes a link anew.
pub const NEW_LINK: &str = "New link";
/// The whole name of the button.
pub fn new_link_for(name: &str) -> String {
    format!("New link for {name}")
}
/// Takes an invitation back.
pub const WITHDRAW: &str = "Take back";
/// The whole name of the button.
pub fn withdraw(name: &str) -> String {
    format!("Take back the invitation of {name}")
}
/// A label.
pub const WHEN: &str = "When?";
/// Under it.
pub fn zone_hint(zone: &str) -> String {
    format!(
        "By the clock in {}. Everybody sees it in their own time zone.",
        super::account::zone_name(zone)
    )
}
/// A label.
pub const LENGTH: &str = "How long?";
/// The lengths to choose from, in minutes.
pub const LENGTHS: [u32; 5] = [15, 30, 45, 60, 90];
/// A legend.
pub const MEETING: &str = "What kind of session?";
/// A kind.
pub fn meeting(meeting: Meeting) -> &'static str {
    match meeting {
        Meeting::Mentoring => "Mentoring",
        Meeting::Interview => "Interview",
        Meeting::Open => "Open",
    }
}
/// A legend.
pub const KIND: &str = "How will you meet?";
/// A switch.
pub const REPEAT: &str = "Repeat every week";
/// Under it.
pub const REPEAT_HINT: &str = "Same weekday, same time on your clock.";
/// A switch.
pub const GUESTS: &str = "Let guests in";
/// Under it.
pub const GUESTS_HINT: &str = "People without an account, by the link or a code.";
/// A legend, where it repeats.
pub const REACH: &str = "Change which ones?";
/// The same for calling off.
pub const CANCEL_REACH: &str = "Cancel which ones?";
/// An answer.
pub const THIS_ONE: &str = "This one";
/// An answer.
pub const ALL_THAT_FOLLOW: &str = "This and all that follow";
/// The button.
pub const PLAN: &str = "Plan session";
/// The button.
pub const SAVE: &str = "Save changes";
/// The other answer.
pub const KEEP: &str = "Keep it";
/// What comes after the form: a title and a sentence each.
pub const STEPS: [[&str; 2]; 3] = [
    [
        "It waits on the Sessions page",
        "Yours and theirs, each in their own time zone.",
    ],
    [
        "When it is time, one of you starts it",
        "You get an 8-character code to say aloud, and a link.",
    ],
    [
        "You meet face to face",
        "The chat is still there next time.",
    ],
];
/// The question.
pub fn cancel_question(title: &str) -> String {
    format!("Cancel “{title}”?")
}
/// What it means.
pub fn cancel_lead(moment: &str, names: &[&str]) -> String {
    match names {
        [] => format!("It was planned for {moment}."),
        names => format!(
            "It was planned for {moment}. {} will see that it is called off.",
            list(names)
        ),
    }
}
/// A label.
pub const REASON: &str = "Why?";
/// Under it.
pub const REASON_HINT: &str = "The others read it.";

/// Why there is nothing to be changed.
pub const SETTLED: &str = "This session can’t be changed any more";
/// Its people may.
pub const SETTLED_LEAD: &str = "It has begun, it is over, or it was called off.";
