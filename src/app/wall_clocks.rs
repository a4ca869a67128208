//! What clocks on other people's walls show. The time zone database is on the server, which provides the reading of it
//! as context; what is written from it is the same wherever it is drawn.

use leptos::prelude::*;

use crate::{
    api::AccountView,
    domain::{clock::Timestamp, schedule::WallTime, time_zone::TimeZoneName},
};

/// Reads a clock in a time zone. The server provides it as context.
#[derive(Clone, Copy)]
pub struct WallClocks(pub fn(Timestamp, &TimeZoneName) -> WallTime);

impl WallClocks {
    /// Those of the page that is being drawn.
    pub fn current() -> Self {
        expect_context()
    }
}

/// The times of one page: read in the zone of whoever looks at it.
#[derive(Clone)]
pub struct Times {
    clocks: WallClocks,
    zone: TimeZoneName,
    /// The present, by the server's clock.
    pub now: Timestamp,
}

impl Times {
    /// As `account` sees them at `now`.
    pub fn new(clocks: WallClocks, account: &AccountView, now: Timestamp) -> Self {
        Self {
            clocks,
            zone: account.time_zone.clone(),
            now,
        }
    }

    /// What their clock shows at `at`.
    pub fn wall(&self, at: Timestamp) -> WallTime {
        (self.clocks.0)(at, &self.zone)
    }

    /// What a clock in `zone` shows at `at`.
    pub fn wall_in(&self, at: Timestamp, zone: &TimeZoneName) -> WallTime {
        (self.clocks.0)(at, zone)
    }

    /// What their clock shows now.
    pub fn today(&self) -> WallTime {
        self.wall(self.now)
    }

    /// Where their clock hangs.
    pub const fn zone(&self) -> &TimeZoneName {
        &self.zone
    }

    /// Whole minutes until `at`; negative when it is past.
    pub fn minutes_until(&self, at: Timestamp) -> i64 {
        (at.as_millis() - self.now.as_millis()).div_euclid(60_000)
    }
}
