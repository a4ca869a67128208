//! The ways in, and somebody's own account.

use crate::domain::{access_token::Scope, account::AccountRole, limits};

/// Leads to the way in, and its title.
pub const SIGN_IN: &str = "Sign in";
/// Leads to the form for a new account, and its title.
pub const SIGN_UP: &str = "Sign up";
/// Goes out on this device.
pub const SIGN_OUT: &str = "Sign out";
/// The pages of admins.
pub const ADMIN: &str = "People and settings";
/// The button with somebody's initials.
pub fn menu_of(name: &str) -> String {
    format!("Account of {name}")
}

/// Under the title of the way in.
pub const SIGN_IN_LEAD: &str = "Your sessions and your chats, on every device.";
/// A label.
pub const EMAIL: &str = "E-mail";
/// A label.
pub const PASSWORD: &str = "Password";
/// The button in the field.
pub const SHOW_PASSWORD: &str = "Show password";
/// Under the form.
pub const FORGOT: &str = "Forgot it? Ask the person who runs this place for a link.";

/// The page of a link for a new password.
pub const RESET_PASSWORD: &str = "Choose a new password";
/// Whose it is, and what else happens.
pub fn reset_lead(name: &str) -> String {
    format!("For the account of {name}. You are signed in here, and signed out everywhere else.")
}
/// The button.
pub const TAKE_PASSWORD: &str = "Save and sign in";
/// The link opens nothing.
pub const NO_PASSWORD_LINK: &str = "This link doesn’t work any more";
/// What to do.
pub const NO_PASSWORD_LINK_LEAD: &str = "It was used, it is older than a day, or there is a newer one. Ask the person who runs this place for another.";

/// Before the link to the form for a new account.
pub const NO_ACCOUNT: &str = "No account yet?";
/// Instead of it.
pub const BY_INVITATION: &str =
    "New accounts are by invitation. A link to a session works without one.";
/// Before the link to the way in.
pub const HAVE_ACCOUNT: &str = "You have an account?";

/// Nobody has an account yet.
pub const FIRST_TITLE: &str = "Welcome";
/// What that means.
pub const FIRST: &str = "You are the first here: you will look after this place.";
/// Under the title of the form.
pub const OPEN_LEAD: &str =
    "You begin as a learner. Whoever runs this place can make you a mentor.";
/// Under the title of the form, by an invitation.
pub fn invited(by: &str, role: AccountRole) -> String {
    let part = match role {
        AccountRole::Mentor => "a mentor",
        AccountRole::Learner => "a learner",
        AccountRole::Admin => "an admin",
    };
    format!("{by} invites you as {part}.")
}
/// The same when it is to a session.
pub fn invited_to(by: &str, title: &str) -> String {
    format!("{by} invites you to “{title}”. An account of your own is all you need.")
}
/// The page of an invitation to a session, for somebody who has an account.
pub const INVITED: &str = "You are invited";
/// Who invites to what.
pub fn invites_you(by: &str, title: &str) -> String {
    format!("{by} invites you to “{title}”.")
}
/// It is going on.
pub const IT_IS_LIVE: &str = "It is live now.";
/// It will not be.
pub const IT_IS_OVER: &str = "It is over, or was called off.";
/// The button.
pub fn take_part_as(name: &str) -> String {
    format!("Take part as {name}")
}
/// A label.
pub const NAME: &str = "Name";
/// Under it.
pub const NAME_HINT: &str = "The others see it.";
/// Under the address, when the invitation is for no other.
pub const EMAIL_FIXED: &str = "The invitation is for this address only.";
/// Under a new password.
pub fn password_hint() -> String {
    format!(
        "At least {} characters. A short sentence is easy to keep in mind.",
        limits::PASSWORD_CHARS.start()
    )
}
/// The button.
pub const MAKE_ACCOUNT: &str = "Make account";
/// The invitation opens nothing.
pub const NOT_INVITED: &str = "This invitation doesn’t work any more";
/// What to do.
pub const NOT_INVITED_LEAD: &str = "It was used, or it is older than a week. Ask for a new one.";
/// Nobody may sign up without one.
pub const ONLY_INVITED: &str = "New accounts are by invitation";
/// What to do.
pub const ONLY_INVITED_LEAD: &str =
    "Ask the person who runs this place for a link. To join a session you need no account.";
