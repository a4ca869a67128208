//! When a peer connection that does not connect, or no longer does, gets an ICE restart (W3C WebRTC §4.7.2,
//! RFC 8445 §9).
//!
//! Both ends see the same break, so the polite one waits a little longer and mostly finds that the other has already
//! begun; should both begin, perfect negotiation lets one of them pass. Browsers look for a way for about fifteen
//! seconds after a restart, so restarts that come more often than that leave no moment in which nobody looks. After
//! many they grow rarer: a network that is away for minutes is not helped by haste.

use std::time::Duration;

use super::call_state::LinkState;
use crate::domain::clock::Timestamp;

const FIRST_CONNECT: Duration = Duration::from_secs(10);
const DISCONNECTED: Duration = Duration::from_secs(2);
const FAILED: Duration = Duration::from_millis(200);
const FAILED_AGAIN: Duration = Duration::from_secs(2);
const POLITE_WAITS: Duration = Duration::from_millis(500);
const AFTER_FIRST: Duration = Duration::from_secs(4);
const BETWEEN_RESTARTS: Duration = Duration::from_secs(8);
const BETWEEN_LATE_RESTARTS: Duration = Duration::from_secs(20);
const MANY_RESTARTS: u32 = 12;

/// `RTCPeerConnectionState`, as far as it matters here (W3C WebRTC §4.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// `new`, `connecting`.
    Connecting,
    /// `connected`.
    Connected,
    /// `disconnected`: may come back by itself.
    Disconnected,
    /// `failed`: does not come back by itself.
    Failed,
}

/// Watches one peer connection.
#[derive(Debug)]
pub struct IceWatch {
    polite: bool,
    transport: Transport,
    was_connected: bool,
    restarts: u32,
    due_at: Option<Timestamp>,
    heard: Heard,
}

/// What was heard of the other side since the connection is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// Nothing yet: they may have nothing to send.
    NothingYet,
    /// Sound or picture, up to now.
    Lately,
    /// Nothing any more, and that was acted upon.
    NoMore,
}

impl IceWatch {
    /// For a connection that is begun now.
    pub fn new(polite: bool, now: Timestamp) -> Self {
        let mut watch = Self {
            polite,
            transport: Transport::Connecting,
            was_connected: false,
            restarts: 0,
            due_at: None,
            heard: Heard::NothingYet,
        };
        watch.due_at = Some(now.plus(FIRST_CONNECT + watch.courtesy()));
        watch
    }

    /// Whether sound and picture can flow.
    pub fn is_connected(&self) -> bool {
        self.transport == Transport::Connected
    }

    /// The state that people care about.
    pub fn link_state(&self) -> LinkState {
        match self.transport {
            Transport::Connected => LinkState::Connected,
            _ if self.was_connected => LinkState::Interrupted,
            _ => LinkState::Connecting,
        }
    }

    /// The browser says that the state has changed.
    pub fn changed(&mut self, transport: Transport, now: Timestamp) {
        self.transport = transport;
        let patience = match transport {
            Transport::Connected => {
                self.was_connected = true;
                self.restarts = 0;
                self.due_at = None;
                self.heard = Heard::NothingYet;
                return;
            }
            Transport::Connecting => return,
            Transport::Disconnected => DISCONNECTED,
            Transport::Failed if self.restarts > 0 => FAILED_AGAIN,
            Transport::Failed => FAILED,
        };
        let due_at = now.plus(patience + self.courtesy());
        self.due_at = Some(self.due_at.map_or(due_at, |earlier| earlier.min(due_at)));
    }

    /// Whether a restart is due. While `can_signal` is false nothing would reach the other side, so it waits.
    pub fn restart_is_due(&mut self, now: Timestamp, can_signal: bool) -> bool {
        let due = can_signal && self.due_at.is_some_and(|due_at| now >= due_at);
        if due {
            self.restarts += 1;
            let pause = match self.restarts {
                ..=1 => AFTER_FIRST,
                2..=MANY_RESTARTS => BETWEEN_RESTARTS,
                _ => BETWEEN_LATE_RESTARTS,
            };
            // One that was restarted on a mere suspicion is left to what the browser says of it.
            self.due_at = (!self.is_connected()).then(|| now.plus(pause + self.courtesy()));
        }
        due
    }

    /// A new negotiation has begun for another reason; it gets its time.
    pub fn begun_anew(&mut self, now: Timestamp) {
        if !self.is_connected() {
            self.due_at = Some(now.plus(AFTER_FIRST + self.courtesy()));
        }
    }

