//! Tries out, step by step, whether a call would work from here, and writes down what comes of each. The rules are in
//! `call/join_check`.
//!
//! Stands beside the engine, for there is no call: it needs the browser's objects and nothing of a session. Everything
//! that runs or is held ends when the value is dropped.

use std::{cell::RefCell, rc::Rc, time::Duration};

use futures_util::future::{LocalBoxFuture, join_all};

use super::web::{
    audio_level::AudioLevel,
    awaited::awaited,
    media_devices::{self, Wish},
    media_element::Picture,
    page,
    task::Task,
    timer::{Ticker, Timer},
    track::{LocalTrack, Stream},
    transfer::{Direction, Transfer, transfer},
    trial_path::{NoPath, TrialPath},
    web_socket::{SocketEvent, WebSocket},
};
use crate::{
    call::{
        call_state::DeviceProblem,
        join_check::{
            BrowserFacts, JoinCheck, PACKET_BYTES, PACKET_EVERY, PACKETS, Quality, Reached, Route,
            Speed, Tried, Way, next_transfer, routes,
        },
        speaking::bars,
    },
    protocol::{
        route::{Route as Path, TRIAL_SOCKET_PATH},
        server_message::IceServer,
    },
};

/// How long a socket, and a way, may take to be there. A browser tries a relay that does not answer for about ten
/// seconds.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the last packet is waited for.
const LAST_PACKET: Duration = Duration::from_millis(1_000);
/// How often the microphone is measured.
const LISTEN: Duration = Duration::from_millis(100);
/// What the server says back.
const WORD: &str = "here";

/// The servers to try, and whether there is a relay at all.
pub struct Servers {
    /// Of a trial.
    pub servers: Vec<IceServer>,
    /// Whether calls have a relay, which may be none for trials.
    pub has_relay: bool,
}

/// Asks the server for them; none when it has none to give now.
pub type AskServers = Box<dyn Fn() -> LocalBoxFuture<'static, Option<Servers>>>;

/// Where what is found out is shown.
pub trait Shows {
    /// The steps have changed.
    fn show(&self, check: &JoinCheck);
    /// The own microphone's level has changed: 0 to 6 bars.
    fn show_level(&self, bars: u8);
}

/// Looks, and holds camera and microphone while they are tried.
pub struct Checker {
    desk: Rc<Desk>,
    steps: Option<Task>,
    asking: Option<Task>,
}

struct Desk {
    check: RefCell<JoinCheck>,
    shows: Box<dyn Shows>,
    ask_servers: AskServers,
    devices: RefCell<Option<Devices>>,
    picture: RefCell<Option<Picture>>,
}

/// What was given; the light goes out when this is dropped.
struct Devices {
    preview: Option<Stream>,
    _tracks: [Option<LocalTrack>; 2],
    _listening: Option<Ticker>,
}

impl Checker {
    /// Nothing is looked at yet.
    pub fn new(shows: impl Shows + 'static, ask_servers: AskServers) -> Self {
        Self {
            desk: Rc::new(Desk {
                check: RefCell::default(),
                shows: Box::new(shows),
                ask_servers,
                devices: RefCell::default(),
                picture: RefCell::default(),
            }),
            steps: None,
            asking: None,
        }
    }

    /// Looks at everything that needs nobody's click, from the beginning. What is known of the devices stays.
    pub fn look(&mut self) {
        self.desk.change(|check| {
            *check = JoinCheck {
                microphone: check.microphone,
                camera: check.camera,
                ..JoinCheck::default()
            };
        });
        self.steps = Some(Task::spawn(look(Rc::clone(&self.desk))));
    }

    /// Asks for camera and microphone; call it from a click.
    pub fn try_devices(&mut self) {
        self.let_go();
        self.desk.change(|check| {
            (check.microphone, check.camera) = (Tried::Looking, Tried::Looking);
        });
        self.asking = Some(Task::spawn(ask_devices(Rc::clone(&self.desk))));
    }

    /// Lets go of camera and microphone; what is known of them stays.
    pub fn let_go(&mut self) {
        self.asking = None;
        self.desk.devices.take();
        self.desk.show_picture();
        self.desk.shows.show_level(0);
    }

    /// Shows the own picture in this element from now on, or nowhere.
    pub fn show_picture(&self, picture: Option<Picture>) {
        self.desk.picture.replace(picture);
        self.desk.show_picture();
    }
}

impl Desk {
    fn change(&self, change: impl FnOnce(&mut JoinCheck)) {
        change(&mut self.check.borrow_mut());
        self.shows.show(&self.check.borrow());
    }

    fn show_picture(&self) {
        if let Some(picture) = &*self.picture.borrow() {
            let devices = self.devices.borrow();
            picture.show(
                devices
                    .as_ref()
                    .and_then(|devices| devices.preview.as_ref()),
            );
        }
    }
}

