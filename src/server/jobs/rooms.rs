//! Lets time pass in the rooms.

use std::time::Duration;

use crate::server::service::Services;

pub(super) const PERIOD: Duration = Duration::from_secs(1);

pub(super) async fn run(services: Services) {
    services.rooms.tick().await;
}
