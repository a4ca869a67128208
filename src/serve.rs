//! Puts the server together, runs it, and brings it to a good end; or makes an account with the same parts.
//!
//! The composition root: the only place that knows the pages and the server's floors together. Everything that
//! comes from outside (settings, clock, chance) is handed in.

mod connections;
mod relay;

use std::{
    fs::DirBuilder, io, net::SocketAddr, os::unix::fs::DirBuilderExt, path::PathBuf, sync::Arc,
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
    domain::{account::Account, clock::Clock, limits, password::Password},
    server::{
        clock::SystemClock,
        config::{AddAccount, Config},
        demo::{self, PastClock},
        http::{AppState, Asked, Pages, SocketTimes, api_document, router, site_assets},
        ice::IceServers,
        jobs,
        listener::listen,
        rooms::RoomRegistry,
        secret::{HashKey, KeyError, PasswordCost, PasswordHasher, Randomness, draw_code},
        service::{
            Changes, CodeBudget, Lifetimes, NewAccount, ServiceError, Services, Words, wall_time,
        },
        storage::{Storage, StorageError},
        turn::{Listeners, TurnError, TurnServer},
    },
};

const DATABASE: &str = "visavis.db";
/// How far the people of a first look go back.
const DEMO_SPAN: Duration = Duration::from_secs(14 * 24 * 60 * 60);
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
    announce(server.address());
    server
        .run(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
        .await
}

/// Fills an empty data folder with people and sessions for a first look, runs the server on it, and says who can sign
/// in.
///
/// # Errors
/// [`ServeError`] when there is something in the folder, it cannot be filled, or the server cannot begin.
pub async fn demo(config: Config) -> Result<(), ServeError> {
    let file = config.data_dir.join(DATABASE);
    if file.exists() {
        return Err(ServeError::NotEmpty {
            folder: config.data_dir,
        });
    }
    let now = SystemClock::start().now();
    let clock = Arc::new(PastClock::new(now, DEMO_SPAN));
    let randomness = Randomness::system();
    // A place that may be reached by others has no password that others know.
    let password = [draw_code(&randomness), draw_code(&randomness)].map(|code| code.shown());
    let password = password.join("-").to_lowercase();
    let cost = PasswordCost::default();
    let services = open(&config, clock.clone(), randomness, cost, None).await?;
    let typed = Password::typed(password.clone());
    let told = demo::tell(&services, &clock, &typed, &machine_zone()).await;
    services.rooms.drain().await;
    services.rooms.flush().await;
    services.storage.close().await;
    told?;
    println!("Everybody signs in with the password {password}");
    for (name, email, role) in demo::DEMO_PEOPLE {
        println!("  {email}  {name}, {}", role.word());
    }
    run(config).await
}

/// The time zone of this machine, by its IANA name; empty when it does not tell.
fn machine_zone() -> String {
    std::fs::read_link("/etc/localtime")
        .ok()
        .and_then(|zone| {
            let (_, name) = zone.to_str()?.split_once("zoneinfo/")?;
            // A machine that is nowhere has a name for universal time that people do not read.
            (!name.starts_with("Etc/")).then(|| name.to_owned())
        })
        .unwrap_or_default()
}

/// Makes an account on the data folder, beside a running server or without one.
///
/// # Errors
/// [`ServeError`] when it cannot be made.
pub async fn add_account(
    config: &Config,
    asked: AddAccount,
    password: Password,
) -> Result<Account, ServeError> {
    let services = open_here(config).await?;
    let new = NewAccount {
        email: asked.email,
        name: asked.name,
        password,
        time_zone: String::new(),
    };
    let made = services.add_account(new, asked.role).await;
    services.storage.close().await;
    Ok(made?)
}

/// Sets the password of the account with this address on the data folder, beside a running server or without one.
///
/// # Errors
/// [`ServeError`] when it cannot be set.
pub async fn set_password(
    config: &Config,
    email: &str,
    password: &Password,
) -> Result<Account, ServeError> {
    let services = open_here(config).await?;
    let set = services.set_password(email, password).await;
    services.storage.close().await;
    Ok(set?)
}

/// Opens the data folder with the machine's clock and chance.
async fn open_here(config: &Config) -> Result<Services, ServeError> {
    open(
        config,
        Arc::new(SystemClock::start()),
        Randomness::system(),
        PasswordCost::default(),
        None,
    )
    .await
}

/// Opens the data folder: the key, the database, and what works on them.
async fn open(
    config: &Config,
    clock: Arc<dyn Clock>,
    randomness: Randomness,
    password_cost: PasswordCost,
    relay_port: Option<u16>,
) -> Result<Services, ServeError> {
    let folder = &config.data_dir;
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(|source| ServeError::DataDir {
            folder: folder.clone(),
            source,
        })?;
    let key = HashKey::load_or_create(folder, &randomness)?;
    let storage = Storage::open(&folder.join(DATABASE)).await?;
    let relay = relay::relay(config, &key, relay_port);
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

/// The one line on standard output, for people and for programs that wait for it.
fn announce(address: SocketAddr) {
    let mut shown = address;
    if shown.ip().is_unspecified() {
        shown.set_ip([127, 0, 0, 1].into());
    }
    println!("Visavis is ready: http://{shown}");
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
        let listener = listen(config.listen, BACKLOG).map_err(|source| ServeError::Listen {
            address: config.listen,
            source,
        })?;
        let listeners = Listeners::bind(&config.turn.listen)?;
        let port = listeners.port();
        let (time, chance) = (clock.clone(), randomness.clone());
        let services = open(config, time, chance, password_cost, port).await?;
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
            head,
            ..
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
        let mut serving = tokio::spawn(connections::serve(listener, site, head, stopping.clone()));
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
