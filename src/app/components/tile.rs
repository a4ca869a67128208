//! One person on the stage: their picture or initials, their name, what can be said about them now.

use leptos::{ev, html, prelude::*, web_sys::HtmlElement};

use super::{avatar::hue, icon::Icon, reactions::TileSigns};
use crate::{
    app::{call_view::CallView, text::room as words},
    call::{
        call_state::LinkState,
        quality::{QualityChoice, Why},
    },
    domain::ids::ParticipantId,
};

/// "yes" for an attribute that a stylesheet asks for.
fn yes(on: bool) -> Option<&'static str> {
    on.then_some("yes")
}

/// Voice bars, for those who don't see the ring; decoration to readers.
#[component]
fn Voice() -> impl IntoView {
    view! {
        <span class="voice" aria-hidden="true">
            <i></i>
            <i></i>
            <i></i>
        </span>
    }
    .into_any()
}

/// The label at the lower left edge.
#[component]
fn NameLabel(
    #[prop(into)] name: Signal<String>,
    audio: Memo<bool>,
    video: Memo<bool>,
    view: CallView,
    /// Whose; one's own for none.
    id: Option<ParticipantId>,
) -> impl IntoView {
    view! {
        <div class="name-label">
            {move || {
                if audio.get() {
                    view! { <Voice/> }.into_any()
                } else {
                    view! { <Icon name="mic-off" class="icon-16"/> }.into_any()
                }
            }} <span class="name-label-text">{name}</span>
            <span class="unseen">{move || words::tile_state(audio.get(), video.get())}</span>
            {view.later(move |parts| (parts.quality_mark)(view, id))}
        </div>
    }
    .into_any()
}

/// Somebody else.
#[component]
pub fn PersonTile(view: CallView, id: ParticipantId) -> impl IntoView {
    let video_ref = NodeRef::<html::Video>::new();
    view.call.show_person(id, video_ref);

    let name = view.read(move |state| state.person(id).map(|person| person.user.name.clone()));
    let link = view.read(move |state| {
        state
            .person(id)
            .map_or(LinkState::Interrupted, |person| person.link)
    });
    let audio = view.read(move |state| {
        state
            .person(id)
            .is_some_and(|person| person.user.media.audio)
    });
    let video = view.read(move |state| {
        state
            .person(id)
            .is_some_and(|person| person.user.media.video)
    });
    let speaking = view.read(move |state| state.is_speaking(id));
    // A picture that does not come any more, or is not wanted, would stand still.
    let moves = view.read(move |state| {
        let why = state.person(id).and_then(|person| person.way.mark.why);
        state.quality != QualityChoice::AudioOnly && why != Some(Why::TheirPicturePaused)
    });
    let picture = move || {
        if video.get() && moves.get() && link.get() != LinkState::Connecting {
            "on"
        } else {
            "off"
        }
    };
    let waiting = move || match link.get() {
        LinkState::Connected => None,
        LinkState::Connecting => Some(words::CONNECTING),
        LinkState::Interrupted => Some(words::COMING_BACK),
    };
    let full_name =
        Signal::derive(move || name.get().map_or_else(String::new, |name| name.to_string()));
    view! {
        <li
            class="tile"
            data-hue=hue(id.as_uuid())
            data-picture=picture
            data-link=move || (link.get() == LinkState::Interrupted).then_some("interrupted")
            data-speaking=move || yes(speaking.get())
        >
            <span class="tile-face" aria-hidden="true">
                {move || name.get().map(|name| name.initials())}
            </span>
            <video node_ref=video_ref autoplay playsinline aria-hidden="true"></video>
            {move || {
                waiting()
                    .map(|word| {
                        view! {
                            <div class="tile-waiting">
                                <span class="spinner" aria-hidden="true"></span>
                                <span>{word}</span>
                            </div>
                        }
                            .into_any()
                    })
            }}
            <TileSigns view=view id=Some(id)/>
            <NameLabel name=full_name audio=audio video=video view=view id=Some(id)/>
        </li>
    }
    .into_any()
}

/// A corner of the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Corner {
    right: bool,
    bottom: bool,
}

