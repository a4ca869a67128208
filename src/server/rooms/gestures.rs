//! What people show without a word: what they send, a raised hand, a small sign.

use super::{delivery::Delivery, refusal::TooFast, seat::Seat, state::RoomState};
use crate::{
    call::token_bucket::TokenBucket,
    domain::{clock::Timestamp, limits, participant::Participant},
    protocol::{
        client_message::{MediaState, Reaction},
        server_message::ServerMessage,
    },
};

impl RoomState {
    pub(super) fn media_state(
        &mut self,
        now: Timestamp,
        at: usize,
        media: MediaState,
        out: &mut Vec<Delivery>,
    ) {
        let media = self.granted(&self.seats[at].participant, media);
        self.put_media(now, at, media, out);
    }

    /// The one at `at` sends this now; the others are told when it is news.
    pub(super) fn put_media(
        &mut self,
        now: Timestamp,
        at: usize,
        media: MediaState,
        out: &mut Vec<Delivery>,
    ) {
        let from = self.seats[at].participant.id;
        let Some(page) = self.seats[at].page_mut().filter(|page| page.media != media) else {
            return;
        };
        page.media = media;
        if !media.screen {
            self.ink.wipe(from);
        }
        self.active_at = now;
        self.send_others(from, ServerMessage::MediaState { from, media }, out);
    }

    /// Has noted what people send by now. A restart needs no more than the last of it, so not every change is
    /// written down.
    pub(super) fn note_media(&mut self, now: Timestamp, out: &mut Vec<Delivery>) {
        for seat in &mut self.seats {
            let Some(page) = seat.page_mut().filter(|page| page.noted != page.media) else {
                continue;
            };
            page.noted = page.media;
            out.extend(seat.stay(now).map(Delivery::Record));
        }
    }

    /// What `participant` may say that they send.
    pub(super) const fn granted(&self, participant: &Participant, media: MediaState) -> MediaState {
        let grants = self.session.grants(participant);
        MediaState {
            audio: media.audio && grants.publish_audio,
            video: media.video && grants.publish_video,
            screen: media.screen && grants.share_screen,
        }
    }

    pub(super) fn raise_hand(
        &mut self,
        now: Timestamp,
        at: usize,
        raised: bool,
        out: &mut Vec<Delivery>,
    ) -> Result<(), TooFast> {
        self.take_gesture(now, at)?;
        self.set_hand(now, at, raised, out);
        Ok(())
    }

    /// A hand that is up stays where it is among the others.
    pub(super) fn set_hand(
        &mut self,
        now: Timestamp,
        at: usize,
        raised: bool,
        out: &mut Vec<Delivery>,
    ) {
        let Seat { hand, .. } = &mut self.seats[at];
        if hand.is_some() != raised {
            *hand = raised.then_some(now);
            self.tell_user(at, out);
        }
    }

    pub(super) fn react(
        &mut self,
        now: Timestamp,
        at: usize,
        reaction: Reaction,
        out: &mut Vec<Delivery>,
    ) -> Result<(), TooFast> {
        self.take_gesture(now, at)?;
        let from = self.seats[at].participant.id;
        self.send_all(ServerMessage::Reaction { from, reaction }, out);
        Ok(())
    }

    fn take_gesture(&mut self, now: Timestamp, at: usize) -> Result<(), TooFast> {
        self.gestures
            .entry(self.seats[at].participant.id)
            .or_insert_with(|| TokenBucket::new(limits::GESTURES_PER_PARTICIPANT, now))
            .take(now, 1)
            .map_err(TooFast)
    }
}
