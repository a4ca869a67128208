//! English: whether a call would work from here, before there is one.

use crate::call::{
    browser_family::BrowserFamily,
    join_check::{
        BrowserFacts, JoinCheck, Quality, Reached, Route, Speed, State, Step, Tried, Verdict,
    },
    link_report::Carrier,
};

use super::{
    connection::{millis, rate},
    join,
};

/// The page, and what leads to it.
pub const TITLE: &str = "Check your connection";
/// Under the title.
pub const LEAD: &str = "Find out whether sound and picture will work, before you join. Nobody sees or hears you here, and nothing is kept.";
/// Where there is no JavaScript.
pub const NO_SCRIPT: &str = "Calls need JavaScript, and this browser has it turned off, so nothing can be looked at here. Turn it on for this page, then load it again.";
/// The list of steps.
pub const STEPS: &str = "What was looked at";
/// Looks once more.
pub const AGAIN: &str = "Check again";
/// Asks for the devices.
pub const DEVICES: &str = "Check camera and microphone";
/// Asks for them once more.
pub const DEVICES_AGAIN: &str = "Try again";
/// While the browser asks.
pub const ASKING: &str = "Your browser asks. Choose Allow";
/// Lets go of them.
pub const LET_GO: &str = "Turn them off";
/// Copies the result.
pub const COPY: &str = "Copy result";
/// What the button copies, in full.
pub const COPY_NAME: &str = "Copy the result as text; there are no addresses in it";
/// Said when it is done.
pub const COPIED: &str = "Result copied";
/// The region with the own picture.
pub const PREVIEW: &str = "Your camera";

/// All steps together.
pub fn verdict(verdict: Verdict) -> String {
    let line = |upload| if upload { "upload" } else { "download" };
    match verdict {
        Verdict::Looking => "Looking…".to_owned(),
        Verdict::NoCalls => "You can’t join with this browser".to_owned(),
        Verdict::NoServer => {
            "You can’t join from this network: live connections don’t get through".to_owned()
        }
        Verdict::NoWay => {
            "You can join and write, but sound and picture find no way through your network"
                .to_owned()
        }
        Verdict::TooSlow { upload, kbps } => {
            format!(
                "Sound may break off: your {} is very slow, {}",
                line(upload),
                rate(kbps)
            )
        }
        Verdict::Rough => "Sound may break off: too much gets lost on the way".to_owned(),
        Verdict::SoundOnly { upload, kbps } => {
            format!(
                "Sound will work, pictures will be few: your {} is slow, {}",
                line(upload),
                rate(kbps)
            )
        }
        Verdict::NotSecure => {
            "You can join, listen and write, without camera and microphone".to_owned()
        }
        Verdict::DevicesOpen => {
            "Your connection is good. Check camera and microphone next".to_owned()
        }
        Verdict::NoDevices => {
            "You can join, listen and write, but camera and microphone don’t work yet".to_owned()
        }
        Verdict::NoMicrophone => {
            "You can join and be seen, but your microphone doesn’t work yet".to_owned()
        }
        Verdict::NoCamera => "You can join: sound will work. Your camera doesn’t yet".to_owned(),
        Verdict::Fair => "You can join: sound and picture will work, not always well".to_owned(),
        Verdict::AsFarAsKnown => "You can join: what could be looked at works".to_owned(),
        Verdict::Good => "You can join: sound and picture will work".to_owned(),
    }
}

/// How a step stands.
pub fn state(state: State) -> &'static str {
    match state {
        State::Waiting => "Waiting",
        State::Looking => "Looking…",
        State::Unknown => "Not known",
        State::Good => "Good",
        State::Weak => "Weak",
        State::Failed => "Doesn’t work",
    }
}

/// What a step is about.
pub fn step(check: &JoinCheck, step: Step) -> &'static str {
    match step {
        Step::Browser => "Browser",
        Step::Server => "Live connection to the server",
        Step::Way(at) => match check.ways.get(at).map(|way| way.route) {
            Some(Route::Relay(Carrier::Udp)) => "Sound and picture by UDP",
            Some(Route::Relay(Carrier::Tcp)) => "Sound and picture by TCP",
            Some(Route::Relay(Carrier::Tls)) => "Sound and picture by TLS",
            Some(Route::Straight | Route::StraightUntried) | None => "Way for sound and picture",
        },
        Step::Quality => "Steadiness",
        Step::Download => "Download",
        Step::Upload => "Upload",
        Step::Microphone => "Microphone",
        Step::Camera => "Camera",
    }
}

