//! What happens by itself as time passes: seats become free, sessions end, old rows go.

mod expiry;
mod purge;
mod rooms;

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::server::service::Services;

/// Starts all jobs; they end with `stopping`.
pub fn start(services: &Services, stopping: &CancellationToken) {
    let (one, two, three) = (services.clone(), services.clone(), services.clone());
    every(rooms::PERIOD, stopping, move || rooms::run(one.clone()));
    every(expiry::PERIOD, stopping, move || expiry::run(two.clone()));
    every(purge::PERIOD, stopping, move || purge::run(three.clone()));
}

/// Runs `job` now and then every `period`, never twice at a time, until `stopping`.
pub fn every<F>(
    period: Duration,
    stopping: &CancellationToken,
    job: impl Fn() -> F + Send + 'static,
) where
    F: Future<Output = ()> + Send,
{
    let stopping = stopping.clone();
    tokio::spawn(async move {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stopping.cancelled() => return,
                _ = ticks.tick() => job().await,
            }
        }
    });
}