async fn look(desk: Rc<Desk>) {
    let facts = BrowserFacts {
        secure: page::is_secure(),
        calls: page::has_calls(),
    };
    desk.change(|check| {
        check.browser = Tried::Done(facts);
        check.server = Tried::Looking;
        check.asked_for_ways = Tried::Looking;
    });
    let millis = say_and_hear().await;
    desk.change(|check| check.server = Tried::Done(millis));
    let path = if facts.calls {
        try_ways(&desk).await
    } else {
        desk.change(|check| check.asked_for_ways = Tried::Unknown);
        None
    };
    match path {
        Some(path) => {
            desk.change(|check| check.quality = Tried::Looking);
            let pause = Duration::from_millis(PACKET_EVERY);
            let took = path.try_out(PACKETS, PACKET_BYTES, pause, LAST_PACKET);
            let quality = Quality::of(&took.await);
            desk.change(|check| check.quality = Tried::Done(quality));
        }
        None => desk.change(|check| check.quality = Tried::Unknown),
    }
    desk.change(|check| check.download = Tried::Looking);
    let speed = try_speed(Direction::Down).await;
    desk.change(|check| {
        check.download = speed;
        check.upload = Tried::Looking;
    });
    let speed = try_speed(Direction::Up).await;
    desk.change(|check| check.upload = speed);
}

/// Milliseconds until the server has said a word back; none when it did not.
async fn say_and_hear() -> Option<u32> {
    let (opened, open) = awaited();
    let (heard, answer) = awaited();
    let late = (opened.clone(), heard.clone());
    let socket = WebSocket::open(TRIAL_SOCKET_PATH, move |event| match event {
        SocketEvent::Opened => opened.give(true),
        SocketEvent::Text(text) => heard.give(text == WORD),
        SocketEvent::Closed { .. } => {
            opened.give(false);
            heard.give(false);
        }
    })
    .ok()?;
    let _patience = Timer::after(PATIENCE, move || {
        late.0.give(false);
        late.1.give(false);
    });
    if !open.await {
        return None;
    }
    let begun = page::now();
    socket.send(WORD);
    let millis = answer.await.then(|| page::now().since(begun).as_millis())?;
    Some(u32::try_from(millis).unwrap_or(u32::MAX))
}

/// Tries all ways at the same time; the first of those that carry, in their order.
async fn try_ways(desk: &Rc<Desk>) -> Option<TrialPath> {
    let Some(Servers { servers, has_relay }) = (desk.ask_servers)().await else {
        desk.change(|check| check.asked_for_ways = Tried::Unknown);
        return None;
    };
    let routes = routes(&servers, has_relay);
    desk.change(|check| {
        check.asked_for_ways = Tried::Done(());
        check.ways = routes
            .iter()
            .map(|(route, _)| Way {
                route: *route,
                tried: Tried::Looking,
            })
            .collect();
    });
    let tries = routes
        .into_iter()
        .enumerate()
        .map(|(at, (route, servers))| {
            let desk = Rc::clone(desk);
            async move {
                let relay_only = matches!(route, Route::Relay(_));
                let found = TrialPath::find(&servers, relay_only, PATIENCE).await;
                let reached = match &found {
                    Ok(_) => Reached::Carries,
                    Err(NoPath::Silent) => Reached::Silent,
                    Err(NoPath::Nobody) => Reached::Nobody,
                };
                desk.change(|check| {
                    if let Some(way) = check.ways.get_mut(at) {
                        way.tried = Tried::Done(reached);
                    }
                });
                found.ok()
            }
        });
    join_all(tries).await.into_iter().flatten().next()
}

/// How fast it goes in one direction.
async fn try_speed(direction: Direction) -> Tried<Speed> {
    let mut speed = Tried::Unknown;
    let mut before = None;
    while let Some(bytes) = next_transfer(before) {
        let path = Path::TrialTransfer(bytes).path();
        match transfer(direction, &path, bytes, PATIENCE).await {
            Transfer::Whole(millis) => {
                speed = Tried::Done(Speed::of(bytes, millis, true));
                before = Some((bytes, millis));
            }
            // What is known from fewer bytes is known.
            Transfer::Refused => break,
            Transfer::Broken => {
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a patience is far below 2^52 milliseconds"
                )]
                let millis = PATIENCE.as_millis() as f64;
                if speed == Tried::Unknown {
                    speed = Tried::Done(Speed::of(bytes, millis, false));
                }
                break;
            }
        }
    }
    speed
}

async fn ask_devices(desk: Rc<Desk>) {
    let given = media_devices::ask(Some(Wish::default()), Some(Wish::default())).await;
    let (microphone, sound) = held(given.audio);
    let (camera, picture) = held(given.video);
    let preview = picture
        .as_ref()
        .and_then(|track| Stream::of([&track.share()]));
    let listening = sound.as_ref().and_then(AudioLevel::of).map(|mut level| {
        level.wake();
        let desk = Rc::downgrade(&desk);
        Ticker::every(LISTEN, move || {
            if let (Some(desk), Some(loudness)) = (desk.upgrade(), level.loudness()) {
                desk.shows.show_level(bars(loudness));
            }
        })
    });
    desk.devices.replace(Some(Devices {
        preview,
        _tracks: [sound, picture],
        _listening: listening,
    }));
    desk.change(|check| (check.microphone, check.camera) = (microphone, camera));
    desk.show_picture();
}

/// What came of a device, and the device.
fn held(
    answer: Option<Result<LocalTrack, DeviceProblem>>,
) -> (Tried<Result<(), DeviceProblem>>, Option<LocalTrack>) {
    match answer {
        Some(Ok(track)) => (Tried::Done(Ok(())), Some(track)),
        Some(Err(problem)) => (Tried::Done(Err(problem)), None),
        None => (Tried::Unknown, None),
    }
}
