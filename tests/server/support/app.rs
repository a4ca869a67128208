//! A whole server in the test's own process, on a port of its own.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::oneshot, task::JoinHandle};
use visavis::{
    domain::{clock::Clock, ids::SessionId},
    serve::{ServeError, Server},
    server::{
        config::{Config, Flags, Network, Sources},
        http::{AppState, SocketTimes},
        secret::{PasswordCost, Randomness},
        service::Services,
    },
};

use super::{Browser, ManualClock, PATIENCE, Peer, TestFolder};

/// A port that nobody has.
pub const ANY_PORT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

pub struct TestApp {
    pub address: SocketAddr,
    pub clock: ManualClock,
    pub folder: Arc<TestFolder>,
    state: AppState,
    config: Config,
    times: SocketTimes,
    stop: oneshot::Sender<()>,
    running: JoinHandle<Result<(), ServeError>>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// One whose settings are other than usual.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_with(change, SocketTimes::default()).await
    }

    /// One that believes of everybody the address that they say they come from.
    pub async fn behind_proxy() -> Self {
        let proxies = Network::parse_list("127.0.0.1").unwrap();
        Self::with(|config| config.trusted_proxies = proxies).await
    }

    /// One with a relay of its own, whose settings are other than usual.
    pub async fn with_relay(change: impl FnOnce(&mut Config)) -> Self {
        let with_relay = |config: &mut Config| {
            config.turn.listen = vec![ANY_PORT];
            change(config);
        };
        Self::with(with_relay).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Config), times: SocketTimes) -> Self {
        let folder = Arc::new(TestFolder::new());
        let flags = <Flags as clap::Parser>::parse_from(["visavis", "--listen", "127.0.0.1:0"]);
        let mut config = Config::read(&Sources::gather(flags, |_| None).unwrap()).unwrap();
        config.data_dir = folder.path().to_owned();
        // Only tests of the relay have one: pages are told something by themselves when there is.
        config.turn.listen = Vec::new();
        change(&mut config);
        Self::run(folder, config, ManualClock::new(), times, 1).await
    }

    async fn run(
        folder: Arc<TestFolder>,
        config: Config,
        clock: ManualClock,
        times: SocketTimes,
        seed: u64,
    ) -> Self {
        let shared: Arc<dyn Clock> = Arc::new(clock.clone());
        let (chance, cost) = (Randomness::seeded(seed), PasswordCost::LOWEST);
        let server = Server::bind(&config, shared, chance, times, cost)
            .await
            .unwrap();
        let (address, state) = (server.address(), server.state().clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(server.run(async move {
            let _ = stopped.await;
        }));
        Self {
            address,
            clock,
            folder,
            state,
            config,
            times,
            stop,
            running,
        }
    }

    /// Stops as on SIGTERM.
    pub async fn stop(self) -> Arc<TestFolder> {
        let Self {
            stop,
            running,
            folder,
            ..
        } = self;
        let _ = stop.send(());
        tokio::time::timeout(PATIENCE, running)
            .await
            .expect("it stops in time")
            .unwrap()
            .unwrap();
        folder
    }

    /// Stops as on SIGTERM and starts again on the same folder, `pause` later.
    pub async fn restart(self, pause: Duration) -> Self {
        let (config, clock, times) = (self.config.clone(), self.clock.clone(), self.times);
        let folder = self.stop().await;
        clock.advance(pause);
        Self::run(folder, config, clock, times, 2).await
    }

    /// The settings that it runs by.
    pub fn config(&self) -> &Config {
        &self.config
    }

    pub fn services(&self) -> &Services {
        &self.state.services
    }

    /// Moves the clock and lets the rooms notice.
    pub async fn pass(&self, duration: Duration) {
        self.clock.advance(duration);
        self.services().rooms.tick().await;
    }

    /// Moves the clock and lets sessions end that are over by then.
    pub async fn pass_and_expire(&self, duration: Duration) {
        self.pass(duration).await;
        self.services().expire_sessions().await.unwrap();
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// The first who signs up, and so looks after the server.
    pub async fn admin(&self) -> Browser {
        let mut browser = self.browser();
        let answer = browser.sign_up("Ada", "").await;
        assert_eq!(answer.json()["role"], "admin", "{}", answer.body);
        browser
    }

    /// Somebody whom `admin` invites to be `role`.
    pub async fn invited(&self, admin: &mut Browser, name: &str, role: &str) -> Browser {
        let answer = admin.call("invite_person", &format!("role={role}")).await;
        let link = answer.json()["link"].as_str().unwrap().to_owned();
        let invitation = link.split_once('=').unwrap().1;
        let mut browser = self.browser();
        let more = format!("&invitation={invitation}");
        let answer = browser.sign_up(name, &more).await;
        assert_eq!(answer.json()["role"], role, "{}", answer.body);
        browser
    }

    /// Somebody begins a session.
    pub async fn create(&self) -> (SessionId, Browser) {
        let mut browser = self.browser();
        let id = browser.create("Portfolio review", "Mentor").await;
        (id, browser)
    }

    /// Somebody joins a session.
    pub async fn join(&self, id: SessionId, name: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.join(id, name).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        browser
    }

    /// Somebody joins a session and enters its room.
    pub async fn enter(&self, id: SessionId, name: &str, instance: u32) -> (Browser, Peer) {
        let browser = self.join(id, name).await;
        let mut peer = browser.open(id).await;
        peer.hello(instance, None).await;
        (browser, peer)
    }

    /// A session with a mentor and a learner inside; both have heard everything up to the learner's coming.
    pub async fn pair(&self) -> Pair {
        let (id, mentor_browser) = self.create().await;
        let mut mentor = mentor_browser.open(id).await;
        mentor.hello(1, None).await;
        let mentor_id = mentor.entered().await.me.id;
        let (learner_browser, mut learner) = self.enter(id, "Learner", 2).await;
        let learner_id = learner.entered().await.me.id;
        mentor.joined().await;
        Pair {
            id,
            mentor_browser,
            mentor,
            mentor_id,
            learner_browser,
            learner,
            learner_id,
        }
    }
}

pub struct Pair {
    pub id: SessionId,
    pub mentor_browser: Browser,
    pub mentor: Peer,
    pub mentor_id: visavis::domain::ids::ParticipantId,
    pub learner_browser: Browser,
    pub learner: Peer,
    pub learner_id: visavis::domain::ids::ParticipantId,
}
