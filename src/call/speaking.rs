//! Who is talking, from how loud it is: with a delay at both ends, so that a cough lights nothing and a
//! breath between two words puts nothing out.

use std::time::Duration;

use crate::domain::clock::Timestamp;

/// Voice must last this long before somebody counts as talking.
pub const ON_AFTER: Duration = Duration::from_millis(150);
/// Silence must last this long before they no longer do.
pub const OFF_AFTER: Duration = Duration::from_millis(600);
/// Loudness (root mean square, 0 to 1) that counts as voice: about −38 dBFS, above a quiet room.
const VOICE: f32 = 0.012;

/// How many bars a level meter has.
pub const BARS: u8 = 6;

/// One person's voice.
#[derive(Debug, Default)]
pub struct Voice {
    speaking: bool,
    changing_since: Option<Timestamp>,
}

impl Voice {
    /// Takes a measurement (root mean square, 0 to 1) and says whether the person counts as talking.
    pub fn hear(&mut self, loudness: f32, now: Timestamp) -> bool {
        if (loudness >= VOICE) == self.speaking {
            self.changing_since = None;
            return self.speaking;
        }
        let since = *self.changing_since.get_or_insert(now);
        let delay = if self.speaking { OFF_AFTER } else { ON_AFTER };
        if now.since(since) >= delay {
            self.speaking = !self.speaking;
            self.changing_since = None;
        }
        self.speaking
    }
}

/// Loudness as bars of a meter, 0 to [`BARS`]; each bar is about 6 dB.
pub fn bars(loudness: f32) -> u8 {
    const FIRST_BAR: f32 = 0.008;
    let mut bars = 0;
    let mut threshold = FIRST_BAR;
    while bars < BARS && loudness >= threshold {
        bars += 1;
        threshold *= 2.0;
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn somebody_talks_after_150_ms_of_voice_and_stops_after_600_ms_of_silence() {
        let mut voice = Voice::default();
        assert!(!voice.hear(0.2, at(0)));
        assert!(!voice.hear(0.2, at(100)));
        assert!(voice.hear(0.2, at(150)));
        assert!(voice.hear(0.0, at(200)));
        assert!(voice.hear(0.0, at(799)));
        assert!(!voice.hear(0.0, at(800)));
    }

    #[test]
    fn a_cough_lights_nothing_and_a_breath_puts_nothing_out() {
        let mut voice = Voice::default();
        voice.hear(0.2, at(0));
        voice.hear(0.0, at(100));
        assert!(!voice.hear(0.2, at(160)), "the voice began anew");
        voice.hear(0.2, at(400));
        voice.hear(0.0, at(500));
        voice.hear(0.2, at(900));
        assert!(voice.hear(0.0, at(1_200)), "the silence began anew");
    }

    #[test]
    fn the_meter_is_empty_in_silence_and_full_when_it_is_loud() {
        assert_eq!(bars(0.0), 0);
        assert_eq!(bars(0.01), 1);
        assert_eq!(bars(0.5), BARS);
        assert_eq!(bars(f32::NAN), 0);
    }
}
