//! How loud an own microphone is, by an analyser of the Web Audio API (§1.8).

use web_sys::{AnalyserNode, AudioContext, MediaStreamAudioSourceNode};

use super::track::{Stream, Track};

/// Samples that are looked at: about 21 ms at 48 kHz.
const WINDOW: usize = 1024;

/// Listens to one track; dropping it lets go of the sound system.
pub struct AudioLevel {
    context: AudioContext,
    source: MediaStreamAudioSourceNode,
    analyser: AnalyserNode,
    samples: Vec<f32>,
}

impl AudioLevel {
    /// Listens to `track`; none when the browser cannot.
    pub fn of(track: &Track) -> Option<Self> {
        let stream = Stream::of([track])?;
        let context = AudioContext::new().ok()?;
        let source = context.create_media_stream_source(&stream.0).ok()?;
        let analyser = context.create_analyser().ok()?;
        analyser.set_fft_size(u32::try_from(WINDOW).ok()?);
        source.connect_with_audio_node(&analyser).ok()?;
        Some(Self {
            context,
            source,
            analyser,
            samples: vec![0.0; WINDOW],
        })
    }

    /// Browsers begin in silence until the person touches the page; called from a click this ends it.
    pub fn wake(&self) {
        let _ = self.context.resume();
    }

    /// Root mean square of the last samples, 0 to 1.
    pub fn loudness(&mut self) -> f32 {
        self.analyser.get_float_time_domain_data(&mut self.samples);
        let sum: f32 = self.samples.iter().map(|sample| sample * sample).sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "the window is far below 2^24 samples"
        )]
        let count = WINDOW as f32;
        (sum / count).sqrt()
    }
}

impl Drop for AudioLevel {
    fn drop(&mut self) {
        let _ = self.source.disconnect();
        let _ = self.context.close();
    }
}
