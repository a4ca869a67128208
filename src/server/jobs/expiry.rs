//! Ends the sessions that are over by their own rules.

use std::time::Duration;

use crate::server::service::Services;

pub(super) const PERIOD: Duration = Duration::from_secs(5);

pub(super) async fn run(services: Services) {
    // A database that cannot be used was logged where it happened; the next round tries again.
    let _ = services.expire_sessions().await;
}
