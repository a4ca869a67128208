//! Whether a call would work from here, found out before there is one: what is tried, what comes of each step, and what
//! it means all together. A step that fails stops none of the others.
//!
//! The browser's side (`client/join_check`) does the steps and writes down what comes of them; pages read it.

mod verdict;

use super::{call_state::DeviceProblem, link_report::Carrier};
use crate::{domain::limits, protocol::server_message::IceServer};

pub use verdict::Verdict;

/// Packets that are sent to find out what gets lost, and how many milliseconds lie between two of them: as sound has it.
pub const PACKETS: usize = 150;
/// Milliseconds between two packets.
pub const PACKET_EVERY: u64 = 20;
/// Bytes of a packet, about as many as one of sound has.
pub const PACKET_BYTES: usize = 160;

/// From this many kbit/s on a picture goes along.
const PICTURE_KBPS: u32 = 500;
/// With fewer, even sound breaks off.
const SOUND_KBPS: u32 = 64;
/// Thousandths that may get lost without anybody noticing, and beyond which nobody is understood.
const LOSS: [u32; 2] = [30, 150];
/// Milliseconds there and back that nobody notices, and beyond which people interrupt each other all the time.
const ROUND_TRIP: [u32; 2] = [300, 1_000];
/// A transfer that took at most so many milliseconds was too short to tell: the next size is tried.
const SHORT_TRANSFER: f64 = 1_500.0;

/// Something that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What the browser can do.
    Browser,
    /// The socket to the server.
    Server,
    /// The way for sound and picture that stands at this place.
    Way(usize),
    /// What gets lost on the best of them, and how late the rest is.
    Quality,
    /// How fast it comes.
    Download,
    /// How fast it goes.
    Upload,
    /// The microphone.
    Microphone,
    /// The camera.
    Camera,
}

/// How a step stands, in five words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It has not begun.
    Waiting,
    /// It is being looked at.
    Looking,
    /// It could not be looked at.
    Unknown,
    /// It works.
    Good,
    /// It works with less.
    Weak,
    /// It does not work.
    Failed,
}

/// How far a step is, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tried<T> {
    /// It has not begun.
    #[default]
    Waiting,
    /// It is on its way.
    Looking,
    /// It could not be tried.
    Unknown,
    /// This came of it.
    Done(T),
}

impl<T: Copy> Tried<T> {
    /// What came of it.
    pub const fn done(self) -> Option<T> {
        match self {
            Self::Done(outcome) => Some(outcome),
            _ => None,
        }
    }

    const fn is_over(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Unknown)
    }

    fn state(self, judge: impl FnOnce(T) -> State) -> State {
        match self {
            Self::Waiting => State::Waiting,
            Self::Looking => State::Looking,
            Self::Unknown => State::Unknown,
            Self::Done(outcome) => judge(outcome),
        }
    }
}

/// What the browser can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrowserFacts {
    /// Whether the page is a secure context, without which there is no camera (Secure Contexts §3.1).
    pub secure: bool,
    /// Whether it can make calls at all.
    pub calls: bool,
}

/// By which way sound and picture may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// By the relay.
    Relay(Carrier),
    /// Straight, for there is no relay.
    Straight,
    /// Straight, for the relay that there is gives nobody a trial.
    StraightUntried,
}

/// What came of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// It carries.
    Carries,
    /// The relay answers, and nothing came through.
    Silent,
    /// Nobody answers.
    Nobody,
}

/// A way, and how far it is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Which.
    pub route: Route,
    /// What came of it.
    pub tried: Tried<Reached>,
}

/// What gets lost, and how late the rest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quality {
    /// Packets of a thousand that did not come.
    pub lost: u32,
    /// Milliseconds there and back, in the middle.
    pub millis: u32,
}

impl Quality {
    /// What `took` says: milliseconds for each packet, none for one that did not come.
    pub fn of(took: &[Option<f64>]) -> Self {
        let mut came: Vec<f64> = took.iter().flatten().copied().collect();
        came.sort_by(f64::total_cmp);
        let lost = (took.len() - came.len()) * 1_000 / took.len().max(1);
        Self {
            lost: u32::try_from(lost).unwrap_or(1_000),
            millis: whole(came.get(came.len() / 2).copied().unwrap_or_default()),
        }
    }

    /// Whether nobody notices, or nobody is understood.
    pub fn state(self) -> State {
        graded(self.lost, LOSS).max(graded(self.millis, ROUND_TRIP))
    }
}

/// How fast a line is in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speed {
    /// Kilobits a second.
    pub kbps: u32,
    /// Whether it is less than that, because the time was over.
    pub less: bool,
}

impl Speed {
    /// Of so many bytes in so many milliseconds; `whole` when all of them came.
    pub fn of(bytes: u32, millis: f64, complete: bool) -> Self {
        Self {
            kbps: whole(f64::from(bytes) * 8.0 / millis.max(1.0)),
            less: !complete,
        }
    }

    /// What it is good for.
    pub const fn state(self) -> State {
        match self.kbps {
            PICTURE_KBPS.. => State::Good,
            SOUND_KBPS.. => State::Weak,
            _ => State::Failed,
        }
    }
}

/// How many bytes to try after those that took so many milliseconds; none when enough is known.
pub fn next_transfer(before: Option<(u32, f64)>) -> Option<u32> {
    let mut sizes = limits::TRIAL_TRANSFERS.into_iter();
    match before {
        None => sizes.next(),
        Some((bytes, millis)) if millis <= SHORT_TRANSFER => sizes.find(|size| *size > bytes),
        Some(_) => None,
    }
}

