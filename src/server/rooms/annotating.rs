//! Marks on shared screens: passed on to everybody inside, and forgotten. Only lines that stay are remembered, as long
//! as the screen is shared and within bounds, for whoever comes later.

use super::{delivery::Delivery, refusal::refusal, state::RoomState};
use crate::{
    domain::{ids::ParticipantId, limits},
    protocol::{
        annotation::{InkLine, Mark},
        error_code::ErrorCode,
        server_message::{ErrorMessage, ServerMessage},
    },
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
    pub(super) fn forget(&mut self, screen: ParticipantId) {
        self.lines.retain(|line| line.screen != screen);
    }

    /// Takes what of `mark` stays. When there is too much, the oldest goes.
    fn take(&mut self, from: ParticipantId, screen: ParticipantId, mark: &Mark) {
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
            Mark::ClearAll {} => self.forget(screen),
        }
    }

    fn points(&self) -> usize {
        // A line costs something besides its places.
        self.lines.iter().map(|line| line.points.len() + 8).sum()
    }
}

impl RoomState {
    /// The one at `at` makes a mark on the screen of `screen`.
    pub(super) fn annotate(
        &mut self,
        at: usize,
        screen: ParticipantId,
        mark: Mark,
        out: &mut Vec<Delivery>,
    ) -> Result<(), ErrorMessage> {
        let refuse = |code, text| Err(refusal(code, text, None, None));
        let from = self.seats[at].participant.id;
        let moderates = self.session.grants(&self.seats[at].participant).moderate;
        match &mark {
            Mark::ClearAll {} if from != screen && !moderates => {
                return refuse(ErrorCode::NotAllowed, "the drawings are somebody else's");
            }
            Mark::Draw { points, .. } if points.len() > limits::POINTS_PER_MARK => {
                return refuse(ErrorCode::BadRequest, "too many places in one mark");
            }
            _ => {}
        }
        let is_shared = self.seats.iter().any(|seat| {
            seat.participant.id == screen && seat.page().is_some_and(|page| page.media.screen)
        });
        // The share may have ended while the mark was on its way.
        if is_shared {
            self.ink.take(from, screen, &mark);
            self.send_others(from, ServerMessage::Annotated { from, screen, mark }, out);
        }
        Ok(())
    }
}
