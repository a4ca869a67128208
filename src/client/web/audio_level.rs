//! How loud an own microphone is, by an analyser of the Web Audio API (§1.8).
//!
//! It listens to a twin of the track, which nothing sends: so it hears also who is muted, to tell them so.

use std::future::Future;

use wasm_bindgen::JsCast;
use web_sys::{AnalyserNode, AudioContext, MediaStreamAudioSourceNode};

use super::{
    media_extern::Studio,
    track::{LocalTrack, Stream},
};
use crate::call::own_devices::Processing;

/// Samples that are looked at: about 21 ms at 48 kHz.
const WINDOW: usize = 1024;

/// Listens to one track; dropping it lets go of the sound system and of the twin.
pub struct AudioLevel {
    twin: LocalTrack,
    context: AudioContext,
    source: MediaStreamAudioSourceNode,
    analyser: AnalyserNode,
    samples: Vec<f32>,
}

impl AudioLevel {
    /// Listens to `track`; none when the browser cannot.
    pub fn of(track: &LocalTrack) -> Option<Self> {
        let twin = track.twin();
        let stream = Stream::of([&twin.share()])?;
        let context = AudioContext::new().ok()?;
        let source = context.create_media_stream_source(&stream.0).ok()?;
        let analyser = context.create_analyser().ok()?;
        analyser.set_fft_size(u32::try_from(WINDOW).ok()?);
        source.connect_with_audio_node(&analyser).ok()?;
        Some(Self {
            twin,
            context,
            source,
            analyser,
            samples: vec![0.0; WINDOW],
        })
    }

    /// Hears what is done to the sound from now on, where the browser does it to each track.
    pub fn tune(&self, processing: Processing) -> impl Future<Output = bool> + use<> {
        self.twin.tune(processing)
    }

    /// Browsers begin in silence until the person touches the page; called from a click this ends it.
    pub fn wake(&self) {
        let _ = self.context.resume();
    }

    /// Root mean square of the last samples, 0 to 1; none as long as the browser keeps it silent.
    pub fn loudness(&mut self) -> Option<f32> {
        if self.context.unchecked_ref::<Studio>().state() != "running" {
            return None;
        }
        self.analyser.get_float_time_domain_data(&mut self.samples);
        let sum: f32 = self.samples.iter().map(|sample| sample * sample).sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "the window is far below 2^24 samples"
        )]
        let count = WINDOW as f32;
        Some((sum / count).sqrt())
    }
}

impl Drop for AudioLevel {
    fn drop(&mut self) {
        let _ = self.source.disconnect();
        let _ = self.context.close();
    }
}
