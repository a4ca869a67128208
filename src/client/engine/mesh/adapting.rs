//! How much goes to whom: the ways are measured, and the budget is divided over them.

use super::{Entry, Mesh, View};
use crate::{
    call::{
        link_report::LinkReport,
        quality::{Mark, QualityChoice, Steady, of_oneself},
        send_budget::{Means, Processor, Receiver, divide},
        slot::Slot,
    },
    client::peer_stats,
    domain::clock::Timestamp,
    protocol::signal::{Shown, Signal},
};

/// What adapting remembers of the whole mesh.
#[derive(Default)]
pub(super) struct Adapting {
    pub(super) choice: QualityChoice,
    processor: Processor,
    steps: u32,
    own: Steady,
    measured_at: Option<Timestamp>,
}

impl Adapting {
    /// What is to be said of one's own connection.
    pub(super) const fn mark(&self) -> Mark {
        self.own.mark()
    }
}

/// Whether somebody would see, or miss, a difference.
fn differ(one: View, other: View) -> bool {
    one.camera.step() != other.camera.step() || one.screen.step() != other.screen.step()
}

impl Entry {
    /// What has to be said so that they know how large one shows them; none when they do.
    pub(super) fn look(&mut self, view: View) -> Option<Signal> {
        if self.told.is_some_and(|told| !differ(view, told)) {
            return None;
        }
        self.told = Some(view);
        Some(Signal::View {
            camera: view.camera,
            screen: view.screen,
        })
    }

    /// Whether one looks at their camera.
    pub(super) fn looks(&self) -> bool {
        self.told.is_none_or(|told| told.camera.height > 0)
    }
}

impl Mesh {
    /// Reads what the ways do, now and then, and divides the budget by it.
    pub(super) fn measure_ways(&mut self, now: Timestamp) {
        let lately = self.adapting.measured_at;
        if lately.is_some_and(|at| now.since(at) < peer_stats::EVERY) {
            return;
        }
        self.adapting.measured_at = Some(now);
        let reports = || {
            self.links
                .iter()
                .filter_map(|entry| entry.link.way().report())
        };
        let limited = reports().any(LinkReport::is_processor_limited);
        self.adapting.steps = self.adapting.processor.weigh(limited, now);
        let ways = self.links.iter().filter_map(|entry| {
            let way = entry.link.way();
            way.report().map(|report| (report, way.rung()))
        });
        let mark = of_oneself(ways, self.adapting.steps);
        self.adapting.own.weigh(mark, now);
        self.share_out();
        let [camera, screen] = [Slot::Camera, Slot::Screen].map(|slot| self.has(slot));
        let camera = camera && self.adapting.choice != QualityChoice::AudioOnly;
        for entry in &mut self.links {
            let sees =
                |look: fn(View) -> Shown| entry.theirs.is_none_or(|view| look(view).height > 0);
            let sends =
                (camera && sees(|view| view.camera)) || (screen && sees(|view| view.screen));
            entry.link.send_picture(sends);
            entry.link.measure();
        }
    }

    /// Divides the budget over the links.
    pub(super) fn share_out(&mut self) {
        let receivers: Vec<Receiver> = self
            .links
            .iter()
            .map(|entry| Receiver {
                camera: entry.theirs.map(|view| view.camera),
                screen: entry.theirs.map(|view| view.screen),
                rung: entry.link.way().rung(),
            })
            .collect();
        let means = Means {
            choice: self.adapting.choice,
            processor: self.adapting.steps,
            screen: self.has(Slot::Screen),
        };
        for (entry, share) in self.links.iter_mut().zip(divide(&receivers, means)) {
            entry.link.share(share);
        }
    }

    /// Whether one has something to send there.
    fn has(&self, slot: Slot) -> bool {
        self.settings.outgoing.borrow().tracks.get(slot).is_some()
    }
}
