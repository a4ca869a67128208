//! Puts the server together, runs it, and brings it to a good end; or makes an account with the same parts.
//!
//! The composition root: the only place that knows the pages and the server's floors together. Everything that
//! comes from outside (settings, clock, chance) is handed in.

mod connections;
mod https;
mod redirect;
mod relay;
mod tasks;

use std::{
    fs::DirBuilder,
    io,
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use leptos::prelude::provide_context;
use leptos_axum::generate_route_list;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    time::timeout,
};

pub use tasks::{add_account, demo, doctor, set_password};

use connections::Way;
use https::{Certified, Https};
use redirect::Redirect;

use crate::{
    api::AccountView,
    app::{
        App,
        api_reference::ApiDocument,
        shell::{OwnHost, PageNonce, SiteAssets, shell},
        text,
        viewer::Viewer,
        wall_clocks::WallClocks,
    },
    domain::{clock::Clock, limits},
    server::{
        clock::SystemClock,
        config::Config,
        http::{AppState, Asked, Pages, SocketTimes, api_document, router, site_assets},
        ice::{IceServers, RelayPorts},
        jobs,
        listener::listen,
        rooms::RoomRegistry,
        secret::{HashKey, KeyError, PasswordCost, PasswordHasher, Randomness},
        service::{Changes, CodeBudget, Lifetimes, ServiceError, Services, Words, wall_time},
        storage::{self, Storage, StorageError},
        tls::TlsError,
        turn::{Listeners, TurnError, TurnServer},
    },
};

/// A storm of handshakes waits in this queue; the usual 128 make it wait a second.
const BACKLOG: u32 = 4_096;
/// How long running requests and sockets may take to end.
const LAST_WORDS: Duration = Duration::from_millis(3_500);
const TIDY_ADDRESSES: Duration = Duration::from_secs(60);

