//! The system's clock: the only place where the server reads it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::domain::clock::{Clock, Timestamp};

/// By which a program that was built for development is told of a file: as many seconds as stand in it the program is
/// ahead of the machine's clock, so that tests in a real browser see what comes later. A release build has no way to
/// hear it.
const AHEAD: &str = "VISAVIS_CLOCK_AHEAD";

/// The clock of the machine.
#[derive(Debug, Clone, Default)]
pub struct SystemClock {
    ahead: Option<Arc<Path>>,
}

impl SystemClock {
    /// The clock by which this program lives.
    pub fn start() -> Self {
        let file = cfg!(debug_assertions).then(|| std::env::var_os(AHEAD));
        Self {
            ahead: file.flatten().map(|file| Arc::from(PathBuf::from(file))),
        }
    }

    /// How far it is ahead. The file is read each time: who writes it wants it to hold at once.
    fn ahead(&self) -> Duration {
        let seconds = self
            .ahead
            .as_ref()
            .and_then(|file| fs::read_to_string(file).ok())
            .and_then(|text| text.trim().parse().ok());
        Duration::from_secs(seconds.unwrap_or(0))
    }
}

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the system's clock"
    )]
    fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let machine =
            Timestamp::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX));
        machine.plus(self.ahead())
    }
}
