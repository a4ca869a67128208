//! What travels between browser and server: the socket's messages, the error words and every path.
//!
//! One Rust type each way, shared by both builds, so that the two ends cannot drift apart. `PROTOCOL.md`
//! beside this file describes it for other clients.

pub mod annotation;
pub mod appointment_query;
pub mod client_message;
pub mod codec;
pub mod error_code;
#[cfg(test)]
pub(crate) mod golden;
pub mod guest_trouble;
pub mod host_command;
pub mod preset_query;
pub mod route;
pub mod server_message;
pub mod shared;
pub mod signal;

/// The version that the handshake names. It changes when an older client could no longer follow.
pub const VERSION: u16 = 1;
