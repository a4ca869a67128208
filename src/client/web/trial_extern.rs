//! What web-sys has only as parts that nothing but a trial needs: data channels, and requests that are given up.
//!
//! They are declared on types of their own, which are the browser's objects under another name.

#![allow(
    unsafe_code,
    reason = "wasm-bindgen's declarations of foreign functions need it"
)]

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `RTCPeerConnection` (W3C WebRTC §6.1), as far as it carries data.
    pub type ChannelMaker;

    /// Makes a channel.
    #[wasm_bindgen(method, catch, js_name = createDataChannel)]
    pub fn create_data_channel(
        this: &ChannelMaker,
        label: &str,
        init: &Object,
    ) -> Result<DataChannel, JsValue>;

    /// `RTCDataChannel` (§6.2).
    #[derive(Clone)]
    #[wasm_bindgen(extends = web_sys::EventTarget)]
    pub type DataChannel;

    /// Sends a text.
    #[wasm_bindgen(method, catch)]
    pub fn send(this: &DataChannel, text: &str) -> Result<(), JsValue>;

    /// `AbortController` (DOM §3.1).
    #[derive(Clone)]
    pub type AbortController;

    /// One for a request.
    #[wasm_bindgen(constructor, catch)]
    pub fn new() -> Result<AbortController, JsValue>;

    /// What the request is told of.
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &AbortController) -> JsValue;

    /// Gives the request up.
    #[wasm_bindgen(method)]
    pub fn abort(this: &AbortController);

    /// Asks (Fetch §5.6).
    #[wasm_bindgen(js_name = fetch)]
    pub fn fetch(address: &str, init: &Object) -> Promise;
}
