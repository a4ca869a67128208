//! When to say something about the own voice: that one talks while muted, and that nothing comes from the microphone.

use std::time::Duration;

use super::{
    call_state::{Device, VoiceHint},
    speaking::Voice,
};
use crate::domain::clock::Timestamp;

/// Who talks while muted is told after so long, for people clear their throats.
pub const TALKS_FOR: Duration = Duration::from_secs(1);
/// And so long after the last word it is not said any more.
pub const TALKED_LATELY: Duration = Duration::from_secs(8);
/// A microphone that is on gives noise at least. After so long without any it is muted by its own switch or by the
/// system.
pub const SILENT_FOR: Duration = Duration::from_secs(5);
/// Between two measurements that are further apart nobody knows what was.
const BLIND: Duration = Duration::from_secs(2);
/// Not even noise (root mean square, 0 to 1): below the last of 24 bits.
const DIGITAL_SILENCE: f32 = 1e-7;

/// The own voice as it was lately.
#[derive(Debug, Default)]
pub struct OwnVoice {
    voice: Voice,
    measured_at: Option<Timestamp>,
    talks_since: Option<Timestamp>,
    talked_at: Option<Timestamp>,
    silent_since: Option<Timestamp>,
    hint: Option<VoiceHint>,
    hushed: Vec<VoiceHint>,
}

impl OwnVoice {
    /// Takes how loud the microphone is, also while it is muted (root mean square, 0 to 1; none while it cannot be
    /// measured), and says what there is to say.
    pub fn hear(
        &mut self,
        loudness: Option<f32>,
        microphone: Device,
        now: Timestamp,
    ) -> Option<VoiceHint> {
        let blind = self
            .measured_at
            .is_none_or(|before| now.since(before) > BLIND);
        self.measured_at = loudness.map(|_| now);
        let Some(loudness) = loudness.filter(|_| !blind) else {
            self.voice = Voice::default();
            self.talks_since = None;
            self.talked_at = None;
            self.silent_since = None;
            self.hint = None;
            return None;
        };
        let talks = self.voice.hear(loudness, now) && microphone == Device::Off;
        let silent = loudness <= DIGITAL_SILENCE && microphone == Device::On;
        self.talks_since = talks.then(|| self.talks_since.unwrap_or(now));
        self.silent_since = silent.then(|| self.silent_since.unwrap_or(now));
        if microphone != Device::Off {
            self.talked_at = None;
        } else if self
            .talks_since
            .is_some_and(|since| now.since(since) >= TALKS_FOR)
        {
            self.talked_at = Some(now);
        }
        let lately = |at: Timestamp| now.since(at) < TALKED_LATELY;
        let hint = if self.talked_at.is_some_and(lately) {
            Some(VoiceHint::TalksMuted)
        } else if self
            .silent_since
            .is_some_and(|since| now.since(since) >= SILENT_FOR)
        {
            Some(VoiceHint::HearsNothing)
        } else {
            None
        };
        self.hint = hint.filter(|hint| !self.hushed.contains(hint));
        self.hint
    }

    /// What is said now is not said again in this call.
    pub fn hush(&mut self) {
        self.hushed.extend(self.hint.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Measures every tenth of a second from `from` to `to` (in tenths), and gives the last answer.
    fn listen(
        voice: &mut OwnVoice,
        loudness: f32,
        microphone: Device,
        from: i64,
        to: i64,
    ) -> Option<VoiceHint> {
        let mut said = None;
        for tenth in from..=to {
            said = voice.hear(
                Some(loudness),
                microphone,
                Timestamp::from_millis(tenth * 100),
            );
        }
        said
    }

    #[test]
    fn who_talks_while_muted_is_told_after_a_second_and_not_for_a_cough() {
        let mut voice = OwnVoice::default();
        assert_eq!(listen(&mut voice, 0.0, Device::Off, 0, 5), None);
        assert_eq!(listen(&mut voice, 0.2, Device::Off, 6, 10), None, "a cough");
        assert_eq!(listen(&mut voice, 0.001, Device::Off, 11, 30), None);
        let told = Some(VoiceHint::TalksMuted);
        assert_eq!(listen(&mut voice, 0.2, Device::Off, 31, 43), told);
        assert_eq!(
            listen(&mut voice, 0.0, Device::Off, 44, 80),
            told,
            "a pause"
        );
        assert_eq!(listen(&mut voice, 0.0, Device::Off, 81, 140), None);
    }

    #[test]
    fn turning_the_microphone_on_answers_it() {
        let mut voice = OwnVoice::default();
        listen(&mut voice, 0.2, Device::Off, 0, 20);
        assert_eq!(listen(&mut voice, 0.2, Device::On, 21, 21), None);
    }

    #[test]
    fn a_microphone_that_gives_not_even_noise_for_five_seconds_is_muted_somewhere_else() {
        let mut voice = OwnVoice::default();
        assert_eq!(listen(&mut voice, 0.0, Device::On, 0, 49), None);
        let told = Some(VoiceHint::HearsNothing);
        assert_eq!(listen(&mut voice, 0.0, Device::On, 50, 52), told);
        assert_eq!(
            listen(&mut voice, 0.000_01, Device::On, 53, 53),
            None,
            "noise"
        );
        assert_eq!(listen(&mut voice, 0.000_01, Device::On, 54, 200), None);
        assert_eq!(
            listen(&mut voice, 0.0, Device::Off, 201, 300),
            None,
            "it is off"
        );
    }

    #[test]
    fn what_could_not_be_measured_is_no_silence() {
        let mut voice = OwnVoice::default();
        listen(&mut voice, 0.0, Device::On, 0, 40);
        // The page was hidden for a minute.
        assert_eq!(listen(&mut voice, 0.0, Device::On, 640, 641), None);
        for tenth in 642..800 {
            let now = Timestamp::from_millis(tenth * 100);
            assert_eq!(voice.hear(None, Device::On, now), None);
        }
        assert_eq!(listen(&mut voice, 0.0, Device::On, 800, 840), None);
    }

    #[test]
    fn what_somebody_does_not_want_to_hear_again_is_not_said_again() {
        let mut voice = OwnVoice::default();
        listen(&mut voice, 0.2, Device::Off, 0, 20);
        voice.hush();
        assert_eq!(listen(&mut voice, 0.2, Device::Off, 21, 60), None);
        let other = listen(&mut voice, 0.0, Device::On, 61, 130);
        assert_eq!(other, Some(VoiceHint::HearsNothing), "the other still is");
    }
}
