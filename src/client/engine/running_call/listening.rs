//! Who is talking, how loud oneself is, and what there is to say about the own voice: several times a second, while
//! somebody can see the page. Nothing that is heard hangs on it.

use super::RunningCall;
use crate::{call::speaking, client::web::page, domain::clock::Timestamp};

impl RunningCall {
    /// Takes one measurement of everybody, oneself also while one is muted.
    pub(super) fn listen(&mut self, now: Timestamp) {
        if !page::is_visible() {
            return;
        }
        let heard = self.media.loudness();
        let own = heard.filter(|_| self.media.state().audio);
        let own = own.unwrap_or_default();
        let hint = self
            .own_voice
            .hear(heard, self.media.shown().microphone, now);
        self.changed |= hint != self.state.voice_hint;
        self.state.voice_hint = hint;
        let bars = speaking::bars(own);
        if bars != self.bars {
            self.bars = bars;
            self.outside.show_level(bars);
        }
        let Some(room) = &self.state.room else {
            return;
        };
        let others = self.state.people.iter().map(|person| {
            let id = person.user.id;
            let loudness = if person.user.media.audio {
                self.others.loudness(id)
            } else {
                0.0
            };
            (id, loudness)
        });
        let everybody = std::iter::once((room.me.id, own)).chain(others);
        let speaking = self.voices.hear(everybody, now);
        if speaking != self.state.speaking {
            self.state.speaking = speaking;
            self.changed = true;
        }
    }
}
