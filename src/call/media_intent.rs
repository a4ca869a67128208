//! One device of one's own: what the person wants, what the browser has given, and what follows from both.
//!
//! Wanting and having are apart, because a browser takes its time to ask: who turns the camera off while the
//! question is still on the screen gets no camera when the answer is yes. A muted microphone keeps its track,
//! so that it is back without delay; a camera gives it back, so that its light goes out.

use super::call_state::{Device, DeviceProblem};

/// What the browser is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaAction {
    /// Nothing.
    None,
    /// Ask for the device.
    Ask,
    /// Let the track that is there through, or not (`MediaStreamTrack.enabled`).
    Enable(bool),
    /// Stop the track and forget it.
    Release,
}

/// What is to become of a track when the person turns the device off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenOff {
    /// It is silenced and kept.
    Keep,
    /// It is stopped.
    Release,
}

/// The state of one device.
#[derive(Debug, Clone, Copy)]
pub struct MediaIntent {
    when_off: WhenOff,
    allowed: bool,
    wanted: bool,
    held: Held,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Nothing,
    Asking,
    Track,
    Refused(DeviceProblem),
}

impl MediaIntent {
    /// A device that is wanted or not, and not asked for yet.
    pub const fn new(when_off: WhenOff, wanted: bool) -> Self {
        Self {
            when_off,
            allowed: true,
            wanted,
            held: Held::Nothing,
        }
    }

    /// What people see.
    pub const fn device(&self) -> Device {
        match self.held {
            Held::Refused(problem) => Device::Missing(problem),
            _ if !self.wanted => Device::Off,
            Held::Nothing => Device::Off,
            Held::Asking => Device::Asking,
            Held::Track => Device::On,
        }
    }

    /// Whether the person wants it on.
    pub const fn is_wanted(&self) -> bool {
        self.wanted
    }

    /// Whether it sends, or would.
    pub const fn is_on(&self) -> bool {
        self.wanted && matches!(self.held, Held::Track)
    }

    /// The room lets it be used, or not any more. What was taken away stays off until the person turns it on again,
    /// for nobody is to be heard or seen by another's click.
    pub fn allow(&mut self, allowed: bool) -> MediaAction {
        self.allowed = allowed;
        if allowed {
            return MediaAction::None;
        }
        self.wanted = false;
        match self.held {
            Held::Track => {
                self.held = Held::Nothing;
                MediaAction::Release
            }
            Held::Refused(_) => {
                self.held = Held::Nothing;
                MediaAction::None
            }
            Held::Nothing | Held::Asking => MediaAction::None,
        }
    }

    /// The page begins: ask for it when it is wanted and there is nothing yet.
    pub fn begin(&mut self) -> MediaAction {
        if self.wanted && self.held == Held::Nothing {
            self.ask()
        } else {
            MediaAction::None
        }
    }

    /// The person turns it on or off. One that was refused is asked for again.
    pub fn toggle(&mut self) -> MediaAction {
        match self.held {
            _ if !self.allowed => MediaAction::None,
            Held::Refused(_) => {
                self.wanted = true;
                self.ask()
            }
            _ => self.want(!self.wanted),
        }
    }

    /// Asks again for one that was refused.
    pub fn retry(&mut self) -> MediaAction {
        match self.held {
            Held::Refused(_) => {
                self.wanted = true;
                self.ask()
            }
            _ => MediaAction::None,
        }
    }

    /// Asks again for one that was pulled out, without wanting more than before: who was muted stays muted.
    pub fn recover(&mut self) -> MediaAction {
        match self.held {
            Held::Refused(_) => self.ask(),
            _ => MediaAction::None,
        }
    }

    /// A device was plugged in where there was none: it is off until the person turns it on.
    pub fn appeared(&mut self) {
        if self.held == Held::Refused(DeviceProblem::NotFound) {
            self.held = Held::Nothing;
            self.wanted = false;
        }
    }

    /// Whether there is a track that goes out, or would.
    pub const fn holds_track(&self) -> bool {
        matches!(self.held, Held::Track)
    }

    /// The browser gave a track.
    pub fn granted(&mut self) -> MediaAction {
        self.held = Held::Track;
        self.settle()
    }

    /// The browser gave none.
    pub fn refused(&mut self, problem: DeviceProblem) {
        self.held = Held::Refused(problem);
    }

    /// The track ended by itself: the device was pulled out, or the permission taken back.
    pub fn ended(&mut self) -> MediaAction {
        self.held = Held::Refused(DeviceProblem::NotFound);
        MediaAction::Release
    }

    fn want(&mut self, wanted: bool) -> MediaAction {
        self.wanted = wanted;
        match self.held {
            Held::Nothing if wanted => self.ask(),
            Held::Track => self.settle(),
            _ => MediaAction::None,
        }
    }

    fn settle(&mut self) -> MediaAction {
        if !self.allowed || (!self.wanted && self.when_off == WhenOff::Release) {
            self.held = Held::Nothing;
            MediaAction::Release
        } else {
            MediaAction::Enable(self.wanted)
        }
    }

