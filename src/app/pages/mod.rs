//! One file a page, each with a stylesheet of the same name in `style/pages`.

pub mod account;
pub mod admin;
pub mod answered;
pub mod call;
pub mod cancel_session;
pub mod edit_session;
pub mod ended;
pub mod find;
pub mod home;
pub mod inviter;
pub mod join;
mod knocking;
pub mod lobby;
pub mod new_session;
pub mod not_found;
pub mod open_sessions;
pub mod plan_session;
pub mod planned;
pub mod reset_password;
pub mod room;
pub mod session;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod start_session;
pub mod state;
pub mod token_maker;
