//! What the parts of a call's page share: the call, what of the page is open, and small readings of the
//! call's state that follow only what they name.
//!
//! The state of the call is in `CallHandle`; here is only what the page itself decides.

use leptos::{html, prelude::*};

use super::{door::CallHandle, text};
use crate::{
    api::{OpenSession, RoleLinksView},
    call::{
        call_state::{CallState, Device, DeviceProblem, Phase},
        last_minutes::warning_at,
    },
    domain::{
        clock::Timestamp,
        ids::{MessageId, ParticipantId},
        policy::CallKind,
        role::Grants,
    },
    protocol::{
        client_message::ClientMessage,
        server_message::{Rules, WaitingUser},
    },
};

/// What the rail shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// Messages.
    Chat,
    /// Who is here.
    People,
    /// The link, the picture to scan, the end.
    Session,
}

impl Panel {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Chat, Self::People, Self::Session];

    /// A word for ids and attributes.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::People => "people",
            Self::Session => "session",
        }
    }
}

/// What is asked before it is done to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// To put them out.
    Remove,
    /// To make them host in one's own place.
    HandOver,
}

/// What of a call's page is fetched later, each as a function that draws it.
#[derive(Clone, Copy)]
pub struct Later {
    /// Chat, people, session.
    pub rail: fn(CallView) -> AnyView,
    /// Microphone, camera, speaker, and what is done to them.
    pub settings: fn(CallView) -> AnyView,
    /// Tells hosts what keeps one from coming in as one wants to.
    pub report: fn(CallView),
    /// What keeps the devices away, before the call.
    pub trouble: fn(CallView, DeviceProblem) -> AnyView,
    /// What somebody may want to answer.
    pub prompts: fn(CallView) -> AnyView,
    /// What is said in passing, and dialogs.
    pub over_all: fn(CallView) -> AnyView,
    /// Shared screens.
    pub screens: fn(CallView) -> AnyView,
    /// The signs, in the menu of this id.
    pub reactions: fn(CallView, &'static str) -> AnyView,
    /// How well it goes with somebody, or with oneself for none.
    pub quality_mark: fn(CallView, Option<ParticipantId>) -> AnyView,
    /// What has no place in the bar.
    pub more_items: fn(CallView) -> AnyView,
    /// When one is not in the call any more.
    pub out: fn(CallView, Phase) -> AnyView,
}

/// One call's page. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct CallView {
    /// The call.
    pub call: CallHandle,
    /// The session as its page got it.
    pub session: StoredValue<OpenSession>,
    /// Which panel is open.
    pub panel: RwSignal<Option<Panel>>,
    /// What stands in the composer; kept while the chat is closed.
    pub draft: RwSignal<String>,
    /// The last message that was on screen.
    pub seen: RwSignal<u64>,
    /// The passing sentence.
    pub toast: RwSignal<Option<String>>,
    /// Whether single keys do something.
    pub keys: RwSignal<bool>,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// Whether the choice of devices is open.
    pub settings: RwSignal<bool>,
    /// Whether the figures of the connections are open.
    pub statistics: RwSignal<bool>,
    /// Whether the question about the end is open.
    pub ending: RwSignal<bool>,
    /// Whether the large screen fills the window.
    pub filled: RwSignal<bool>,
    /// What is asked, about whom, and their name; kept while the dialog closes.
    pub question: RwSignal<Option<(Question, ParticipantId, String)>>,
    /// Whether that question is open.
    pub questioning: RwSignal<bool>,
    /// The links by role, as long as this page lives; none before some were made here.
    pub role_links: RwSignal<Option<RoleLinksView>>,
    /// The message whose menu was opened last, and whether it is an announcement.
    pub chosen_message: RwSignal<Option<(MessageId, bool)>>,
    /// What is fetched later, when it is here.
    pub later: RwSignal<Option<Later>>,
    /// The three parts between which F6 goes.
    pub stage: NodeRef<html::Main>,
    /// The bar.
    pub bar: NodeRef<html::Section>,
    /// The rail, while it is open.
    pub rail: NodeRef<html::Aside>,
}

impl CallView {
    /// The page of `session` before anything happened.
    pub fn new(session: OpenSession) -> Self {
        let role_links = session.role_links.clone();
        Self {
            call: CallHandle::new(session.id, session.kind, session.grants),
            session: StoredValue::new(session),
            // What is shown once is seen at once.
            panel: RwSignal::new(role_links.as_ref().map(|_| Panel::Session)),
            role_links: RwSignal::new(role_links),
            draft: RwSignal::new(String::new()),
            seen: RwSignal::new(0),
            toast: RwSignal::new(None),
            keys: RwSignal::new(true),
            help: RwSignal::new(false),
            settings: RwSignal::new(false),
            statistics: RwSignal::new(false),
            ending: RwSignal::new(false),
            filled: RwSignal::new(false),
            question: RwSignal::new(None),
            questioning: RwSignal::new(false),
            chosen_message: RwSignal::new(None),
            later: RwSignal::new(None),
            stage: NodeRef::new(),
            bar: NodeRef::new(),
            rail: NodeRef::new(),
        }
    }

