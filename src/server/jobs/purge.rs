//! Deletes what is past its time (the table in migrations/README.md).

use std::time::Duration;

use crate::server::service::Services;

pub(super) const PERIOD: Duration = Duration::from_secs(60 * 60);

pub(super) async fn run(services: Services) {
    match services.purge_sessions().await {
        Ok(deleted) if deleted > 0 => tracing::info!(deleted, "old sessions were deleted"),
        // Nothing to do, or a database that cannot be used: that was logged where it happened.
        _ => {}
    }
    match services.purge_accounts().await {
        Ok(deleted) if deleted > 0 => {
            tracing::info!(
                deleted,
                "logins, invitations and tokens that were over were deleted"
            );
        }
        _ => {}
    }
}
