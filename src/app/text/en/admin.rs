//! People and settings, for admins.

use super::sessions::length;
use crate::domain::account::AccountRole;

/// The page's title.
pub const TITLE: &str = "People and settings";
/// A part of the page.
pub const PEOPLE: &str = "People";
/// How many there are.
pub const PEOPLE_HINT: &str =
    "Who has an account here. Someone who is disabled is out at once and can’t sign in.";
/// A person's part, as a word.
pub const fn role(role: AccountRole) -> &'static str {
    match role {
        AccountRole::Mentor => "Mentor",
        AccountRole::Learner => "Learner",
        AccountRole::Admin => "Admin",
    }
}
/// The one who looks.
pub const YOU: &str = "You";
/// They may not sign in.
pub const DISABLED: &str = "Disabled";
/// The button with what can be done.
pub fn more(name: &str) -> String {
    format!("Change {name}")
}
/// Gives a person another part.
pub const fn make(role: AccountRole) -> &'static str {
    match role {
        AccountRole::Mentor => "Make mentor",
        AccountRole::Learner => "Make learner",
        AccountRole::Admin => "Make admin",
    }
}
/// Signs somebody out.
pub const END_LOGINS: &str = "Sign out everywhere";
/// Makes a link for somebody who forgot their password.
pub const PASSWORD_LINK: &str = "Link for a new password";
/// Over the link.
pub fn password_link(name: &str) -> String {
    format!("Send {name} this link to choose a new password. It is good once, for a day.")
}
/// They may not sign in any more.
pub const DISABLE: &str = "Disable";
/// They may again.
pub const ENABLE: &str = "Enable";
/// A part of the page.
pub const INVITE: &str = "Invitations";
/// What they are for.
pub const INVITE_HINT: &str =
    "A link lets one person make an account. It is good once, for a week.";
/// A legend.
pub const INVITE_AS: &str = "Invite as";
/// A label.
pub const INVITE_EMAIL: &str = "Their e-mail";
/// Under it.
pub const INVITE_EMAIL_HINT: &str = "Then only this address can use the link.";
/// The button.
pub const MAKE_LINK: &str = "Make link";
/// The same at work.
pub const MAKING: &str = "Making…";
/// Over a new link.
pub const NEW_LINK: &str = "Send them this link";
/// Copies it.
pub const COPY_LINK: &str = "Copy link";
/// It is copied.
pub const LINK_COPIED: &str = "Link copied";
/// For whom an invitation is.
pub fn invitation(role: AccountRole, name: Option<&str>, email: Option<&str>) -> String {
    let part = self::role(role);
    match (name, email) {
        (Some(name), _) => format!("{part}, for {name}, to a session"),
        (None, Some(email)) => format!("{part}, for {email}"),
        (None, None) => format!("{part}, for whoever has the link"),
    }
}
/// Before a day.
pub const GOOD_UNTIL: &str = "Good until";
/// Takes it back.
pub const WITHDRAW: &str = "Take back";
/// The whole name of the button.
pub fn withdraw(invitation: &str) -> String {
    format!("Take back: {invitation}")
}
/// A part of the page.
pub const SESSIONS: &str = "Sessions";
/// What it shows.
pub const SESSIONS_HINT: &str =
    "What goes on and what is planned. Who meets can be seen here; what they write can’t.";
/// There are none.
pub const NO_SESSIONS: &str = "Nothing goes on, and nothing is planned.";
/// The button with what can be done.
pub fn more_for(title: &str) -> String {
    format!("End or call off {title}")
}
/// Ends a live one.
pub const END_FOR_ALL: &str = "End for everyone";
/// Calls one off.
pub const CALL_OFF: &str = "Call off";
/// Calls off what repeats.
pub const CALL_OFF_ALL: &str = "Call off, and all that follow";
/// How long one has been going on.
pub fn live_since(minutes: u64) -> String {
    format!(
        "live for {}",
        length(u32::try_from(minutes).unwrap_or(u32::MAX).max(1))
    )
}
/// A part of the page.
pub const SETTINGS: &str = "Settings";
/// What they are for.
pub const SETTINGS_HINT: &str = "They hold at once.";
/// A legend.
pub const WHO_SIGNS_UP: &str = "Who may sign up?";
/// Everybody.
pub const OPEN: &str = "Everyone";
/// Whoever has a link.
pub const BY_INVITATION: &str = "By invitation";
/// Nobody.
pub const CLOSED: &str = "Nobody";
/// A switch.
pub const GUESTS_BEGIN: &str = "Guests may begin sessions";
/// Under it.
pub const GUESTS_BEGIN_HINT: &str = "Without an account. To join by a link, nobody needs one.";
/// A label.
pub const RETENTION: &str = "Days an ended session and its chat are kept";
/// Under it.
pub fn retention_hint(most: u16) -> String {
    format!("At most {most}, as whoever runs this server wants it; that holds where this is empty.")
}
/// It is no number of days.
pub const RETENTION_WRONG: &str = "Give a whole number of days, from 1 on, or nothing.";
/// For whom the page is.
pub const NOT_FOR_YOU: &str = "This page is for admins";
/// What to do.
pub const NOT_FOR_YOU_LEAD: &str = "Ask the person who runs this place if something should change.";
