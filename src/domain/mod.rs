//! The nouns of a mentoring session and the rules they keep by themselves.
//!
//! The lowest floor: both builds share it, and it does no I/O, knows no time source and draws no random
//! numbers; whoever needs those passes them in.

pub mod chat;
pub mod clock;
pub mod ids;
pub mod limits;
pub mod locator;
pub mod participant;
pub mod policy;
pub mod role;
pub mod session;
