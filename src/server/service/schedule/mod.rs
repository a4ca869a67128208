//! Appointments: making, changing, calling off and beginning them, and what follows by itself.

mod appointment;
mod calendar;
mod calendar_feed;
mod cancel_session;
mod change_session;
mod next_session;
mod partners;
mod schedule_session;
mod start_live;
mod unattended;
mod wall_clock;

pub use partners::PartnerLink;
pub use schedule_session::Scheduled;
pub use start_live::LiveCode;
pub use wall_clock::{exact_wall_time, wall_time};
