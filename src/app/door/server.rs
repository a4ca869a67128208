//! The server's side of the door: the same names, no effect, for nothing of a call happens there.

use crate::{
    app::text,
    call::{
        browser_family::BrowserFamily,
        call_state::{CallState, ScreenHint},
        ink::InkNews,
        join_check::JoinCheck,
        own_devices::{DeviceKind, Processing},
        quality::QualityChoice,
        shared_room::SharedRoom,
        zoom::Rect,
    },
    domain::{
        ids::{Instance, LocalRef, ParticipantId, SessionId},
        policy::CallKind,
        role::Grants,
        share_code::ShareCode,
    },
    protocol::{annotation::Mark, client_message::ClientMessage, host_command::HostCommand},
};
use leptos::prelude::RwSignal;

/// The call of one page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct CallHandle {
    /// What to draw.
    pub state: RwSignal<CallState>,
    /// The own microphone's level, 0 to 6 bars.
    pub microphone_level: RwSignal<u8>,
    /// News on shared screens that no view has taken yet.
    pub ink_news: RwSignal<Vec<InkNews>>,
}

use crate::domain::clock::Timestamp;
use leptos::{
    html,
    prelude::{NodeRef, ReadSignal, signal},
    web_sys::Element,
};

impl CallHandle {
    /// A call that has not begun, for somebody with these `grants`. The engine starts with `start_preview` or `enter`,
    /// in the browser only.
    pub fn new(_session_id: SessionId, _kind: CallKind, _grants: Grants) -> Self {
        Self {
            state: RwSignal::new(CallState::default()),
            microphone_level: RwSignal::new(0),
            ink_news: RwSignal::new(Vec::new()),
        }
    }
    /// Asks for camera and microphone and shows them on the join page.
    pub fn start_preview(&self) {}
    /// Goes in with the ticket that `join_session` or `create_session` set. The preview's stream becomes
    /// the call's.
    pub fn enter(&self) {}
    /// Goes out: the seat is free, every track stops.
    pub fn leave(&self) {}
    /// Tries the socket again at once after it was given up.
    pub fn reconnect(&self) {}
    /// Turns the microphone on or off; asks for it when there is none yet.
    pub fn toggle_microphone(&self) {}
    /// Turns the camera on or off; asks for it when there is none yet.
    pub fn toggle_camera(&self) {}
    /// Asks for the devices again after a refusal.
    pub fn retry_devices(&self) {}
    /// Uses another device, by the browser's id for it.
    pub fn choose_device(&self, _kind: DeviceKind, _id: String) {}
    /// Uses the camera on the other side, or the next one.
    pub fn flip_camera(&self) {}
    /// Has this done to the microphone's sound.
    pub fn process(&self, _processing: Processing) {}
    /// Tries the speaker out, or stops it; call it from a click.
    pub fn test_speaker(&self) {}
    /// What is said about the own voice is not said again in this call.
    pub fn hush_voice_hint(&self) {}
    /// Asks which screen to share, and shares it; or shares no more. Call it from a click or a key.
    pub fn toggle_screen(&self) {}
    /// Says what the shared screen shows.
    pub fn hint_screen(&self, _hint: ScreenHint) {}
    /// Makes a mark on the screen of `screen`.
    pub fn annotate(&self, _screen: ParticipantId, _mark: Mark) {}
    /// Plays the sound that the browser kept back; call it from a click.
    pub fn allow_sound(&self) {}
    /// Puts the own picture into `video`.
    pub fn show_local(&self, _video: NodeRef<html::Video>) {}
    /// Puts a person's picture and sound into `video`.
    pub fn show_person(&self, _id: ParticipantId, _video: NodeRef<html::Video>) {}
    /// Puts a person's shared screen into `video`; one's own for none.
    pub fn show_screen(&self, _id: Option<ParticipantId>, _video: NodeRef<html::Video>) {}
    /// Says how good pictures are to be, in this browser from now on.
    pub fn choose_quality(&self, _choice: QualityChoice) {}
    /// Tells the room something that needs no receipt.
    pub fn say(&self, _message: ClientMessage) {}
    /// Does something that only those may who moderate.
    pub fn moderate(&self, _command: HostCommand) {}
    /// Writes a message.
    pub fn send_chat(&self, _body: String) {}
    /// Sends a refused message again.
    pub fn resend_chat(&self, _local_ref: LocalRef) {}
    /// Takes a refused message away.
    pub fn discard_chat(&self, _local_ref: LocalRef) {}
    /// Fetches older messages.
    pub fn load_older_chat(&self) {}
}

