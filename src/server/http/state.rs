//! What every handler can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{address_limits::AddressLimits, socket_times::SocketTimes};
use crate::server::{
    config::{Config, Network, Origin},
    service::Services,
};

/// What every handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub services: Services,
    /// The open sockets.
    pub sockets: Sockets,
    pub(super) site: Arc<Site>,
    leptos: LeptosOptions,
}

/// How this server is reached, and what it lets pass.
pub(super) struct Site {
    pub(super) public_url: Option<Origin>,
    pub(super) trusted_proxies: Vec<Network>,
    pub(super) metrics_public: bool,
    pub(super) limits: AddressLimits,
    pub(super) socket_times: SocketTimes,
}

/// The sockets that are open: upgraded connections live on their own, so a graceful end has to know them.
#[derive(Clone, Default)]
pub struct Sockets {
    /// Cancelled when the server stops.
    pub stopping: CancellationToken,
    /// Every socket's task.
    pub tasks: TaskTracker,
}

impl AppState {
    /// The state of a server that runs by `config`.
    pub fn new(services: Services, config: &Config, socket_times: SocketTimes) -> Self {
        let limits = AddressLimits::new(config.address_limits);
        Self {
            services,
            sockets: Sockets::default(),
            site: Arc::new(Site {
                public_url: config.public_url.clone(),
                trusted_proxies: config.trusted_proxies.clone(),
                metrics_public: config.metrics_public,
                limits,
                socket_times,
            }),
            leptos: LeptosOptions::builder().output_name("visavis").build(),
        }
    }

    /// Forgets addresses that have not been heard of lately.
    pub fn tidy(&self) {
        self.site.limits.tidy(self.services.clock.now());
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