    /// The network has changed, or the page was asleep: whatever the browser still believes, new ways are looked for
    /// at once.
    pub fn doubt(&mut self, now: Timestamp) {
        self.restarts = 0;
        self.due_at = Some(now.plus(self.courtesy()));
    }

    /// Whether something of them came `lately`, while they say that they send. Browsers take some five seconds to
    /// notice a way that is cut; sound that was there and is not any more tells sooner.
    pub fn listen(&mut self, lately: bool, now: Timestamp) {
        if lately {
            self.heard = Heard::Lately;
        } else if self.heard == Heard::Lately && self.is_connected() {
            self.heard = Heard::NoMore;
            self.doubt(now);
        }
    }

    const fn courtesy(&self) -> Duration {
        if self.polite {
            POLITE_WAITS
        } else {
            Duration::ZERO
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_millis(0).plus(Duration::from_secs(seconds))
    }

    #[test]
    fn a_connection_that_comes_back_by_itself_is_not_restarted() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Disconnected, at(10));
        assert_eq!(watch.link_state(), LinkState::Interrupted);
        assert!(!watch.restart_is_due(at(11), true));
        watch.changed(Transport::Connected, at(11));
        assert_eq!(watch.link_state(), LinkState::Connected);
        assert!(!watch.restart_is_due(at(60), true));
    }

    #[test]
    fn disconnected_is_restarted_after_two_seconds_and_failed_at_once() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Disconnected, at(10));
        assert!(!watch.restart_is_due(at(11), true));
        assert!(watch.restart_is_due(at(12), true));
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Failed, at(10));
        assert!(watch.restart_is_due(at(11), true));
    }

    #[test]
    fn the_polite_one_leaves_the_first_move_to_the_other() {
        let mut watch = IceWatch::new(true, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Disconnected, at(10));
        assert!(!watch.restart_is_due(at(12), true));
        // The other has begun: that gets its time.
        watch.begun_anew(at(12));
        assert!(!watch.restart_is_due(at(16), true));
        assert!(watch.restart_is_due(at(17), true), "it led to nothing");
    }

    #[test]
    fn somebody_looks_for_a_way_at_every_moment_and_later_more_rarely_once_there_is_a_socket() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Failed, at(0));
        assert!(!watch.restart_is_due(at(1), false));
        let mut restarts = Vec::new();
        for second in 1..200 {
            if watch.restart_is_due(at(second), true) {
                restarts.push(second);
            }
        }
        let pauses: Vec<u64> = restarts.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(restarts[..3], [1, 5, 13]);
        assert!(
            pauses.iter().take(12).all(|pause| *pause <= 8),
            "{pauses:?}"
        );
        assert_eq!(pauses.last(), Some(&20));
    }

    #[test]
    fn a_restart_that_failed_is_made_again_soon() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Failed, at(0));
        assert!(watch.restart_is_due(at(1), true));
        assert!(watch.restart_is_due(at(5), true));
        watch.changed(Transport::Failed, at(6));
        assert!(!watch.restart_is_due(at(7), true));
        assert!(watch.restart_is_due(at(8), true));
    }

    #[test]
    fn after_a_change_of_the_network_and_after_sleep_new_ways_are_looked_for_once_and_at_once() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.doubt(at(60));
        assert!(
            !watch.restart_is_due(at(60), false),
            "nothing would reach them"
        );
        assert!(watch.restart_is_due(at(60), true));
        assert_eq!(watch.link_state(), LinkState::Connected);
        for second in 61..200 {
            assert!(!watch.restart_is_due(at(second), true), "it works");
        }
    }

    #[test]
    fn sound_that_is_not_heard_any_more_tells_sooner_than_the_browser_and_is_acted_upon_once() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        for second in 1..10 {
            watch.listen(false, at(second));
            assert!(!watch.restart_is_due(at(second), true), "they never sent");
        }
        watch.listen(true, at(10));
        watch.listen(false, at(12));
        assert!(watch.restart_is_due(at(12), true));
        for second in 13..60 {
            watch.listen(false, at(second));
            assert!(!watch.restart_is_due(at(second), true));
        }
        watch.listen(true, at(60));
        watch.listen(false, at(62));
        assert!(watch.restart_is_due(at(62), true), "and anew the next time");
    }

    #[test]
    fn a_connection_that_never_connects_is_restarted_too() {
        let mut watch = IceWatch::new(false, at(0));
        assert_eq!(watch.link_state(), LinkState::Connecting);
        assert!(!watch.restart_is_due(at(9), true));
        assert!(watch.restart_is_due(at(10), true));
    }
}
