//! When a peer connection that does not connect, or no longer does, gets an ICE restart (W3C WebRTC §4.7.2,
//! RFC 8445 §9).
//!
//! Both ends see the same break, so the polite one waits longer and mostly finds that the other has already
//! begun. Pauses between restarts grow: a network that is away for minutes is not helped by haste.

use std::time::Duration;

use super::call_state::LinkState;
use crate::domain::clock::Timestamp;

const FIRST_CONNECT: Duration = Duration::from_secs(10);
const DISCONNECTED: Duration = Duration::from_secs(3);
const FAILED: Duration = Duration::from_millis(200);
const POLITE_WAITS: Duration = Duration::from_millis(1_500);
const BETWEEN_RESTARTS: Duration = Duration::from_secs(5);
const MOST_GROWTH: u32 = 6;

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
                return;
            }
            Transport::Connecting => return,
            Transport::Disconnected => DISCONNECTED,
            Transport::Failed if self.restarts > 0 => return,
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
            let pause = BETWEEN_RESTARTS * self.restarts.min(MOST_GROWTH);
            self.due_at = Some(now.plus(pause + self.courtesy()));
        }
        due
    }

    /// A new negotiation has begun for another reason; it gets its time.
    pub fn begun_anew(&mut self, now: Timestamp) {
        if !self.is_connected() {
            self.due_at = Some(now.plus(BETWEEN_RESTARTS + self.courtesy()));
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
        assert!(!watch.restart_is_due(at(12), true));
        watch.changed(Transport::Connected, at(12));
        assert_eq!(watch.link_state(), LinkState::Connected);
        assert!(!watch.restart_is_due(at(60), true));
    }

    #[test]
    fn disconnected_is_restarted_after_three_seconds_and_failed_at_once() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Disconnected, at(10));
        assert!(watch.restart_is_due(at(13), true));
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Failed, at(10));
        assert!(watch.restart_is_due(at(11), true));
    }

    #[test]
    fn the_polite_one_leaves_the_first_move_to_the_other() {
        let mut watch = IceWatch::new(true, at(0));
        watch.changed(Transport::Connected, at(1));
        watch.changed(Transport::Failed, at(10));
        assert!(!watch.restart_is_due(at(11), true));
        assert!(watch.restart_is_due(at(12), true));
    }

    #[test]
    fn restarts_grow_rarer_and_wait_for_the_socket() {
        let mut watch = IceWatch::new(false, at(0));
        watch.changed(Transport::Failed, at(0));
        assert!(!watch.restart_is_due(at(1), false));
        assert!(watch.restart_is_due(at(1), true));
        watch.changed(Transport::Failed, at(2));
        assert!(!watch.restart_is_due(at(5), true));
        assert!(watch.restart_is_due(at(6), true));
        assert!(!watch.restart_is_due(at(15), true));
        assert!(watch.restart_is_due(at(16), true));
    }

    #[test]
    fn a_connection_that_never_connects_is_restarted_too() {
        let mut watch = IceWatch::new(false, at(0));
        assert_eq!(watch.link_state(), LinkState::Connecting);
        assert!(!watch.restart_is_due(at(9), true));
        assert!(watch.restart_is_due(at(10), true));
    }
}
