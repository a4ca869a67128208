//! What all steps mean together: one sentence's worth.

use super::{BrowserFacts, JoinCheck, State};

/// Whether somebody can join, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is not known yet.
    Looking,
    /// This browser makes no calls.
    NoCalls,
    /// The server's socket is not reached.
    NoServer,
    /// Sound and picture find no way.
    NoWay,
    /// One direction is too slow even for sound.
    TooSlow {
        /// Whether it is the upload.
        upload: bool,
        /// Kilobits a second.
        kbps: u32,
    },
    /// So much gets lost, or comes so late, that sound breaks off.
    Rough,
    /// One direction is fast enough for sound alone.
    SoundOnly {
        /// Whether it is the upload.
        upload: bool,
        /// Kilobits a second.
        kbps: u32,
    },
    /// The browser gives this page no devices.
    NotSecure,
    /// The connection will do; the devices are to be looked at.
    DevicesOpen,
    /// Neither camera nor microphone can be had.
    NoDevices,
    /// The microphone cannot be had.
    NoMicrophone,
    /// The camera cannot be had.
    NoCamera,
    /// It will work, not always well.
    Fair,
    /// Some of it could not be looked at; what was is good.
    AsFarAsKnown,
    /// All of it will work.
    Good,
}

impl JoinCheck {
    /// What it means all together. What keeps somebody out comes before what they do without.
    pub fn verdict(&self) -> Verdict {
        if !self.is_over() {
            return Verdict::Looking;
        }
        let browser = self.browser.done();
        if matches!(browser, Some(BrowserFacts { calls: false, .. })) {
            return Verdict::NoCalls;
        }
        if self.server.done() == Some(None) {
            return Verdict::NoServer;
        }
        if self.has_way() == Some(false) {
            return Verdict::NoWay;
        }
        let speeds = [(true, self.upload.done()), (false, self.download.done())];
        let slow = |state: State| {
            speeds.iter().find_map(|(upload, speed)| {
                let speed = speed.filter(|speed| speed.state() == state)?;
                Some((*upload, speed.kbps))
            })
        };
        if let Some((upload, kbps)) = slow(State::Failed) {
            return Verdict::TooSlow { upload, kbps };
        }
        let quality = self.quality.done().map(super::Quality::state);
        if quality == Some(State::Failed) {
            return Verdict::Rough;
        }
        if let Some((upload, kbps)) = slow(State::Weak) {
            return Verdict::SoundOnly { upload, kbps };
        }
        if matches!(browser, Some(BrowserFacts { secure: false, .. })) {
            return Verdict::NotSecure;
        }
        let (Some(microphone), Some(camera)) = (self.microphone.done(), self.camera.done()) else {
            return Verdict::DevicesOpen;
        };
        match (microphone, camera) {
            (Err(_), Err(_)) => Verdict::NoDevices,
            (Err(_), Ok(())) => Verdict::NoMicrophone,
            (Ok(()), Err(_)) => Verdict::NoCamera,
            _ if quality == Some(State::Weak) => Verdict::Fair,
            _ if self
                .steps()
                .iter()
                .any(|step| self.state(*step) == State::Unknown) =>
            {
                Verdict::AsFarAsKnown
            }
            _ => Verdict::Good,
        }
    }

    /// Whether it is as good as it gets, needs a look, or keeps somebody out.
    pub fn mood(&self) -> State {
        match self.verdict() {
            Verdict::Looking => State::Looking,
            Verdict::Good | Verdict::DevicesOpen | Verdict::AsFarAsKnown => State::Good,
            Verdict::NoCalls | Verdict::NoServer | Verdict::NoWay | Verdict::TooSlow { .. } => {
                State::Failed
            }
            _ => State::Weak,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{
        call_state::DeviceProblem,
        join_check::{Quality, Reached, Route, Speed, Tried, Way},
        link_report::Carrier,
    };

    const FAST: Speed = Speed {
        kbps: 8_000,
        less: false,
    };

    fn good() -> JoinCheck {
        JoinCheck {
            browser: Tried::Done(BrowserFacts {
                secure: true,
                calls: true,
            }),
            server: Tried::Done(Some(12)),
            ways: vec![Way {
                route: Route::Relay(Carrier::Udp),
                tried: Tried::Done(Reached::Carries),
            }],
            asked_for_ways: Tried::Done(()),
            quality: Tried::Done(Quality {
                lost: 0,
                millis: 20,
            }),
            download: Tried::Done(FAST),
            upload: Tried::Done(FAST),
            microphone: Tried::Done(Ok(())),
            camera: Tried::Done(Ok(())),
        }
    }

    fn when(change: impl FnOnce(&mut JoinCheck)) -> Verdict {
        let mut check = good();
        change(&mut check);
        check.verdict()
    }

    #[test]
    fn all_good_is_good_and_nothing_is_said_before_it_is_known() {
        assert_eq!(good().verdict(), Verdict::Good);
        assert_eq!(JoinCheck::default().verdict(), Verdict::Looking);
        assert_eq!(
            when(|check| check.upload = Tried::Looking),
            Verdict::Looking
        );
        assert_eq!(
            when(|check| check.camera = Tried::Waiting),
            Verdict::DevicesOpen
        );
        assert_eq!(
            when(|check| check.upload = Tried::Unknown),
            Verdict::AsFarAsKnown
        );
    }

    #[test]
    fn what_keeps_somebody_out_comes_first() {
        let speed = |kbps| Tried::Done(Speed { kbps, less: false });
        let mut check = good();
        check.camera = Tried::Done(Err(DeviceProblem::Denied));
        assert_eq!(check.verdict(), Verdict::NoCamera);
        check.microphone = check.camera;
        assert_eq!(check.verdict(), Verdict::NoDevices);
        check.upload = speed(180);
        let slow = Verdict::SoundOnly {
            upload: true,
            kbps: 180,
        };
        assert_eq!(check.verdict(), slow);
        check.quality = Tried::Done(Quality {
            lost: 400,
            millis: 20,
        });
        assert_eq!(check.verdict(), Verdict::Rough);
        check.download = speed(20);
        let slow = Verdict::TooSlow {
            upload: false,
            kbps: 20,
        };
        assert_eq!(check.verdict(), slow);
        check.ways[0].tried = Tried::Done(Reached::Nobody);
        assert_eq!(check.verdict(), Verdict::NoWay);
        check.server = Tried::Done(None);
        assert_eq!(check.verdict(), Verdict::NoServer);
        check.browser = Tried::Done(BrowserFacts {
            secure: true,
            calls: false,
        });
        assert_eq!(check.verdict(), Verdict::NoCalls);
    }

    #[test]
    fn what_could_not_be_looked_at_is_no_failure() {
        let verdict = when(|check| {
            check.ways.clear();
            check.asked_for_ways = Tried::Unknown;
            check.quality = Tried::Unknown;
        });
        assert_eq!(verdict, Verdict::AsFarAsKnown);
    }
}
