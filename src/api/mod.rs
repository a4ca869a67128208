//! Server functions: what a page asks and is answered, one a file.
//!
//! Each parses, calls one service, sets a cookie where one is due, and maps the error. The bodies exist in
//! the server's build only; the browser's build has the calls.

mod chat_history;
mod create_session;
mod end_session;
mod error;
mod find_session;
mod join_session;
mod send_chat;
mod view_session;

pub use chat_history::{ChatHistory, ChatPage, chat_history};
pub use create_session::{CreateSession, create_session};
pub use end_session::{EndSession, end_session};
pub use error::ApiError;
pub use find_session::{FindSession, find_session};
pub use join_session::{JoinSession, Joined, join_session};
pub use send_chat::{SendChat, send_chat};
pub use view_session::{
    EndedSession, OpenSession, Seat, SessionView, Summary, ViewSession, view_session,
};
