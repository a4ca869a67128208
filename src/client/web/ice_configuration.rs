//! How a peer connection finds the other side (`RTCConfiguration`, W3C WebRTC §4.2).

use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use web_sys::{RtcBundlePolicy, RtcConfiguration, RtcIceTransportPolicy};

use super::object::set;
use crate::protocol::server_message::IceServer;

/// By these servers, with one transport for everything.
pub(super) fn configuration(ice_servers: &[IceServer], relay_only: bool) -> RtcConfiguration {
    let configuration = RtcConfiguration::new();
    configuration.set_bundle_policy(RtcBundlePolicy::MaxBundle);
    if relay_only {
        configuration.set_ice_transport_policy(RtcIceTransportPolicy::Relay);
    }
    configuration.set_ice_servers(&ice_servers.iter().map(ice_server).collect::<Array>());
    configuration
}

fn ice_server(server: &IceServer) -> JsValue {
    let object = Object::new();
    let urls: Array = server
        .urls
        .iter()
        .map(|url| JsValue::from_str(url))
        .collect();
    set(&object, "urls", &urls);
    if let Some(username) = &server.username {
        set(&object, "username", &JsValue::from_str(username));
    }
    if let Some(credential) = &server.credential {
        set(&object, "credential", &JsValue::from_str(credential));
    }
    object.into()
}