impl Corner {
    const fn word(self) -> &'static str {
        match (self.right, self.bottom) {
            (true, true) => "bottom-right",
            (false, true) => "bottom-left",
            (true, false) => "top-right",
            (false, false) => "top-left",
        }
    }

    /// Where an arrow key leads from here; `None` for other keys.
    fn moved(self, key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self {
                right: false,
                ..self
            },
            "ArrowRight" => Self {
                right: true,
                ..self
            },
            "ArrowUp" => Self {
                bottom: false,
                ..self
            },
            "ArrowDown" => Self {
                bottom: true,
                ..self
            },
            _ => return None,
        })
    }
}

/// Oneself, mirrored. With one other person it sits in a corner of theirs and can be moved to another.
#[component]
pub fn OwnTile(view: CallView, #[prop(into)] movable: Signal<bool>) -> impl IntoView {
    let video_ref = NodeRef::<html::Video>::new();
    view.call.show_local(video_ref);
    let tile = NodeRef::<html::Li>::new();

    // Known from the seat before the room has answered.
    let seat = view.session.with_value(|session| session.seat.clone());
    let (seat_id, seat_name) = seat.map(|seat| (seat.id, seat.name)).unzip();
    let id = view.read(move |state| state.room.as_ref().map(|room| room.me.id).or(seat_id));
    let initials = view.read(move |state| {
        state
            .room
            .as_ref()
            .map(|room| room.me.name.initials())
            .or_else(|| seat_name.as_ref().map(|name| name.initials()))
    });
    let audio = view.microphone_on();
    let video = view.camera_on();
    let speaking = view.read(|state| {
        state
            .room
            .as_ref()
            .is_some_and(|room| state.is_speaking(room.me.id))
    });

    // Where it sits by itself: a phone's bar and label are below, so its place there is above.
    let corner = RwSignal::new(None::<Corner>);
    let grabbed = StoredValue::new(None::<(i32, i32)>);
    let shift = move |x: i32, y: i32| {
        if let Some(tile) = tile.get_untracked() {
            let place = if x == 0 && y == 0 {
                String::new()
            } else {
                format!("translate({x}px, {y}px)")
            };
            // Fails only for a read-only declaration, which an element's own style never is.
            let _ = HtmlElement::style(&tile).set_property("transform", &place);
        }
    };
    let grab = move |event: ev::PointerEvent| {
        if movable.get_untracked() {
            grabbed.set_value(Some((event.client_x(), event.client_y())));
            if let Some(tile) = tile.get_untracked() {
                let _ = tile.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let drag = move |event: ev::PointerEvent| {
        if let Some((x, y)) = grabbed.get_value() {
            shift(event.client_x() - x, event.client_y() - y);
        }
    };
    let drop_here = move |event: ev::PointerEvent| {
        let Some((x, y)) = grabbed.get_value() else {
            return;
        };
        grabbed.set_value(None);
        shift(0, 0);
        let far = (event.client_x() - x).abs() + (event.client_y() - y).abs() > 12;
        if let (true, Some(stage)) = (far, view.stage.get_untracked()) {
            // The room fills the window, so its places are the window's.
            corner.set(Some(Corner {
                right: event.client_x() > stage.offset_left() + stage.offset_width() / 2,
                bottom: event.client_y() > stage.offset_top() + stage.offset_height() / 2,
            }));
        }
    };
    let step = move |event: ev::KeyboardEvent| {
        let now = corner.get_untracked().unwrap_or(Corner {
            right: true,
            bottom: true,
        });
        if let (true, Some(next)) = (movable.get_untracked(), now.moved(&event.key())) {
            event.prevent_default();
            corner.set(Some(next));
        }
    };
    view! {
        <li
            class="tile tile-own"
            node_ref=tile
            data-hue=move || id.get().map(|id| hue(id.as_uuid()))
            data-picture=move || if video.get() { "on" } else { "off" }
            data-speaking=move || yes(speaking.get())
            data-corner=move || corner.get().map(Corner::word)
            tabindex=move || movable.get().then_some("0")
            aria-label=move || movable.get().then_some(words::OWN_TILE)
            on:pointerdown=grab
            on:pointermove=drag
            on:pointerup=drop_here
            on:pointercancel=drop_here
            on:keydown=step
        >
            <span class="tile-face" aria-hidden="true">
                {initials}
            </span>
            <video node_ref=video_ref autoplay playsinline muted aria-hidden="true"></video>
            <TileSigns view=view id=None/>
            <NameLabel name=Signal::stored(words::YOU.to_owned()) audio=audio video=video view=view id=None/>
        </li>
    }
    .into_any()
}