/// Why the program does not do what it was started for.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The data folder cannot be made.
    #[error("data-dir: the folder {} cannot be made: {source}", folder.display())]
    DataDir {
        /// Which.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is something where there should be nothing.
    #[error("demo: there is data in {} already; name another folder with --data-dir, or leave out --demo", folder.display())]
    NotEmpty {
        /// Where.
        folder: PathBuf,
    },
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database cannot be used.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The account cannot be made or changed.
    #[error(transparent)]
    Account(#[from] ServiceError),
    /// The address cannot be listened on.
    #[error("listen: {address} cannot be listened on: {source}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The certificate cannot be used.
    #[error("tls: {0}")]
    Tls(#[from] TlsError),
    /// The relay cannot listen.
    #[error(transparent)]
    Turn(#[from] TurnError),
    /// The connections cannot be served.
    #[error("the server failed: {0}")]
    Serve(io::Error),
}

/// A server that listens and does not answer yet.
pub struct Server {
    state: AppState,
    site: Router,
    turn: Option<TurnServer>,
    listener: TcpListener,
    redirect: Option<TcpListener>,
    certified: Option<Certified>,
    address: SocketAddr,
    head: Duration,
}

/// Runs the server with the machine's clock and chance, until SIGTERM or SIGINT.
///
/// # Errors
/// [`ServeError`] when it cannot begin.
pub async fn run(config: Config) -> Result<(), ServeError> {
    let server = Server::bind(
        &config,
        Arc::new(SystemClock::start()),
        Randomness::system(),
        SocketTimes::default(),
        PasswordCost::default(),
    )
    .await?;
    let mut terminate = signal(SignalKind::terminate()).map_err(ServeError::Serve)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(ServeError::Serve)?;
    announce(&server);
    server
        .run(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
        .await
}

/// Opens the data folder: the key, the database, and what works on them.
async fn open(
    config: &Config,
    clock: Arc<dyn Clock>,
    randomness: Randomness,
    password_cost: PasswordCost,
    relay_ports: Option<RelayPorts>,
) -> Result<Services, ServeError> {
    let folder = &config.data_dir;
    make_folder(folder)?;
    let key = HashKey::load_or_create(folder, &randomness)?;
    let storage = Storage::open(&folder.join(storage::FILE)).await?;
    let relay = relay::relay(config, &key, relay_ports);
    let ice_servers = IceServers::new(config.ice_servers.clone(), relay);
    let rooms = RoomRegistry::new(
        storage.clone(),
        clock.clone(),
        randomness.clone(),
        Arc::new(ice_servers),
    );
    let code_budget = CodeBudget::new(limits::WRONG_CODES, clock.now());
    let share_code_budget = CodeBudget::new(limits::WRONG_SHARE_CODES, clock.now());
    Ok(Services {
        storage,
        rooms,
        clock,
        passwords: PasswordHasher::new(password_cost, randomness.clone()),
        randomness,
        key,
        words: Words {
            product: text::NAME,
            untitled: text::UNTITLED,
            deleted: text::room::DELETED,
        },
        changes: Changes::default(),
        code_budget,
        share_code_budget,
        lifetimes: Lifetimes {
            session: config.max_session,
            empty_session: config.empty_session,
            retention: config.chat_retention,
            end_on_stop: config.end_sessions_on_stop,
        },
    })
}

fn make_folder(folder: &Path) -> Result<(), ServeError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| ServeError::DataDir {
            folder: folder.to_owned(),
            source,
        })
}

/// The one line on standard output, for people and for programs that wait for it.
fn announce(server: &Server) {
    let mut shown = server.address();
    if shown.ip().is_unspecified() {
        shown.set_ip([127, 0, 0, 1].into());
    }
    let scheme = match &server.certified {
        Some(certified) => {
            https::explain(&certified.certificates);
            "https"
        }
        None => "http",
    };
    println!("Visavis is ready: {scheme}://{shown}");
}

impl Server {
    /// Opens the ports and the data folder.
    ///
    /// # Errors
    /// [`ServeError`] when one of them cannot be used.
    pub async fn bind(
        config: &Config,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
        socket_times: SocketTimes,
        password_cost: PasswordCost,
    ) -> Result<Self, ServeError> {
        let open = |address| {
            listen(address, BACKLOG).map_err(|source| ServeError::Listen { address, source })
        };
        let listener = open(config.listen)?;
        let redirect = config.tls.redirect_listen.map(open).transpose()?;
        make_folder(&config.data_dir)?;
        let certified = https::certified(config, &clock)?;
        let certificates = certified.as_ref().map(|one| &one.certificates);
        let listeners = Listeners::bind(&config.turn, certificates)?;
        let ports = listeners.ports();
        let (time, chance) = (clock.clone(), randomness.clone());
        let services = self::open(config, time, chance, password_cost, ports).await?;
        let mut write = services.storage.begin().await?;
        write.note_start(services.clock.now()).await?;
        write.commit().await?;
        let state = AppState::new(services, config, socket_times);
        let address = listener.local_addr().map_err(ServeError::Serve)?;
        // The site begins to count; what the relay counts has to come after it.
        let site = site(state.clone());
        let guests = state.services.rooms.ice_servers().own_relay();
        let turn = guests.map(|guests| {
            let sockets = &state.sockets;
            let (stopping, tasks) = (sockets.stopping.clone(), sockets.tasks.clone());
            TurnServer::new(
                listeners, config, guests, clock, randomness, stopping, tasks,
            )
        });
        Ok(Self {
            site,
            turn,
            state,
            listener,
            redirect,
            certified: certified.filter(|_| config.tls.pages),
            address,
            head: socket_times.head,
        })
    }

    /// Where it listens; the port is the real one.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What its handlers reach.
    pub const fn state(&self) -> &AppState {
        &self.state
    }

    /// Answers until `stop`, then ends: sockets are told to come back, running requests are answered, everything
    /// is on disk.
    ///
    /// # Errors
    /// [`ServeError`] when the connections cannot be served.
    pub async fn run(
        self,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), ServeError> {
        let Self {
            state,
            site,
            turn,
            listener,
            redirect,
            certified,
            head,
            address,
        } = self;
        if let Some(turn) = turn {
            turn.start();
        }
        let stopping = state.sockets.stopping.clone();
        jobs::start(&state.services, &stopping);
        let tidied = state.clone();
        jobs::every(TIDY_ADDRESSES, &stopping, move || {
            tidied.tidy();
            async {}
        });
        let to_https = Redirect {
            public: state.public_url().cloned(),
            port: address.port(),
            certificates: certified.as_ref().map(|one| one.certificates.clone()),
        };
        let way = match certified {
            Some(Certified {
                certificates,
                keeper,
            }) => {
                if let Some(keeper) = keeper {
                    state.sockets.tasks.spawn(keeper.run(stopping.clone()));
                }
                let clock = state.services.clock.clone();
                Way::Secure(site, Https::new(certificates, clock), to_https.clone())
            }
            None => Way::Site(site),
        };
        let mut serving = tokio::spawn(connections::serve(listener, way, head, stopping.clone()));
        if let Some(listener) = redirect {
            let way = Way::Redirect(to_https);
            let leading = connections::serve(listener, way, head, stopping.clone());
            state.sockets.tasks.spawn(leading);
        }
        tokio::select! {
            () = stop => {}
            // It ends by itself only when it panics.
            served = &mut serving => return served.map_err(|error| ServeError::Serve(io::Error::other(error))),
        }
        tracing::info!("stopping");
        stopping.cancel();
        let last_words = async {
            // What cannot be ended was logged; it waits for the next start like everything else.
            let _ = state.services.end_on_stop().await;
            state.services.rooms.drain().await;
            state.sockets.tasks.close();
            state.sockets.tasks.wait().await;
            // Both are over in time, or are cut off.
            let _ = serving.await;
        };
        if timeout(LAST_WORDS, last_words).await.is_err() {
            tracing::warn!("somebody did not hang up in time");
        }
        state.services.rooms.flush().await;
        state.services.storage.close().await;
        tracing::info!("stopped");
        Ok(())
    }
}

fn site(state: AppState) -> Router {
    let names = site_assets();
    let assets = SiteAssets {
        js: names.js,
        wasm: names.wasm,
        css: names.css,
    };
    let provide = move |asked: Asked| {
        provide_context(assets.clone());
        provide_context(PageNonce(asked.nonce));
        provide_context(OwnHost(asked.host));
        provide_context(WallClocks(wall_time));
        provide_context(ApiDocument {
            document: api_document(),
            origin: asked.origin,
        });
        provide_context(Viewer {
            account: asked.account.map(AccountView::from),
            path: asked.path,
        });
    };
    router(
        state,
        Pages {
            shell,
            routes: generate_route_list(App),
            provide,
        },
    )
}