/// What came of a step, and what to do.
pub fn sentence(check: &JoinCheck, step: Step, browser: BrowserFamily) -> String {
    match check.state(step) {
        State::Waiting => return waiting(step).to_owned(),
        State::Looking => return looking(step).to_owned(),
        State::Unknown => return unknown(check, step).to_owned(),
        State::Good | State::Weak | State::Failed => {}
    }
    match step {
        Step::Browser => check.browser.done().map(|facts| of_browser(facts, browser)),
        Step::Server => check.server.done().map(of_server),
        Step::Way(at) => check.ways.get(at).and_then(|way| {
            let reached = way.tried.done()?;
            Some(of_way(way.route, reached, check.has_way() == Some(true)).to_owned())
        }),
        Step::Quality => check.quality.done().map(of_quality),
        Step::Download => check.download.done().map(|speed| of_speed(speed, false)),
        Step::Upload => check.upload.done().map(|speed| of_speed(speed, true)),
        Step::Microphone => check.microphone.done().map(|answer| match answer {
            Ok(()) => "Say something: the bars move when it hears you.".to_owned(),
            Err(problem) => join::microphone_problem(problem).to_owned(),
        }),
        Step::Camera => check.camera.done().map(|answer| match answer {
            Ok(()) => "It gives a picture. Only you can see it.".to_owned(),
            Err(problem) => join::camera_problem(problem).to_owned(),
        }),
    }
    .unwrap_or_default()
}

fn waiting(step: Step) -> &'static str {
    match step {
        Step::Microphone | Step::Camera => "Your browser asks you when you press the button.",
        _ => "Comes after what is above.",
    }
}

fn looking(step: Step) -> &'static str {
    match step {
        Step::Browser => "Looking at what it can do.",
        Step::Server => "Opening a connection that stays open.",
        Step::Way(_) => "Sending from this page to itself.",
        Step::Quality => "Sending small packets, for some seconds.",
        Step::Download => "Fetching up to 1 MB.",
        Step::Upload => "Sending up to 1 MB.",
        Step::Microphone | Step::Camera => "Your browser asks. Choose Allow.",
    }
}

fn unknown(check: &JoinCheck, step: Step) -> &'static str {
    match step {
        Step::Quality if check.has_way() == Some(false) => "There is no way to send packets by.",
        Step::Way(_) if check.browser.done().is_some_and(|facts| !facts.calls) => {
            "This browser can’t be asked."
        }
        Step::Way(_) | Step::Quality => {
            "The server gives no trial now, for many look at once. Wait a minute, then check again."
        }
        _ => "The server has no time to try this now. Wait a minute, then check again.",
    }
}

fn of_browser(facts: BrowserFacts, browser: BrowserFamily) -> String {
    let name = family(browser);
    match facts {
        BrowserFacts { calls: false, .. } => format!(
            "{name} makes no calls, or they are turned off in it. Use a new Chrome, Edge, Firefox or Safari."
        ),
        BrowserFacts { secure: false, .. } => format!(
            "{name} can make calls, but gives camera and microphone only to addresses that begin with https. Ask the person who runs this server for one."
        ),
        _ => format!("{name} can make calls."),
    }
}

fn of_server(answer: Option<u32>) -> String {
    match answer {
        Some(time) => format!("It answers in {}.", millis(time)),
        None => "It does not open. Your network, or a program that protects it, may block WebSockets: try another network, or ask who looks after yours.".to_owned(),
    }
}

fn of_way(route: Route, reached: Reached, another: bool) -> &'static str {
    match (route, reached) {
        (Route::Relay(Carrier::Udp), Reached::Carries) => {
            "It goes through, the fastest way there is."
        }
        (Route::Relay(_), Reached::Carries) => "It goes through. It is used where UDP is blocked.",
        (Route::Straight, Reached::Carries) => {
            "Your browser can send. This server has no relay, so calls go straight between people; networks that don’t let that through have no other way."
        }
        (Route::StraightUntried, Reached::Carries) => {
            "Your browser can send. The relay of this server can’t be tried before a call."
        }
        (Route::Relay(_), _) if another => {
            "It does not go through here. Another way does, so calls work."
        }
        (Route::Relay(_), Reached::Silent) => {
            "The relay answers, but nothing comes through it. Tell the person who runs this server."
        }
        (Route::Relay(_), Reached::Nobody) => {
            "The relay does not answer. Your network may block it: try another network, or ask who looks after yours."
        }
        (Route::Straight | Route::StraightUntried, _) => {
            "Your browser finds no way to send at all. A program that protects your privacy may forbid it."
        }
    }
}

