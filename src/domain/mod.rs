//! The nouns of a mentoring session and the rules they keep by themselves.
//!
//! The lowest floor: both builds share it, and it does no I/O, knows no time source and draws no random
//! numbers; whoever needs those passes them in.

pub mod access_code;
pub mod access_token;
pub mod account;
pub mod calendar_day;
pub mod chat;
pub mod clock;
pub mod door;
pub mod email_address;
pub mod ids;
pub mod invitation;
pub mod limits;
pub mod locator;
pub mod login;
pub mod own_preset;
pub mod participant;
pub mod password;
pub mod password_reset;
pub mod policy;
pub mod preset;
pub mod role;
pub mod rule_changes;
pub mod rules;
pub mod schedule;
pub mod session;
pub mod share_code;
pub mod site_settings;
pub mod time_zone;
pub mod visit;
