//! What keeps a call alive: a network that changes, a page that was asleep, a screen that would go dark.

use std::time::Duration;

use super::RunningCall;
use crate::{
    call::call_state::{LinkState, Phase},
    client::web::{page, wake_lock::WakeLock},
    domain::clock::Timestamp,
};

/// Seconds come every second, in a hidden page too; who hears nothing of them for this long was asleep, and not merely
/// busy.
const ASLEEP: Duration = Duration::from_secs(8);

/// What holding remembers.
#[derive(Default)]
pub(super) struct Holding {
    second_at: Option<Timestamp>,
    /// While one is inside and looks at the page.
    screen: Option<WakeLock>,
}

impl RunningCall {
    /// A second has passed, or a night.
    pub(super) fn hold(&mut self, now: Timestamp) {
        let before = self.holding.second_at.replace(now);
        if before.is_some_and(|before| now.since(before) >= ASLEEP) {
            self.signaling.doubt(now);
            self.signaling.looked_at(now);
            self.others.doubt(now);
        }
        for person in &self.state.people {
            let there = person.user.connected && person.link == LinkState::Connected;
            if there {
                self.others.expect(person.user.id, person.user.media, now);
            }
        }
    }

    /// Connections that have to be mended are.
    pub(super) fn mend(&mut self, now: Timestamp) {
        let outbound = self.others.tick(now, self.signaling.is_open());
        self.say(outbound);
    }

    /// The browser says that the network came or went.
    pub(super) fn network_changed(&mut self, now: Timestamp) {
        self.signaling.doubt(now);
        if page::is_online() {
            self.others.doubt(now);
        }
    }

    /// The page was shown or hidden.
    pub(super) fn visibility_changed(&mut self, now: Timestamp) {
        if page::is_visible() {
            self.signaling.looked_at(now);
        }
        self.tell_views();
    }

    /// Keeps the screen on while somebody is in the call and looks at it. Browsers take the lock away from a page that
    /// is hidden; so it is given back then, and taken anew.
    pub(super) fn stay_awake(&mut self) {
        let wanted = self.state.phase == Phase::Inside && page::is_visible();
        if wanted != self.holding.screen.is_some() {
            self.holding.screen = wanted.then(WakeLock::take);
        }
    }
}