fn of_quality(quality: Quality) -> String {
    let lost = f64::from(quality.lost) / 10.0;
    let figures = format!("{lost} % lost, {} there and back", millis(quality.millis));
    let advice = match quality.state() {
        State::Good => "That is steady.",
        State::Weak => "You may hear gaps. Come closer to your Wi-Fi, or use a cable.",
        _ => {
            "Sound will break off. Come closer to your Wi-Fi, use a cable, or try another network."
        }
    };
    format!("{figures}. {advice}")
}

fn of_speed(speed: Speed, upload: bool) -> String {
    let Speed { kbps, less } = speed;
    let figure = if kbps >= 10_000 {
        format!("{} Mbit/s", kbps / 1_000)
    } else {
        rate(kbps)
    };
    let figure = if less {
        format!("Less than {figure}")
    } else {
        figure
    };
    let advice = match (speed.state(), upload) {
        (State::Good, _) => "good for video",
        (State::Weak, true) => {
            "enough for sound, and for a small picture at best. Close what sends at the same time"
        }
        (State::Weak, false) => {
            "enough for sound, and for a small picture at best. Close what loads at the same time"
        }
        _ => "too little even for sound. Try another network",
    };
    format!("{figure}, {advice}.")
}

/// A browser, by its family.
pub fn family(browser: BrowserFamily) -> &'static str {
    match browser {
        BrowserFamily::Chromium => "Your browser (Chrome, Edge or alike)",
        BrowserFamily::Android => "Your browser (Android)",
        BrowserFamily::Firefox => "Your browser (Firefox)",
        BrowserFamily::Safari => "Your browser (Safari)",
        BrowserFamily::Ios => "Your browser (iPhone or iPad)",
    }
}

/// All of it as plain text, to be sent to somebody; `moment` is when it was looked at.
pub fn result(check: &JoinCheck, browser: BrowserFamily, moment: &str) -> String {
    let mut text = format!("{TITLE}, {moment}\n{}\n", verdict(check.verdict()));
    for one in check.steps() {
        let line = format!(
            "\n{}: {}. {}",
            step(check, one),
            state(check.state(one)),
            sentence(check, one, browser)
        );
        text.push_str(&line);
    }
    text.push('\n');
    text
}

/// Whether the devices were asked for.
pub fn devices_button(check: &JoinCheck) -> &'static str {
    match check.microphone {
        Tried::Waiting => DEVICES,
        Tried::Looking => ASKING,
        Tried::Unknown | Tried::Done(_) => DEVICES_AGAIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{call_state::DeviceProblem, join_check::Way};

    #[test]
    fn the_result_says_every_step_with_its_state() {
        let check = JoinCheck {
            browser: Tried::Done(BrowserFacts {
                secure: true,
                calls: true,
            }),
            server: Tried::Done(Some(8)),
            ways: vec![Way {
                route: Route::Relay(Carrier::Udp),
                tried: Tried::Done(Reached::Carries),
            }],
            asked_for_ways: Tried::Done(()),
            quality: Tried::Done(Quality {
                lost: 13,
                millis: 21,
            }),
            download: Tried::Done(Speed {
                kbps: 24_300,
                less: false,
            }),
            upload: Tried::Done(Speed {
                kbps: 180,
                less: false,
            }),
            microphone: Tried::Done(Ok(())),
            camera: Tried::Done(Err(DeviceProblem::NotFound)),
        };
        let text = result(&check, BrowserFamily::Firefox, "2026-11-21 23:05 UTC");
        for line in [
            "Check your connection, 2026-11-21 23:05 UTC\n",
            "Sound will work, pictures will be few: your upload is slow, 180 kbit/s\n",
            "\nBrowser: Good. Your browser (Firefox) can make calls.\n",
            "\nLive connection to the server: Good. It answers in 8 ms.\n",
            "\nSound and picture by UDP: Good. It goes through",
            "\nSteadiness: Good. 1.3 % lost, 21 ms there and back. That is steady.\n",
            "\nDownload: Good. 24 Mbit/s, good for video.\n",
            "\nUpload: Weak. 180 kbit/s, enough for sound",
            "\nCamera: Weak. No camera found. You can join without one.\n",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
    }

    #[test]
    fn every_step_says_something_in_every_state() {
        let browser = BrowserFamily::Chromium;
        let mut check = JoinCheck::default();
        for one in check.steps() {
            assert!(!sentence(&check, one, browser).is_empty(), "{one:?}");
        }
        check.asked_for_ways = Tried::Unknown;
        check.quality = Tried::Unknown;
        check.upload = Tried::Unknown;
        for one in check.steps() {
            assert!(!sentence(&check, one, browser).is_empty(), "{one:?}");
        }
    }
}
