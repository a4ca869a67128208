//! The browser's side of a call: the socket, the devices, the peer connections, and the engine that holds
//! them together.
//!
//! The rules are in `call`, the browser's objects in `web`; here they meet. Nothing here draws anything.

pub mod engine;
pub mod join_check;
mod local_media;
mod local_screen;
mod peer_link;
mod peer_stats;
mod signaling;
pub mod web;
