//! What web-sys has only as parts that nothing else needs: what a track is made of, on which device sound comes out,
//! and the parts of a sound that is made here.
//!
//! They are declared on types of their own, which are the browser's objects under another name.

#![allow(
    unsafe_code,
    reason = "wasm-bindgen's declarations of foreign functions need it"
)]

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::MediaStream;

#[wasm_bindgen]
extern "C" {
    /// `MediaStreamTrack` (W3C Media Capture and Streams §4.3).
    pub type DeviceTrack;

    /// What it is at present (§4.3.3).
    #[wasm_bindgen(method, catch, js_name = getSettings)]
    pub fn get_settings(this: &DeviceTrack) -> Result<JsValue, JsValue>;

    /// Makes it another without asking for it anew (§11.3).
    #[wasm_bindgen(method, catch, js_name = applyConstraints)]
    pub fn apply_constraints(this: &DeviceTrack, wanted: &JsValue) -> Result<Promise, JsValue>;

    /// `HTMLMediaElement` (W3C Audio Output Devices §2).
    pub type Loud;

    /// Plays on the device of this id; empty for the system's choice.
    #[wasm_bindgen(method, catch, js_name = setSinkId)]
    pub fn set_sink_id(this: &Loud, id: &str) -> Result<Promise, JsValue>;

    /// `AudioContext` (W3C Web Audio §1.2).
    pub type Studio;

    /// "suspended", "running" or "closed".
    #[wasm_bindgen(method, getter)]
    pub fn state(this: &Studio) -> String;

    #[wasm_bindgen(method, catch, js_name = createOscillator)]
    pub fn create_oscillator(this: &Studio) -> Result<Tone, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createGain)]
    pub fn create_gain(this: &Studio) -> Result<Loudness, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createMediaStreamDestination)]
    pub fn create_media_stream_destination(this: &Studio) -> Result<Outlet, JsValue>;

    /// `OscillatorNode` (§1.26).
    #[wasm_bindgen(extends = web_sys::EventTarget)]
    pub type Tone;

    #[wasm_bindgen(method, getter)]
    pub fn frequency(this: &Tone) -> Figure;

    #[wasm_bindgen(method, catch)]
    pub fn connect(this: &Tone, to: &Loudness) -> Result<JsValue, JsValue>;

    /// In seconds of the context's clock.
    #[wasm_bindgen(method, catch)]
    pub fn start(this: &Tone, at: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn stop(this: &Tone, at: f64) -> Result<(), JsValue>;

    /// `GainNode` (§1.20).
    pub type Loudness;

    #[wasm_bindgen(method, getter)]
    pub fn gain(this: &Loudness) -> Figure;

    #[wasm_bindgen(method, catch, js_name = connect)]
    pub fn lead_to(this: &Loudness, to: &Outlet) -> Result<JsValue, JsValue>;

    /// `MediaStreamAudioDestinationNode` (§1.24).
    pub type Outlet;

    #[wasm_bindgen(method, getter)]
    pub fn stream(this: &Outlet) -> MediaStream;

    /// `AudioParam` (§1.6).
    pub type Figure;

    #[wasm_bindgen(method, catch, js_name = setValueAtTime)]
    pub fn set_value_at_time(this: &Figure, value: f32, at: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = linearRampToValueAtTime)]
    pub fn ramp_to(this: &Figure, value: f32, at: f64) -> Result<JsValue, JsValue>;
}
