//! Two notes to try the speaker out with, made by the Web Audio API and played where everybody else is played.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::AudioContext;

use super::{
    event_listener::EventListener,
    media_element::Sound,
    media_extern::{Studio, Tone},
    track::Stream,
};

/// When each note begins, in seconds, and how high it is, in hertz.
const NOTES: [(f64, f32); 2] = [(0.1, 523.25), (0.45, 783.99)];
/// How long a note is, in seconds; it rises at once and fades over all of it.
const NOTE: f64 = 0.7;
/// How loud: a quarter of all that there is, about as loud as a voice.
const LOUD: f32 = 0.25;

/// The notes while they play; dropping it ends them.
pub struct TestSound {
    context: AudioContext,
    _end: Option<EventListener>,
    _sound: Sound,
}

impl TestSound {
    /// Plays on `speaker`, empty for the system's choice, and calls `then` at the end; none when the browser cannot.
    pub fn play(speaker: &str, then: impl FnMut() + 'static) -> Option<Self> {
        let context = AudioContext::new().ok()?;
        let (stream, last) = Self::compose(&context).ok()?;
        let sound = Sound::play(&Stream(stream), speaker, |_| {})?;
        let end = last.map(|tone| {
            EventListener::new(&tone, "ended", {
                let mut then = then;
                move |_| then()
            })
        });
        Some(Self {
            context,
            _end: end,
            _sound: sound,
        })
    }

    fn compose(context: &AudioContext) -> Result<(web_sys::MediaStream, Option<Tone>), JsValue> {
        let studio = context.unchecked_ref::<Studio>();
        let outlet = studio.create_media_stream_destination()?;
        let now = context.current_time();
        let mut last = None;
        for (at, hertz) in NOTES {
            let begin = now + at;
            let (tone, loudness) = (studio.create_oscillator()?, studio.create_gain()?);
            tone.frequency().set_value_at_time(hertz, begin)?;
            let gain = loudness.gain();
            gain.set_value_at_time(0.0, begin)?;
            gain.ramp_to(LOUD, begin + 0.02)?;
            gain.ramp_to(0.0, begin + NOTE)?;
            tone.connect(&loudness)?;
            loudness.lead_to(&outlet)?;
            tone.start(begin)?;
            tone.stop(begin + NOTE)?;
            last = Some(tone);
        }
        Ok((outlet.stream(), last))
    }
}

impl Drop for TestSound {
    fn drop(&mut self) {
        let _ = self.context.close();
    }
}
