//! Who is talking now: the loudness of everybody, measured often, through `call::speaking`.

use crate::{
    call::speaking::Voice,
    domain::{clock::Timestamp, ids::ParticipantId},
};

/// The voices of a call.
#[derive(Default)]
pub struct Voices(Vec<(ParticipantId, Voice)>);

impl Voices {
    /// Takes one measurement of everybody and says who is talking, in the same order.
    pub fn hear(
        &mut self,
        loudness: impl Iterator<Item = (ParticipantId, f32)>,
        now: Timestamp,
    ) -> Vec<ParticipantId> {
        let mut present = Vec::new();
        let mut speaking = Vec::new();
        for (id, loudness) in loudness {
            let known = self.0.iter().position(|(known, _)| *known == id);
            let mut voice = known.map_or_else(Voice::default, |at| self.0.swap_remove(at).1);
            if voice.hear(loudness, now) {
                speaking.push(id);
            }
            present.push((id, voice));
        }
        self.0 = present;
        speaking
    }
}
