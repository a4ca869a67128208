//! People and sessions for a first look: what a place looks like that some have used for two weeks. Only
//! `visavis --demo` asks for it, before the server starts, and only on a data folder that is empty.
//!
//! Everything goes through the services, as people would do it, with a clock that is moved from two weeks ago to now.

mod past_clock;
mod story;

pub use past_clock::PastClock;
pub use story::{DEMO_PEOPLE, tell};