    fn ask(&mut self) -> MediaAction {
        self.held = Held::Asking;
        MediaAction::Ask
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_muted_microphone_keeps_its_track_and_a_camera_gives_it_back() {
        let mut microphone = MediaIntent::new(WhenOff::Keep, true);
        assert_eq!(microphone.begin(), MediaAction::Ask);
        assert_eq!(microphone.device(), Device::Asking);
        assert_eq!(microphone.granted(), MediaAction::Enable(true));
        assert_eq!(microphone.toggle(), MediaAction::Enable(false));
        assert_eq!(microphone.device(), Device::Off);
        assert_eq!(microphone.toggle(), MediaAction::Enable(true));

        let mut camera = MediaIntent::new(WhenOff::Release, true);
        camera.begin();
        camera.granted();
        assert_eq!(camera.toggle(), MediaAction::Release);
        assert_eq!(camera.toggle(), MediaAction::Ask);
    }

    #[test]
    fn a_camera_that_was_turned_off_while_the_browser_asked_does_not_go_on() {
        let mut camera = MediaIntent::new(WhenOff::Release, true);
        camera.begin();
        assert_eq!(camera.toggle(), MediaAction::None);
        assert_eq!(camera.device(), Device::Off);
        assert_eq!(camera.granted(), MediaAction::Release);
        assert!(!camera.is_on());
    }

    #[test]
    fn turning_on_what_is_being_asked_for_does_not_ask_twice() {
        let mut camera = MediaIntent::new(WhenOff::Release, false);
        assert_eq!(camera.toggle(), MediaAction::Ask);
        camera.toggle();
        assert_eq!(camera.toggle(), MediaAction::None);
        assert_eq!(camera.granted(), MediaAction::Enable(true));
    }

    #[test]
    fn what_was_refused_is_asked_for_again() {
        let mut microphone = MediaIntent::new(WhenOff::Keep, true);
        microphone.begin();
        microphone.refused(DeviceProblem::Denied);
        assert_eq!(microphone.device(), Device::Missing(DeviceProblem::Denied));
        assert!(!microphone.is_on());
        assert_eq!(microphone.toggle(), MediaAction::Ask);
        microphone.refused(DeviceProblem::Denied);
        assert_eq!(microphone.retry(), MediaAction::Ask);
        assert_eq!(microphone.retry(), MediaAction::None);
    }

    #[test]
    fn a_device_that_is_pulled_out_is_missing() {
        let mut camera = MediaIntent::new(WhenOff::Release, true);
        camera.begin();
        camera.granted();
        assert_eq!(camera.ended(), MediaAction::Release);
        assert_eq!(camera.device(), Device::Missing(DeviceProblem::NotFound));
    }

    #[test]
    fn a_muted_microphone_that_was_pulled_out_comes_back_muted() {
        let mut microphone = MediaIntent::new(WhenOff::Keep, true);
        assert_eq!(microphone.recover(), MediaAction::None);
        microphone.begin();
        microphone.granted();
        microphone.toggle();
        microphone.ended();
        assert!(!microphone.holds_track());
        assert_eq!(microphone.recover(), MediaAction::Ask);
        assert_eq!(microphone.granted(), MediaAction::Enable(false));
        assert!(microphone.holds_track());
        assert_eq!(microphone.device(), Device::Off);
    }

    #[test]
    fn the_first_device_of_its_kind_can_be_turned_on_and_does_not_turn_itself_on() {
        let mut camera = MediaIntent::new(WhenOff::Release, true);
        camera.begin();
        camera.refused(DeviceProblem::NotFound);
        camera.appeared();
        assert_eq!(camera.device(), Device::Off);
        assert_eq!(camera.toggle(), MediaAction::Ask);
        camera.refused(DeviceProblem::Denied);
        camera.appeared();
        assert_eq!(camera.device(), Device::Missing(DeviceProblem::Denied));
    }

    #[test]
    fn what_was_taken_away_is_given_back_to_the_browser_and_stays_off_until_it_is_turned_on_again()
    {
        let mut microphone = MediaIntent::new(WhenOff::Keep, true);
        microphone.begin();
        microphone.granted();
        assert_eq!(microphone.allow(false), MediaAction::Release);
        assert_eq!(microphone.toggle(), MediaAction::None);
        assert_eq!(microphone.device(), Device::Off);
        assert_eq!(microphone.allow(true), MediaAction::None);
        assert!(!microphone.is_on());
        assert_eq!(microphone.toggle(), MediaAction::Ask);
    }

    #[test]
    fn nobody_is_asked_for_what_they_may_not_use() {
        let mut camera = MediaIntent::new(WhenOff::Release, true);
        camera.allow(false);
        assert_eq!(camera.begin(), MediaAction::None);
        assert_eq!(camera.retry(), MediaAction::None);
    }

    #[test]
    fn a_yes_that_comes_after_it_was_taken_away_turns_nothing_on() {
        let mut microphone = MediaIntent::new(WhenOff::Keep, true);
        microphone.begin();
        microphone.allow(false);
        assert_eq!(microphone.granted(), MediaAction::Release);
        assert!(!microphone.is_on());
    }

    #[test]
    fn what_is_not_wanted_is_not_asked_for() {
        assert_eq!(
            MediaIntent::new(WhenOff::Release, false).begin(),
            MediaAction::None
        );
    }
}