/// Everything that is tried, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JoinCheck {
    /// What the browser can do.
    pub browser: Tried<BrowserFacts>,
    /// Milliseconds to the server and back by a socket; none when there was no socket to be had.
    pub server: Tried<Option<u32>>,
    /// The ways for sound and picture; none before it is known which there are.
    pub ways: Vec<Way>,
    /// Whether it is known which ways there are.
    pub asked_for_ways: Tried<()>,
    /// What gets lost on the best way.
    pub quality: Tried<Quality>,
    /// How fast it comes.
    pub download: Tried<Speed>,
    /// How fast it goes.
    pub upload: Tried<Speed>,
    /// The microphone.
    pub microphone: Tried<Result<(), DeviceProblem>>,
    /// The camera.
    pub camera: Tried<Result<(), DeviceProblem>>,
}

impl JoinCheck {
    /// The steps, in the order in which people read them.
    pub fn steps(&self) -> Vec<Step> {
        let ways = (0..self.ways.len().max(1)).map(Step::Way);
        [Step::Browser, Step::Server]
            .into_iter()
            .chain(ways)
            .chain([Step::Quality, Step::Download, Step::Upload])
            .chain([Step::Microphone, Step::Camera])
            .collect()
    }

    /// How a step stands.
    pub fn state(&self, step: Step) -> State {
        match step {
            Step::Browser => self.browser.state(|facts| match facts {
                BrowserFacts { calls: false, .. } => State::Failed,
                BrowserFacts { secure: false, .. } => State::Weak,
                _ => State::Good,
            }),
            Step::Server => self.server.state(|millis| match millis {
                Some(millis) => graded(millis, ROUND_TRIP).min(State::Weak),
                None => State::Failed,
            }),
            Step::Way(at) => match self.ways.get(at) {
                Some(way) => way
                    .tried
                    .state(|reached| self.state_of_way(way.route, reached)),
                None => self.asked_for_ways.state(|()| State::Looking),
            },
            Step::Quality => self.quality.state(Quality::state),
            Step::Download => self.download.state(Speed::state),
            Step::Upload => self.upload.state(Speed::state),
            Step::Microphone => self.microphone.state(device),
            Step::Camera => self.camera.state(device),
        }
    }

    /// Whether sound and picture find a way; none as long as that is open.
    pub fn has_way(&self) -> Option<bool> {
        let carries = |way: &Way| way.tried == Tried::Done(Reached::Carries);
        if self.ways.iter().any(carries) {
            return Some(true);
        }
        let failed = |way: &Way| matches!(way.tried, Tried::Done(_));
        (!self.ways.is_empty() && self.ways.iter().all(failed)).then_some(false)
    }

    /// Whether everything is over that needs nobody's click.
    pub fn is_over(&self) -> bool {
        let ways = self.asked_for_ways.is_over() && self.ways.iter().all(|way| way.tried.is_over());
        self.browser.is_over()
            && self.server.is_over()
            && ways
            && self.quality.is_over()
            && self.download.is_over()
            && self.upload.is_over()
    }

    fn state_of_way(&self, route: Route, reached: Reached) -> State {
        match (route, reached) {
            // That the browser finds itself says nothing of others.
            (Route::Straight | Route::StraightUntried, Reached::Carries) => State::Weak,
            (Route::Relay(_), Reached::Carries) => State::Good,
            // One way is enough.
            _ if self.has_way() == Some(true) => State::Weak,
            _ => State::Failed,
        }
    }
}

/// The ways that `servers` open, each with the servers to try it by; `has_relay` tells of one that may not be tried.
pub fn routes(servers: &[IceServer], has_relay: bool) -> Vec<(Route, Vec<IceServer>)> {
    let by = |carrier: Carrier| {
        let servers = servers.iter().filter_map(|server| {
            let is_by = |url: &&String| carrier_of(url) == Some(carrier);
            let urls: Vec<String> = server.urls.iter().filter(is_by).cloned().collect();
            (!urls.is_empty()).then(|| IceServer {
                urls,
                ..server.clone()
            })
        });
        (Route::Relay(carrier), servers.collect::<Vec<_>>())
    };
    let mut routes = vec![by(Carrier::Udp), by(Carrier::Tcp), by(Carrier::Tls)];
    routes.retain(|(_, servers)| !servers.is_empty());
    if routes.is_empty() {
        let route = if has_relay {
            Route::StraightUntried
        } else {
            Route::Straight
        };
        routes.push((route, servers.to_vec()));
    }
    routes
}

/// How one comes to a relay at this URL (RFC 7065 §3.1); none for what is no relay.
fn carrier_of(url: &str) -> Option<Carrier> {
    let (scheme, rest) = url.split_once(':')?;
    match scheme {
        "turns" => Some(Carrier::Tls),
        "turn" if rest.ends_with("?transport=tcp") => Some(Carrier::Tcp),
        "turn" => Some(Carrier::Udp),
        _ => None,
    }
}

fn graded(figure: u32, [good, weak]: [u32; 2]) -> State {
    if figure <= good {
        State::Good
    } else if figure <= weak {
        State::Weak
    } else {
        State::Failed
    }
}

const fn device(answer: Result<(), DeviceProblem>) -> State {
    match answer {
        Ok(()) => State::Good,
        Err(DeviceProblem::NotFound) => State::Weak,
        Err(_) => State::Failed,
    }
}

fn whole(figure: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "figures of a line, and a cast saturates"
    )]
    let whole = figure.round() as u32;
    whole
}

#[cfg(test)]
#[path = "join_check_tests.rs"]
mod tests;
