//! The browser's side of the door: views ask, the engine does.

mod checking;

use std::{rc::Rc, time::Duration};

use leptos::{
    html,
    prelude::{
        Effect, Get, GetUntracked, LocalStorage, NodeRef, ReadSignal, RwSignal, Set, SetValue,
        StoredValue, Update, WithValue, signal,
    },
    web_sys::Element,
};

use crate::{
    api,
    app::text,
    call::{
        browser_family::BrowserFamily,
        call_state::{CallState, ScreenHint},
        ink::InkNews,
        own_devices::{DeviceKind, Processing},
        quality::QualityChoice,
        shared_room::SharedRoom,
        zoom::Rect,
    },
    client::{
        engine::{
            Command, Engine, Shown, Who,
            outside::{Answer, Outside, Page, Refusal},
            shared_line::SharedLine,
        },
        web::{
            fresh_part::{self, FreshPart},
            page, place, screen_capture,
            storage::Shelf,
            timer::Ticker,
            words,
        },
    },
    domain::{
        chat::ChatMessage,
        clock::Timestamp,
        ids::{Instance, LocalRef, ParticipantId, SessionId},
        policy::CallKind,
        role::Grants,
        share_code::ShareCode,
    },
    protocol::{annotation::Mark, client_message::ClientMessage, host_command::HostCommand},
};

pub use checking::CheckHandle;

const THEME: &str = "theme";
const NAME: &str = "name";
const MOST_INK_NEWS: usize = 256;

/// The call of one page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct CallHandle {
    /// What to draw.
    pub state: RwSignal<CallState>,
    /// The own microphone's level, 0 to 6 bars.
    pub microphone_level: RwSignal<u8>,
    /// News on shared screens that no view has taken yet.
    pub ink_news: RwSignal<Vec<InkNews>>,
    engine: StoredValue<Engine, LocalStorage>,
}

/// What the engine needs of the page: its signals, and the server functions.
struct PageOutside {
    session_id: SessionId,
    state: RwSignal<CallState>,
    microphone_level: RwSignal<u8>,
    ink_news: RwSignal<Vec<InkNews>>,
}

impl Outside for PageOutside {
    fn show(&self, state: &CallState) {
        let _ = self.state.try_set(state.clone());
    }

    fn show_level(&self, bars: u8) {
        let _ = self.microphone_level.try_set(bars);
    }

    fn show_ink(&self, news: InkNews) {
        self.ink_news.try_update(|waiting| {
            // The view that takes them may not be here yet; what fades would be over by then.
            if waiting.len() >= MOST_INK_NEWS {
                waiting.remove(0);
            }
            waiting.push(news);
        });
    }

    fn chat_before(&self, before: Option<u64>) -> Answer<Page> {
        let id = self.session_id;
        Box::pin(async move {
            let page = api::chat_history(id, before).await.map_err(refusal)?;
            Ok(Page {
                messages: page.messages,
                more: page.more,
            })
        })
    }

    fn send_chat(&self, local_ref: LocalRef, body: String) -> Answer<ChatMessage> {
        let id = self.session_id;
        Box::pin(async move { api::send_chat(id, local_ref, body).await.map_err(refusal) })
    }
}

fn refusal(error: api::ApiError) -> Refusal {
    Refusal {
        code: error.code,
        retry_after: error.retry_after.map(Duration::from_millis),
    }
}

impl CallHandle {
    /// A call that has not begun, for somebody with these `grants`. The engine starts with `start_preview` or `enter`,
    /// in the browser only.
    pub fn new(session_id: SessionId, kind: CallKind, grants: Grants) -> Self {
        let state = RwSignal::new(CallState::default());
        let microphone_level = RwSignal::new(0);
        let ink_news = RwSignal::new(Vec::new());
        let outside = PageOutside {
            session_id,
            state,
            microphone_level,
            ink_news,
        };
        Self {
            state,
            microphone_level,
            ink_news,
            engine: StoredValue::new_local(Engine::new(session_id, kind, grants, Rc::new(outside))),
        }
    }

    /// Asks for camera and microphone and shows them on the join page.
    pub fn start_preview(&self) {
        self.tell(Command::StartPreview);
    }

    /// Goes in with the ticket that `join_session` or `create_session` set. The preview's stream becomes
    /// the call's.
    pub fn enter(&self) {
        self.tell(Command::Enter);
    }

    /// Goes out: the seat is free, every track stops.
    pub fn leave(&self) {
        self.tell(Command::Leave);
    }

