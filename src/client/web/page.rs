//! The page itself: its clock, its address, whether it is seen and online, its clipboard, share sheet and
//! theme.

use js_sys::{Object, Promise};
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Window};

use super::{
    event_listener::EventListener,
    object::{get, method, set},
    task::Task,
};
use crate::{
    call::browser_family::BrowserFamily,
    domain::{clock::Timestamp, ids::Instance},
};

/// The window. Pages run nowhere else.
pub(super) fn window() -> Window {
    web_sys::window().expect("a page runs in a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a page's window has a document")
}

/// The present moment by the browser's clock.
pub fn now() -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "ECMAScript's time values are whole and far below 2^63"
    )]
    let millis = js_sys::Date::now() as i64;
    Timestamp::from_millis(millis)
}

/// Milliseconds since `moment`, a time of WebRTC's: browsers count it from 1970 or from the page's beginning.
pub(super) fn milliseconds_since(moment: f64) -> f64 {
    const FROM_1970: f64 = 1e12;
    let Some(clock) = window().performance() else {
        return 0.0;
    };
    let origin = if moment > FROM_1970 {
        clock.time_origin()
    } else {
        0.0
    };
    (origin + clock.now() - moment).abs()
}

/// Milliseconds since the page began, which no change of the clock disturbs.
pub(super) fn moment() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Whether the page is a secure context (Secure Contexts §3.1).
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Whether the browser makes calls at all.
pub fn has_calls() -> bool {
    method(&window(), "RTCPeerConnection").is_some()
}

/// A UUID of version 4 by the browser's own generator (Web Cryptography §10.1).
#[expect(
    clippy::disallowed_methods,
    reason = "the browser's generator is the only one that a page has"
)]
pub fn draw_uuid() -> Uuid {
    Uuid::new_v4()
}

/// A name for this life of the page, which nobody relies on to be secret.
pub fn draw_instance() -> Instance {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the product lies within u32"
    )]
    let number = (chance() * f64::from(u32::MAX)) as u32;
    Instance(number)
}

/// A number between 0 and 1 that nobody relies on to be secret.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// `ws://` or `wss://` and the page's own host.
pub(super) fn socket_origin() -> String {
    let location = window().location();
    let secure = location
        .protocol()
        .is_ok_and(|protocol| protocol == "https:");
    let mut origin = String::from(if secure { "wss://" } else { "ws://" });
    origin.push_str(&location.host().unwrap_or_default());
    origin
}

/// Which browser this is.
pub fn browser_family() -> BrowserFamily {
    BrowserFamily::of(&window().navigator().user_agent().unwrap_or_default())
}

/// Whether the browser believes that there is a network.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether the page's own server answers a request for `path` at all.
pub async fn answers(path: &str) -> bool {
    JsFuture::from(window().fetch_with_str(path)).await.is_ok()
}

/// Whether somebody can see the page.
pub fn is_visible() -> bool {
    !document().hidden()
}

/// Calls `then` when the network comes or goes.
pub fn on_network(then: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let window = window();
    let other = then.clone();
    [
        EventListener::new(&window, "online", move |_| then()),
        EventListener::new(&window, "offline", move |_| other()),
    ]
}

/// Calls `then` when the page is shown or hidden.
pub fn on_visibility(then: impl Fn() + 'static) -> EventListener {
    EventListener::new(&document(), "visibilitychange", move |_| then())
}

/// Calls `then` when the person presses a key, or a button of the mouse, or touches the page.
pub fn on_activity(then: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let window = window();
    let other = then.clone();
    [
        EventListener::new(&window, "keydown", move |_| then()),
        EventListener::new(&window, "pointerdown", move |_| other()),
    ]
}

/// Gives the document another title.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Puts `text` on the clipboard; false when the browser refuses.
pub async fn copy_text(text: &str) -> bool {
    let navigator = window().navigator();
    // Outside a secure context there is no clipboard, whatever the types say.
    let clipboard = get(&navigator, "clipboard");
    let Some(write) = method(&clipboard, "writeText") else {
        return false;
    };
    match write.call1(&clipboard, &JsValue::from_str(text)) {
        Ok(promise) => JsFuture::from(Promise::from(promise)).await.is_ok(),
        Err(_) => false,
    }
}

/// Whether the browser has a share sheet (W3C Web Share §2.1).
pub fn can_share() -> bool {
    method(&window().navigator(), "share").is_some()
}

/// Opens the share sheet. That somebody closes it again is no failure.
pub fn share(title: &str, url: &str) {
    let navigator = window().navigator();
    let Some(share) = method(&navigator, "share") else {
        return;
    };
    let data = Object::new();
    for (name, value) in [("title", title), ("url", url)] {
        set(&data, name, &JsValue::from_str(value));
    }
    if let Ok(promise) = share.call1(&navigator, &data) {
        Task::settle(promise);
    }
}

/// Whether the system prefers dark.
pub fn prefers_dark() -> bool {
    window()
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Applies a theme to the document.
pub fn apply_theme(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// Loads another page.
pub fn go_to(path: &str) {
    let _ = window().location().set_href(path);
}