/// Nobody may sign up.
pub const CLOSED: &str = "There are no new accounts here";
/// What to do.
pub const CLOSED_LEAD: &str =
    "The person who runs this place makes them. To join a session you need no account.";

/// The page's title.
pub const TITLE: &str = "Account";
/// A part of the page.
pub const PROFILE: &str = "Profile";
/// What it is for.
pub const PROFILE_HINT: &str = "What the others see of you, and how you see times.";
/// A label.
pub const LANGUAGE: &str = "Language";
/// A label.
pub const TIME_ZONE: &str = "Time zone";
/// Under it, where the browser is elsewhere.
pub fn browser_zone(zone: &str) -> String {
    format!("Your browser is in {}.", zone_name(zone))
}
/// The button behind it.
pub const TAKE_ZONE: &str = "Use this one";
/// A time zone as people read it.
pub fn zone_name(zone: &str) -> String {
    zone.replace('_', " ")
}
/// Keeps what was changed.
pub const SAVE: &str = "Save";
/// It is kept.
pub const SAVED: &str = "Saved.";
/// A part of the page.
pub const PASSWORD_HINT: &str = "A new one signs you out everywhere else.";
/// A label.
pub const PRESENT_PASSWORD: &str = "Present password";
/// A label.
pub const NEW_PASSWORD: &str = "New password";
/// The button.
pub const CHANGE_PASSWORD: &str = "Change password";
/// It is changed.
pub const PASSWORD_CHANGED: &str = "Your password is changed. You are signed out everywhere else.";
/// A part of the page.
pub const DEVICES: &str = "Devices";
/// What it is for.
pub const DEVICES_HINT: &str = "Where you are signed in. Sign out what you don’t know.";
/// A browser on a system, as far as it told.
pub fn device(browser: &str, system: &str) -> String {
    match (browser, system) {
        ("", "") => "A device".to_owned(),
        ("", system) => system.to_owned(),
        (browser, "") => browser.to_owned(),
        (browser, system) => format!("{browser} on {system}"),
    }
}
/// The one in front of which they sit.
pub const THIS_DEVICE: &str = "This device";
/// Before a moment.
pub const LAST_USED: &str = "Last used";
/// The whole name of the button that signs a device out.
pub fn sign_out_of(device: &str) -> String {
    format!("Sign out {device}")
}
/// The button.
pub const SIGN_OUT_EVERYWHERE: &str = "Sign out everywhere";
/// A part of the page.
pub const TOKENS: &str = "Access tokens";
/// What they are for.
pub const TOKENS_HINT: &str =
    "With one, a program of yours does what you could do, and no more than you say.";
/// Leads to what they are good for.
pub const ABOUT_API: &str = "What programs can ask for, and how";
/// There is none.
pub const NO_TOKENS: &str = "No tokens yet.";
/// A label.
pub const TOKEN_NAME: &str = "What is it for?";
/// A legend.
pub const SCOPES: &str = "What may it do?";
/// What a token may do.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::SessionsRead => "Read your sessions",
        Scope::SessionsWrite => "Make and change sessions",
    }
}
/// A label.
pub const LASTS: &str = "How long does it last?";
/// Days, and how people say them.
pub const LASTS_FOR: [(u32, &str); 4] = [
    (7, "A week"),
    (30, "30 days"),
    (90, "90 days"),
    (365, "A year"),
];
/// The button.
pub const MAKE_TOKEN: &str = "Make token";
/// The same at work.
pub const MAKING: &str = "Making…";
/// A token that allows nothing.
pub const NO_SCOPE: &str = "Choose at least one thing that it may do.";
/// Over a new token.
pub const NEW_TOKEN: &str = "Your new token";
/// Under it.
pub const SHOWN_ONCE: &str = "Copy it now: it is shown this once.";
/// Copies it.
pub const COPY_TOKEN: &str = "Copy token";
/// It is copied.
pub const TOKEN_COPIED: &str = "Token copied";
/// It was copied.
pub const DONE: &str = "Done";
/// Before a day.
pub const UNTIL: &str = "Until";
/// It was never used.
pub const NEVER_USED: &str = "never used";
/// Ends a token.
pub const REVOKE: &str = "Revoke";
/// The whole name of the button.
pub fn revoke(name: &str) -> String {
    format!("Revoke {name}")
}
/// What works only with the program.
pub const NO_SCRIPT: &str = "This needs JavaScript, which is off in this browser.";
