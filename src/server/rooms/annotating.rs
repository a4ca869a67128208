//! Marks on shared screens: passed on to everybody inside, and remembered only where they stay (`staying_ink`).
use super::{delivery::Delivery, refusal::refusal, state::RoomState};
use crate::{
    domain::{ids::ParticipantId, limits},
    protocol::{
        annotation::Mark,
        error_code::ErrorCode,
        server_message::{ErrorMessage, ServerMessage},
    },
};

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
