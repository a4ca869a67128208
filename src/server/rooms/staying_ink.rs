//! Lines on shared screens that stay: remembered as long as the screen is shared, and within bounds, for whoever comes
//! later.

use crate::{
    domain::{ids::ParticipantId, limits},
    protocol::annotation::{InkLine, Mark},
};

/// Lines that stay on the screens of one room.
#[derive(Debug, Clone, Default)]
pub(super) struct StayingInk {
    lines: Vec<InkLine>,
}

impl StayingInk {
    /// All of it, the oldest line first.
    pub(super) fn lines(&self) -> &[InkLine] {
        &self.lines
    }

    /// The screen of `screen` is not shared any more.
    pub(super) fn wipe(&mut self, screen: ParticipantId) {
        self.lines.retain(|line| line.screen != screen);
    }

    /// Takes what of `mark` stays. When there is too much, the oldest goes.
    pub(super) fn take(&mut self, from: ParticipantId, screen: ParticipantId, mark: &Mark) {
        match mark {
            Mark::Point { .. } | Mark::Lift {} | Mark::Draw { stays: false, .. } => {}
            Mark::Draw { line, points, .. } => {
                let open = self
                    .lines
                    .iter_mut()
                    .find(|open| (open.from, open.screen, open.line) == (from, screen, *line));
                match open {
                    Some(open) => open.points.extend(points),
                    None => self.lines.push(InkLine {
                        screen,
                        from,
                        line: *line,
                        points: points.clone(),
                    }),
                }
                while self.points() > limits::STAYING_POINTS && !self.lines.is_empty() {
                    self.lines.remove(0);
                }
            }
            Mark::Clear {} => self
                .lines
                .retain(|line| line.screen != screen || line.from != from),
            Mark::ClearAll {} => self.wipe(screen),
        }
    }

    fn points(&self) -> usize {
        // A line costs something besides its places.
        self.lines.iter().map(|line| line.points.len() + 8).sum()
    }
}
