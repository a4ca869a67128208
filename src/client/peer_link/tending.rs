//! What is done for a link while it carries sound and picture: it is measured, listened to, and given its share of what
//! one sends.

use std::rc::Rc;

use super::{LinkEvent, PeerLink};
use crate::{
    call::send_budget::Share,
    client::{peer_stats::PeerStats, web::task::Task},
    domain::clock::Timestamp,
};

impl PeerLink {
    /// What is known of the way to them.
    pub const fn way(&self) -> &PeerStats {
        &self.stats
    }

    /// Whether they send a picture, and one looks at it.
    pub const fn expect_picture(&mut self, expects: bool) {
        self.stats.expect_picture(expects);
    }

    /// Whether one has a picture for them that they would look at.
    pub const fn send_picture(&mut self, sends: bool) {
        self.stats.send_picture(sends);
    }

    /// Has the browser count, while there is a way.
    pub fn measure(&mut self) {
        if !self.watch.is_connected() {
            return self.stats.interrupt();
        }
        // A busy browser takes longer to count than it is left alone for; asked anew each time, it would never answer.
        let (Some(connection), None) = (&self.connection, &self.counting) else {
            return;
        };
        let on_event = Rc::clone(&self.on_event);
        let counting = connection.count();
        self.counting = Some(Task::spawn(async move {
            on_event(LinkEvent::Counted(counting.await.map(Box::new)));
        }));
    }

    /// Sends them this much at most from now on.
    pub fn share(&mut self, share: Share) {
        self.share = Some(share);
        self.encode();
    }

    pub(super) fn encode(&self) {
        if let (Some(connection), Some(share), true) = (&self.connection, self.share, self.agreed) {
            connection.encode(share);
        }
    }

    /// The network has changed, or the page was asleep.
    pub fn doubt(&mut self, now: Timestamp) {
        self.watch.doubt(now);
    }

    /// A moment has passed in which they say that they send sound.
    pub fn listen(&mut self, now: Timestamp) {
        let lately = self.receives();
        self.watch.listen(lately, now);
    }
}
