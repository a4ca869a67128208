//! Lets time pass in the rooms, and tells pages who came and went.

use std::time::Duration;

use crate::server::service::Services;

/// So often at most is a page told that somebody came or went.
pub(super) const PERIOD: Duration = Duration::from_secs(1);

pub(super) async fn run(services: Services) {
    services.rooms.tick().await;
    // A database that cannot be used was logged where it happened; a page looks again by itself.
    let _ = services.tell_presence().await;
}