    /// A part of the call's state; whoever reads it hears only of its changes.
    pub fn read<T>(self, part: impl Fn(&CallState) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        // Boxed, so that the program has one memo a type and not one a closure.
        fn memo<T>(call: CallHandle, part: Box<dyn Fn(&CallState) -> T + Send + Sync>) -> Memo<T>
        where
            T: PartialEq + Send + Sync + 'static,
        {
            Memo::new(move |_| call.state.with(&*part))
        }
        memo(self.call, Box::new(part))
    }

    /// What is fetched later, drawn by `part` as soon as it is here.
    pub fn later(
        self,
        part: impl Fn(Later) -> AnyView + Send + 'static,
    ) -> impl Fn() -> Option<AnyView> + Send + 'static {
        move || self.later.get().map(&part)
    }

    /// What somebody is called now: a name, or that it is oneself.
    pub fn name_of(self, id: ParticipantId) -> String {
        self.call.state.with_untracked(|state| {
            let person = state.person(id).map(|person| person.user.name.to_string());
            person.unwrap_or_else(|| text::room::YOU.to_owned())
        })
    }

    /// Sound only, or camera too.
    pub fn kind(self) -> CallKind {
        self.session.with_value(|session| session.kind)
    }

    /// Whether the own microphone is on.
    pub fn microphone_on(self) -> Memo<bool> {
        self.read(|state| state.local.microphone == Device::On)
    }

    /// Whether the own camera is on.
    pub fn camera_on(self) -> Memo<bool> {
        self.read(|state| state.local.camera == Device::On)
    }

    /// Oneself; known from the seat, or from the room's first answer.
    pub fn me(self) -> Memo<Option<ParticipantId>> {
        self.read(|state| state.room.as_ref().map(|room| room.me.id))
    }

    /// What one may do; before the room has said so, what the session's page was told.
    pub fn grants(self) -> Memo<Grants> {
        let told = self.session.with_value(|session| session.grants);
        self.read(move |state| state.grants().unwrap_or(told))
    }

    /// Whether one looks after the session.
    pub fn moderates(self) -> Memo<bool> {
        let told = self.session.with_value(|session| session.grants);
        self.read(move |state| state.grants().unwrap_or(told).moderate)
    }

    /// Whether one could do something about `id` that the room would not refuse.
    pub fn has_power_over(self, id: ParticipantId) -> Memo<bool> {
        self.read(move |state| state.has_power_over(id))
    }

    /// The session's rules.
    pub fn rules(self) -> Memo<Option<Rules>> {
        self.read(|state| state.room.as_ref().map(|room| room.rules))
    }

    /// Who waits to be let in.
    pub fn waiting(self) -> Memo<Vec<WaitingUser>> {
        self.read(|state| state.waiting.clone())
    }

    /// What the session is called now.
    pub fn title(self) -> Memo<String> {
        let told = self.session.with_value(|session| session.title.clone());
        self.read(move |state| {
            let now = match (&state.room, &state.knocking) {
                (Some(room), _) => &room.title,
                (None, Some(knocking)) => &knocking.title,
                (None, None) => &told,
            };
            match now.as_str() {
                "" => text::UNTITLED.to_owned(),
                title => title.to_owned(),
            }
        })
    }

    /// How many minutes are left, when it is time to say so.
    pub fn warning(self) -> Memo<Option<u64>> {
        let now = server_now(self);
        let expires_at = self.read(|state| state.room.as_ref().map(|room| room.expires_at));
        Memo::new(move |_| warning_at(expires_at.get()?.since(now()).as_secs()))
    }

    /// Asks `question` about `id`.
    pub fn ask(self, question: Question, id: ParticipantId) {
        let name = self
            .call
            .state
            .with_untracked(|state| state.person(id).map(|person| person.user.name.to_string()));
        if let Some(name) = name {
            self.question.set(Some((question, id, name)));
            self.questioning.set(true);
        }
    }

    /// Whether one's own hand is up.
    pub fn hand_up(self) -> Memo<bool> {
        self.read(|state| {
            state
                .room
                .as_ref()
                .is_some_and(|room| room.me.hand.is_some())
        })
    }

    /// Raises one's hand, or takes it down.
    pub fn raise_hand(self) {
        let raised = self.call.state.with_untracked(|state| {
            let me = state.room.as_ref().map(|room| &room.me);
            me.is_some_and(|me| me.hand.is_none())
        });
        self.call.say(ClientMessage::RaiseHand { raised });
    }

    /// How many others wrote since the chat was last read to its end.
    pub fn unread(self) -> Memo<usize> {
        Memo::new(move |_| {
            let seen = self.seen.get();
            self.call.state.with(|state| {
                let me = state.room.as_ref().map(|room| room.me.id);
                state
                    .chat
                    .messages
                    .iter()
                    .rev()
                    .take_while(|message| message.seq > seen)
                    .filter(|message| Some(message.author_id) != me)
                    .count()
            })
        })
    }

    /// Opens `panel`, or closes it when it is open.
    pub fn toggle(self, panel: Panel) {
        self.panel.update(|open| {
            *open = if *open == Some(panel) {
                None
            } else {
                Some(panel)
            }
        });
    }
}

/// The present moment by the server's clock, told every second; the page's own before the room has answered.
pub fn server_now(view: CallView) -> impl Fn() -> Timestamp + Copy + Send + Sync {
    let tick = super::door::every(1_000);
    let offset = view.read(|state| state.room.as_ref().map_or(0, |room| room.clock_offset_ms));
    move || Timestamp::from_millis(tick.get().as_millis().saturating_add(offset.get()))
}
