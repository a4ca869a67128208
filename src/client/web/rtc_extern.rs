//! What web-sys lacks of W3C WebRTC and of capturing media: `setLocalDescription` without an argument, `restartIce`,
//! `setStreams`, `getDisplayMedia`, the parameters of encodings, statistics.
//!
//! They are declared on types of their own, which are the browser's objects under another name.

#![allow(
    unsafe_code,
    reason = "wasm-bindgen's declarations of foreign functions need it"
)]

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `RTCPeerConnection` (W3C WebRTC §4.4).
    pub type Negotiator;

    /// Makes the offer or answer that the signaling state asks for, and sets it (§4.4.1.5).
    #[wasm_bindgen(method, js_name = setLocalDescription)]
    pub fn set_local_description(this: &Negotiator) -> js_sys::Promise;

    /// The next offer has new ICE credentials (§4.4.2).
    #[wasm_bindgen(method, js_name = restartIce)]
    pub fn restart_ice(this: &Negotiator);

    /// `RTCRtpSender` (§5.2).
    pub type StreamSender;

    /// Names the stream that the track belongs to, so that the other side keeps sound and picture together.
    #[wasm_bindgen(method, catch, js_name = setStreams)]
    pub fn set_streams(this: &StreamSender, stream: &web_sys::MediaStream) -> Result<(), JsValue>;

    /// `RTCRtpSender` (§5.2), as far as it encodes.
    pub type EncodingSender;

    /// How it encodes; good for one change.
    #[wasm_bindgen(method, catch, js_name = getParameters)]
    pub fn get_parameters(this: &EncodingSender) -> Result<js_sys::Object, JsValue>;

    /// Has it encode so.
    #[wasm_bindgen(method, catch, js_name = setParameters)]
    pub fn set_parameters(
        this: &EncodingSender,
        parameters: &js_sys::Object,
    ) -> Result<js_sys::Promise, JsValue>;

    /// Has it encode so, and do once what the options say (W3C WebRTC Extensions, `RTCSetParameterOptions`).
    #[wasm_bindgen(method, catch, js_name = setParameters)]
    pub fn set_parameters_and(
        this: &EncodingSender,
        parameters: &js_sys::Object,
        options: &js_sys::Object,
    ) -> Result<js_sys::Promise, JsValue>;

    /// How it is encrypted (§5.5); none before something was agreed.
    #[wasm_bindgen(method, getter)]
    pub fn transport(this: &EncodingSender) -> Option<DtlsTransport>;

    /// `RTCDtlsTransport` (§5.5).
    pub type DtlsTransport;

    /// By which way it goes (§5.6); some browsers have none.
    #[wasm_bindgen(method, getter, js_name = iceTransport)]
    pub fn ice_transport(this: &DtlsTransport) -> Option<web_sys::EventTarget>;

    /// `RTCPeerConnection` (§4.4), as far as it counts.
    pub type Counting;

    /// What it has counted (§8.2).
    #[wasm_bindgen(method, js_name = getStats)]
    pub fn get_stats(this: &Counting) -> js_sys::Promise;

    /// `RTCRtpReceiver` (§5.3).
    pub type SourceReceiver;

    /// Who was heard in the last ten seconds, and how loud (§5.3).
    #[wasm_bindgen(method, catch, js_name = getSynchronizationSources)]
    pub fn get_synchronization_sources(this: &SourceReceiver) -> Result<js_sys::Array, JsValue>;

    /// `RTCRtpSynchronizationSource` (§5.4).
    pub type SynchronizationSource;

    /// 0 to 1; none when the other side does not say.
    #[wasm_bindgen(method, getter, js_name = audioLevel)]
    pub fn audio_level(this: &SynchronizationSource) -> Option<f64>;

    /// When the last packet was played, in milliseconds of the page's clock.
    #[wasm_bindgen(method, getter)]
    pub fn timestamp(this: &SynchronizationSource) -> f64;

    /// `RTCRtpTransceiver` (§5.4).
    pub type CodecTransceiver;

    /// Which codecs to offer, best first.
    #[wasm_bindgen(method, catch, js_name = setCodecPreferences)]
    pub fn set_codec_preferences(
        this: &CodecTransceiver,
        codecs: &js_sys::Array,
    ) -> Result<(), JsValue>;

    /// `MediaDevices` (W3C Screen Capture §5.1).
    pub type ScreenCapturer;

    /// Asks the person which screen to capture.
    #[wasm_bindgen(method, catch, js_name = getDisplayMedia)]
    pub fn get_display_media(
        this: &ScreenCapturer,
        wishes: &JsValue,
    ) -> Result<js_sys::Promise, JsValue>;
}