/// A shared session of one page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct SharedHandle {
    /// What to draw.
    pub room: RwSignal<SharedRoom>,
}

impl SharedHandle {
    /// The session of `code`, which is `room` as far as its page knows; the line opens with the page.
    pub fn new(_code: ShareCode, room: SharedRoom) -> Self {
        Self {
            room: RwSignal::new(room),
        }
    }
    /// Does something that only its creator may.
    pub fn moderate(&self, _command: HostCommand) {}
    /// Closes the line, for the person goes.
    pub fn close(&self) {}
}

/// A look at whether a call would work from here, of one page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct CheckHandle {
    /// What was found out.
    pub check: RwSignal<JoinCheck>,
    /// The own microphone's level, 0 to 6 bars.
    pub level: RwSignal<u8>,
}

impl CheckHandle {
    /// A look that begins with the page.
    pub fn begin() -> Self {
        Self {
            check: RwSignal::new(JoinCheck::default()),
            level: RwSignal::new(0),
        }
    }
    /// Looks at everything that needs nobody's click, from the beginning.
    pub fn look(&self) {}
    /// Asks for camera and microphone; call it from a click.
    pub fn try_devices(&self) {}
    /// Lets go of them.
    pub fn let_go(&self) {}
    /// Puts the own picture into `video`.
    pub fn show_picture(&self, _video: NodeRef<html::Video>) {}
}

/// A moment that says the same everywhere: "2026-11-21 23:05 UTC".
pub fn exact_moment(_at: Timestamp) -> String {
    String::new()
}
/// A name for this life of the page.
pub fn draw_instance() -> Instance {
    Instance(0)
}
/// Which browser this is, as far as people have to be told where its settings are.
pub fn browser_family() -> BrowserFamily {
    BrowserFamily::default()
}
/// The present moment by the browser's clock; the server has no use for it in a view.
pub fn now() -> Timestamp {
    Timestamp::from_micros(0)
}
/// The moment, told every `millis` milliseconds while the view lives.
pub fn every(_millis: u32) -> ReadSignal<Timestamp> {
    signal(now()).0
}
/// Keeps the element `id`, which the server draws, as the server would draw it now, while the view lives.
pub fn keep_fresh(_id: &'static str) {}
/// What stands in the element `id` of the page at `path`; none when it cannot be had, or leads elsewhere.
pub async fn fetch_part(_path: &str, _id: &str) -> Option<String> {
    None
}
/// Puts `text` on the clipboard; false when the browser refuses.
pub async fn copy_text(_text: String) -> bool {
    false
}
/// Where `element` is drawn, in the pixels of the page.
pub fn place_of(_element: &Element) -> Rect {
    Rect {
        left: 0.0,
        top: 0.0,
        width: 0.0,
        height: 0.0,
    }
}
/// Whether the browser can share a screen.
pub fn can_share_screen() -> bool {
    false
}
/// Whether the browser has a share sheet of its own.
pub fn can_share() -> bool {
    false
}
/// Opens the browser's share sheet.
pub fn share(_title: String, _url: String) {}
/// The time of day as people write it where the browser is: "15:07".
pub fn clock_time(_at: Timestamp) -> String {
    String::new()
}
/// The day as people say it: "Today", "Thursday 13 November".
pub fn day_name(_at: Timestamp) -> String {
    String::new()
}
/// The time zone of the browser, by its IANA name; empty when it does not tell.
pub fn time_zone() -> String {
    String::new()
}
/// The theme that was chosen in this browser: "light", "dark", or none for the system's.
pub fn saved_theme() -> Option<String> {
    None
}
/// Whether the system prefers dark.
pub fn prefers_dark() -> bool {
    false
}
/// Applies and keeps a theme.
pub fn set_theme(_theme: &str) {}
/// Gives the page that is on screen its title; the product's name follows.
pub fn set_page_title(title: &str) {
    // The title is told when the component is made; what it would draw is nothing.
    let _ = leptos_meta::Title(
        leptos_meta::TitleProps::builder()
            .text(text::page_title(title))
            .build(),
    );
}
/// Goes to another page by loading it.
pub fn go_to(_path: &str) {}
/// A name that this browser used last, for the join form.
pub fn saved_name() -> Option<String> {
    None
}
/// Keeps the name for next time.
pub fn save_name(_name: &str) {}