    /// Tries the socket again at once after it was given up.
    pub fn reconnect(&self) {
        self.tell(Command::Reconnect);
    }

    /// Turns the microphone on or off; asks for it when there is none yet.
    pub fn toggle_microphone(&self) {
        self.tell(Command::ToggleMicrophone);
    }

    /// Turns the camera on or off; asks for it when there is none yet.
    pub fn toggle_camera(&self) {
        self.tell(Command::ToggleCamera);
    }

    /// Asks for the devices again after a refusal.
    pub fn retry_devices(&self) {
        self.tell(Command::RetryDevices);
    }

    /// Uses another device, by the browser's id for it.
    pub fn choose_device(&self, kind: DeviceKind, id: String) {
        self.tell(Command::ChooseDevice(kind, id));
    }

    /// Uses the camera on the other side, or the next one.
    pub fn flip_camera(&self) {
        self.tell(Command::FlipCamera);
    }

    /// Has this done to the microphone's sound.
    pub fn process(&self, processing: Processing) {
        self.tell(Command::Process(processing));
    }

    /// Tries the speaker out, or stops it; call it from a click.
    pub fn test_speaker(&self) {
        self.tell(Command::TestSpeaker);
    }

    /// What is said about the own voice is not said again in this call.
    pub fn hush_voice_hint(&self) {
        self.tell(Command::HushVoiceHint);
    }

    /// Asks which screen to share, and shares it; or shares no more. Call it from a click or a key.
    pub fn toggle_screen(&self) {
        self.tell(Command::ToggleScreen);
    }

    /// Says what the shared screen shows.
    pub fn hint_screen(&self, hint: ScreenHint) {
        self.tell(Command::HintScreen(hint));
    }

    /// Makes a mark on the screen of `screen`.
    pub fn annotate(&self, screen: ParticipantId, mark: Mark) {
        self.tell(Command::Annotate(screen, mark));
    }

    /// Plays the sound that the browser kept back; call it from a click.
    pub fn allow_sound(&self) {
        self.tell(Command::AllowSound);
    }

    /// Puts the own picture into `video`.
    pub fn show_local(&self, video: NodeRef<html::Video>) {
        self.show(Who::Me, video);
    }

    /// Puts a person's picture into `video`; their sound plays whether or not it is on the screen.
    pub fn show_person(&self, id: ParticipantId, video: NodeRef<html::Video>) {
        self.show(Who::Person(id), video);
    }

    /// Puts a person's shared screen into `video`; one's own for none.
    pub fn show_screen(&self, id: Option<ParticipantId>, video: NodeRef<html::Video>) {
        self.show(Who::Screen(id), video);
    }

    /// Says how good pictures are to be, in this browser from now on.
    pub fn choose_quality(&self, choice: QualityChoice) {
        self.tell(Command::ChooseQuality(choice));
    }

    /// Tells the room something that needs no receipt.
    pub fn say(&self, message: ClientMessage) {
        self.tell(Command::Say(message));
    }

    /// Does something that only those may who moderate.
    pub fn moderate(&self, command: HostCommand) {
        self.say(ClientMessage::Moderate { command });
    }

    /// Writes a message.
    pub fn send_chat(&self, body: String) {
        self.tell(Command::SendChat(body));
    }

    /// Sends a refused message again.
    pub fn resend_chat(&self, local_ref: LocalRef) {
        self.tell(Command::ResendChat(local_ref));
    }

    /// Takes a refused message away.
    pub fn discard_chat(&self, local_ref: LocalRef) {
        self.tell(Command::DiscardChat(local_ref));
    }

    /// Fetches older messages.
    pub fn load_older_chat(&self) {
        self.tell(Command::LoadOlderChat);
    }

    fn tell(&self, command: Command) {
        // None once the page is gone, when there is nobody left to do it.
        let _ = self.engine.try_with_value(|engine| engine.tell(command));
    }

    fn show(&self, who: Who, video: NodeRef<html::Video>) {
        let engine = self.engine;
        let shown = StoredValue::new_local(None::<Shown>);
        Effect::new(move |_| {
            let element = video.get();
            let picture = element
                .and_then(|element| engine.try_with_value(|engine| engine.show(who, element)));
            shown.set_value(picture);
        });
    }
}

/// A shared session of one page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct SharedHandle {
    /// What to draw.
    pub room: RwSignal<SharedRoom>,
    line: StoredValue<Option<SharedLine>, LocalStorage>,
}

