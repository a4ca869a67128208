//! Everything that can happen to a call, and the way by which it gets to the engine.

use std::rc::Rc;

use web_sys::HtmlVideoElement;

use super::outside::{Page, Refusal};
use crate::{
    call::{
        call_state::ScreenHint,
        own_devices::{DeviceKind, Processing},
        quality::QualityChoice,
    },
    client::{
        local_media::MediaEvent, local_screen::ScreenEvent, peer_link::LinkEvent, signaling::Wake,
    },
    domain::{
        chat::ChatMessage,
        ids::{LocalRef, ParticipantId},
    },
    protocol::{annotation::Mark, client_message::ClientMessage},
};

/// What a page may ask for.
#[derive(Debug)]
pub enum Command {
    /// Ask for the devices and show them.
    StartPreview,
    /// Go in.
    Enter,
    /// Go out.
    Leave,
    /// Try the socket again at once.
    Reconnect,
    /// Turn the microphone on or off.
    ToggleMicrophone,
    /// Turn the camera on or off.
    ToggleCamera,
    /// Ask again for what was refused.
    RetryDevices,
    /// Use this device, by the browser's id.
    ChooseDevice(DeviceKind, String),
    /// Use the camera on the other side.
    FlipCamera,
    /// Have this done to the microphone's sound.
    Process(Processing),
    /// Try the speaker out, or stop it.
    TestSpeaker,
    /// Do not say again what is said about the own voice.
    HushVoiceHint,
    /// Ask which screen to share, and share it; or share no more.
    ToggleScreen,
    /// Say what the shared screen shows.
    HintScreen(ScreenHint),
    /// Say how good pictures are to be.
    ChooseQuality(QualityChoice),
    /// Play what the browser kept back.
    AllowSound,
    /// Make a mark on somebody's screen; without a line to the room nobody else sees it.
    Annotate(ParticipantId, Mark),
    /// Tell the room something that needs no receipt.
    Say(ClientMessage),
    /// Write a message.
    SendChat(String),
    /// Send a refused message again.
    ResendChat(LocalRef),
    /// Take a refused message away.
    DiscardChat(LocalRef),
    /// Fetch older messages.
    LoadOlderChat,
}

/// Whose picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// One's own.
    Me,
    /// Somebody else's.
    Person(ParticipantId),
    /// Somebody's screen; one's own for none.
    Screen(Option<ParticipantId>),
}

/// Everything that can happen to a call.
pub enum Event {
    /// The page asks for something.
    Command(Command),
    /// A view shows somebody; the number is the view's.
    Show(u32, Who, HtmlVideoElement),
    /// A view is gone.
    Hide(u32),
    /// The line to the room.
    Line(Wake),
    /// The own devices.
    Media(MediaEvent),
    /// The own screen.
    Screen(ScreenEvent),
    /// A connection, by its serial number.
    Link(u32, LinkEvent),
    /// The network came or went.
    Network,
    /// The page was shown or hidden.
    Visibility,
    /// The person does something in the page.
    Activity,
    /// A second has passed.
    Second,
    /// A tenth of a second has passed.
    Moment,
    /// The answer to a message that went without the line.
    ChatSent(LocalRef, Result<ChatMessage, Refusal>),
    /// A page of the chat, or none when it could not be fetched.
    ChatFetched {
        /// Whether it goes before what is there, rather than after it.
        older: bool,
        /// The page.
        page: Option<Page>,
    },
}

/// Where events go, from handlers that may outlive the engine.
pub type Sink = Rc<dyn Fn(Event)>;
