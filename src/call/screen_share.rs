//! Sharing one's own screen: what the person asked for, what the browser has given, and what follows from both.
//!
//! The browser asks which screen every time, and nobody shares by another's click: a grant that goes ends the share,
//! and one that comes begins none.

use super::call_state::{DeviceProblem, OwnScreen, ScreenHint};

/// What the browser is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenAction {
    /// Nothing.
    None,
    /// Ask which screen.
    Ask,
    /// Send what it gave.
    Send,
    /// Stop what it gave and forget it.
    Release,
}

/// The state of the own screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct ScreenShare {
    allowed: bool,
    hint: ScreenHint,
    held: Held,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Held {
    #[default]
    Nothing,
    Asking,
    Given,
    Refused(DeviceProblem),
}

impl ScreenShare {
    /// What people see.
    pub const fn shown(&self) -> OwnScreen {
        match self.held {
            Held::Nothing => OwnScreen::Off,
            Held::Asking => OwnScreen::Asking,
            Held::Given => OwnScreen::On(self.hint),
            Held::Refused(problem) => OwnScreen::Missing(problem),
        }
    }

    /// Whether it is sent.
    pub fn is_on(&self) -> bool {
        self.held == Held::Given
    }

    /// What the encoder is told that it shows.
    pub const fn hint(&self) -> ScreenHint {
        self.hint
    }

    /// The room lets it be shared, or not any more.
    pub fn allow(&mut self, allowed: bool) -> ScreenAction {
        self.allowed = allowed;
        if allowed {
            ScreenAction::None
        } else {
            self.stop()
        }
    }

    /// The person wants to share.
    pub fn start(&mut self) -> ScreenAction {
        match self.held {
            Held::Nothing | Held::Refused(_) if self.allowed => {
                self.held = Held::Asking;
                ScreenAction::Ask
            }
            _ => ScreenAction::None,
        }
    }

    /// The person wants to share no more, or the browser's own bar ended it.
    pub fn stop(&mut self) -> ScreenAction {
        match self.held {
            Held::Given => {
                self.held = Held::Nothing;
                ScreenAction::Release
            }
            // The browser's question is still there; who lost the grant meanwhile gets nothing by its answer.
            Held::Asking => ScreenAction::None,
            Held::Nothing | Held::Refused(_) => {
                self.held = Held::Nothing;
                ScreenAction::None
            }
        }
    }

    /// The browser gave a screen.
    pub fn given(&mut self) -> ScreenAction {
        if self.allowed && self.held == Held::Asking {
            self.held = Held::Given;
            ScreenAction::Send
        } else {
            self.held = Held::Nothing;
            ScreenAction::Release
        }
    }

    /// The browser gave none. That somebody changed their mind is no problem.
    pub fn not_given(&mut self, problem: Option<DeviceProblem>) {
        self.held = problem.map_or(Held::Nothing, Held::Refused);
    }

    /// The person says what it shows.
    pub const fn show(&mut self, hint: ScreenHint) {
        self.hint = hint;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sharing() -> ScreenShare {
        let mut share = ScreenShare::default();
        share.allow(true);
        assert_eq!(share.start(), ScreenAction::Ask);
        assert_eq!(share.shown(), OwnScreen::Asking);
        assert_eq!(share.given(), ScreenAction::Send);
        assert!(share.is_on());
        share
    }

    #[test]
    fn a_share_ends_by_its_own_button_and_begins_again() {
        let mut share = sharing();
        assert_eq!(share.stop(), ScreenAction::Release);
        assert_eq!(share.shown(), OwnScreen::Off);
        assert_eq!(share.start(), ScreenAction::Ask);
    }

    #[test]
    fn nobody_is_asked_twice_or_without_the_grant() {
        let mut share = ScreenShare::default();
        assert_eq!(share.start(), ScreenAction::None);
        share.allow(true);
        share.start();
        assert_eq!(share.start(), ScreenAction::None);
    }

    #[test]
    fn whoever_changes_their_mind_hears_of_no_problem() {
        let mut share = ScreenShare::default();
        share.allow(true);
        share.start();
        share.not_given(None);
        assert_eq!(share.shown(), OwnScreen::Off);
        share.start();
        share.not_given(Some(DeviceProblem::BlockedBySystem));
        assert_eq!(
            share.shown(),
            OwnScreen::Missing(DeviceProblem::BlockedBySystem)
        );
        assert_eq!(share.start(), ScreenAction::Ask);
    }

    #[test]
    fn a_grant_that_goes_ends_the_share_and_one_that_comes_begins_none() {
        let mut share = sharing();
        assert_eq!(share.allow(false), ScreenAction::Release);
        assert_eq!(share.allow(true), ScreenAction::None);
        assert!(!share.is_on());
    }

    #[test]
    fn a_screen_that_comes_after_the_grant_was_taken_is_let_go_of() {
        let mut share = ScreenShare::default();
        share.allow(true);
        share.start();
        assert_eq!(share.allow(false), ScreenAction::None);
        assert_eq!(share.given(), ScreenAction::Release);
        assert_eq!(share.shown(), OwnScreen::Off);
    }

    #[test]
    fn what_it_shows_is_kept_for_the_next_share() {
        let mut share = sharing();
        share.show(ScreenHint::Motion);
        share.stop();
        share.start();
        share.given();
        assert_eq!(share.shown(), OwnScreen::On(ScreenHint::Motion));
    }
}
