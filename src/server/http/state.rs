//! What every handler can reach.

use std::{net::IpAddr, ops::Deref, sync::Arc};

use axum::{extract::FromRef, http::HeaderValue};
use leptos::config::LeptosOptions;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    address_limits::AddressLimits,
    cookies,
    guest_sessions::{GuestSession, GuestSessions},
    login_limits::LoginLimits,
    socket_times::SocketTimes,
};
use crate::{
    domain::limits,
    server::{
        config::{Config, Network, Origin},
        crowd::Crowd,
        service::{Seated, ServiceError, Services},
    },
};

/// Transfers that only try out a line, at a time: what they take is taken from calls.
const TRANSFERS: usize = 16;
/// The same from one network.
const TRANSFERS_OF_NETWORK: usize = 4;

/// What every handler can reach. Cheap to clone, and small: every open socket holds one.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What the clones of an [`AppState`] share.
pub struct Shared {
    /// The use cases.
    pub services: Services,
    /// The open sockets.
    pub sockets: Sockets,
    pub(super) site: Site,
    leptos: LeptosOptions,
}

/// How this server is reached, and what it lets pass.
pub(super) struct Site {
    pub(super) public_url: Option<Origin>,
    pub(super) trusted_proxies: Vec<Network>,
    pub(super) metrics_public: bool,
    /// Whether browsers are told to come by https alone from now on. Then nobody gets past a certificate that they do
    /// not believe.
    pub(super) https_for_good: bool,
    pub(super) limits: AddressLimits,
    pub(super) login_limits: LoginLimits,
    pub(super) guest_sessions: GuestSessions,
    pub(super) open_sockets: Crowd,
    /// Who tries out a line at the moment.
    pub(super) transfers: Crowd,
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
    /// The cookie with the ticket of a new seat; none when the seat came without one. Whoever was inside may read the
    /// chat as long as it is kept.
    pub(super) fn ticket_cookie(&self, seated: &Seated, secure: bool) -> Option<HeaderValue> {
        let ticket = seated.ticket.as_ref()?;
        let now = self.services.clock.now();
        let lasts = seated.expires_at.since(now) + self.services.lifetimes.retention;
        let id = seated.participant.session_id;
        Some(cookies::set_ticket(id, ticket, lasts, secure))
    }

    /// Counts a session that somebody at `address` is about to begin; say [`GuestSession::made`] when it was.
    ///
    /// # Errors
    /// `too_many_sessions` when as many of their network are live as may be, `unavailable`.
    pub(super) async fn begin_counted(
        &self,
        address: IpAddr,
    ) -> Result<GuestSession, ServiceError> {
        let sessions = &self.site.guest_sessions;
        let mut over = Vec::new();
        for id in sessions.of(address) {
            if !self.services.is_live(id).await? {
                over.push(id);
            }
        }
        sessions
            .begin(address, &over, self.services.clock.now())
            .map_err(|_| ServiceError::TooManySessions)
    }

    /// The state of a server that runs by `config`.
    pub fn new(services: Services, config: &Config, socket_times: SocketTimes) -> Self {
        let limits = AddressLimits::new(config.address_limits);
        let guest_sessions =
            GuestSessions::new(config.address_limits.then_some(config.guest_sessions));
        Self(Arc::new(Shared {
            services,
            sockets: Sockets::default(),
            site: Site {
                public_url: config.public_url.clone(),
                trusted_proxies: config.trusted_proxies.clone(),
                metrics_public: config.metrics_public,
                https_for_good: !config.tls.is_self_signed(),
                limits,
                login_limits: LoginLimits::new(),
                guest_sessions,
                open_sockets: Crowd::new(
                    usize::MAX,
                    if config.address_limits {
                        limits::SOCKETS_PER_NETWORK
                    } else {
                        usize::MAX
                    },
                ),
                transfers: Crowd::new(TRANSFERS, TRANSFERS_OF_NETWORK),
                socket_times,
            },
            leptos: LeptosOptions::builder().output_name("visavis").build(),
        }))
    }

    /// The address by which people reach this server, where the operator named one.
    pub fn public_url(&self) -> Option<&Origin> {
        self.site.public_url.as_ref()
    }

    /// Forgets addresses and accounts that have not been heard of lately.
    pub fn tidy(&self) {
        let now = self.services.clock.now();
        self.site.limits.tidy(now);
        self.site.login_limits.tidy(now);
        let longest = self.services.lifetimes.session + limits::EXTENSION * limits::EXTENSIONS;
        self.site.guest_sessions.tidy(now.minus(longest));
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