impl SharedHandle {
    /// The session of `code`, which is `room` as far as its page knows; the line opens with the page.
    pub fn new(code: ShareCode, room: SharedRoom) -> Self {
        let shown = RwSignal::new(room);
        let line = StoredValue::new_local(None);
        Effect::new(move |_| {
            let open = SharedLine::open(code, shown.get_untracked(), move |room| {
                let _ = shown.try_set(room.clone());
            });
            line.set_value(Some(open));
        });
        Self { room: shown, line }
    }

    /// Does something that only its creator may.
    pub fn moderate(&self, command: HostCommand) {
        let message = ClientMessage::Moderate { command };
        let _ = self
            .line
            .try_with_value(|line| line.as_ref().map(|line| line.say(&message)));
    }

    /// Closes the line, for the person goes.
    pub fn close(&self) {
        let _ = self
            .line
            .try_with_value(|line| line.as_ref().map(SharedLine::close));
    }
}

/// A moment that says the same everywhere: "2026-11-21 23:05 UTC".
pub fn exact_moment(at: Timestamp) -> String {
    words::exact_moment(at)
}

/// A name for this life of the page.
pub fn draw_instance() -> Instance {
    page::draw_instance()
}

/// Which browser this is, as far as people have to be told where its settings are.
pub fn browser_family() -> BrowserFamily {
    page::browser_family()
}

/// The present moment by the browser's clock; the server has no use for it in a view.
pub fn now() -> Timestamp {
    page::now()
}

/// The moment, told every `millis` milliseconds while the view lives.
pub fn every(millis: u32) -> ReadSignal<Timestamp> {
    let (moment, set_moment) = signal(page::now());
    let period = Duration::from_millis(u64::from(millis));
    // Kept by the view's owner, which drops it.
    let _ticker = StoredValue::new_local(Ticker::every(period, move || {
        let _ = set_moment.try_set(page::now());
    }));
    moment
}

/// Keeps the element `id`, which the server draws, as the server would draw it now, while the view lives.
pub fn keep_fresh(id: &'static str) {
    // Kept by the view's owner, which drops it.
    let _part = StoredValue::new_local(FreshPart::new(id));
}

/// What stands in the element `id` of the page at `path`; none when it cannot be had, or leads elsewhere.
pub async fn fetch_part(path: &str, id: &str) -> Option<String> {
    fresh_part::fetch_part(path, id).await
}

/// Puts `text` on the clipboard; false when the browser refuses.
pub async fn copy_text(text: String) -> bool {
    page::copy_text(&text).await
}

/// Where `element` is drawn, in the pixels of the page.
pub fn place_of(element: &Element) -> Rect {
    place::of(element)
}

/// Whether the browser can share a screen.
pub fn can_share_screen() -> bool {
    screen_capture::can_share()
}

/// Whether the browser has a share sheet of its own.
pub fn can_share() -> bool {
    page::can_share()
}

/// Opens the browser's share sheet.
pub fn share(title: String, url: String) {
    page::share(&title, &url);
}

/// The time of day as people write it where the browser is: "15:07".
pub fn clock_time(at: Timestamp) -> String {
    words::clock_time(at)
}

/// The day as people say it: "Today", "Thursday 13 November".
pub fn day_name(at: Timestamp) -> String {
    words::day_name(at, text::TODAY, text::YESTERDAY)
}

/// The time zone of the browser, by its IANA name; empty when it does not tell.
pub fn time_zone() -> String {
    words::time_zone()
}

/// The theme that was chosen in this browser: "light", "dark", or none for the system's.
pub fn saved_theme() -> Option<String> {
    Shelf::Browser.get(THEME)
}

/// Whether the system prefers dark.
pub fn prefers_dark() -> bool {
    page::prefers_dark()
}

/// Applies and keeps a theme.
pub fn set_theme(theme: &str) {
    page::apply_theme(theme);
    Shelf::Browser.set(THEME, theme);
}

/// Gives the page that is on screen its title; the product's name follows.
pub fn set_page_title(title: &str) {
    page::set_title(&text::page_title(title));
}

/// Goes to another page by loading it.
pub fn go_to(path: &str) {
    page::go_to(path);
}

/// A name that this browser used last, for the join form.
pub fn saved_name() -> Option<String> {
    Shelf::Browser.get(NAME).filter(|name| !name.is_empty())
}

/// Keeps the name for next time.
pub fn save_name(name: &str) {
    Shelf::Browser.set(NAME, name);
}
