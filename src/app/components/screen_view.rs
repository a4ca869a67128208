//! One shared screen, large: at its own ratio, at its actual size, or as large as two fingers want it.
//!
//! The box of the picture has exactly the picture's ratio at any size, so that a place in the picture is a place in the
//! box, and nothing that lies over it has to know of letterboxes, zoom or scrolling.

use leptos::{html, prelude::*};

use super::{
    focus::is_typing,
    icon::icon,
    pointing::{Hand, tools},
    screen_gestures::ScreenGestures,
    screen_marks::{Board, ScreenMarks},
    screen_zoom::{ScreenZoom, Zoom},
};
use crate::{
    app::{call_view::CallView, text::screen as words},
    domain::ids::ParticipantId,
};

/// How large the picture of `video` is, by its own pixels.
#[derive(Clone, Copy)]
pub struct ScreenPicture {
    video: NodeRef<html::Video>,
    /// Its width and its height; a guess before they are known.
    pub pixels: RwSignal<(u32, u32)>,
    /// Whether they are known.
    pub known: RwSignal<bool>,
}

impl ScreenPicture {
    /// Not known yet.
    pub fn new(video: NodeRef<html::Video>) -> Self {
        Self {
            video,
            pixels: RwSignal::new((16, 9)),
            known: RwSignal::new(false),
        }
    }

    /// Looks again.
    pub fn measure(self) {
        if let Some(video) = self.video.get_untracked()
            && video.video_width() > 0
        {
            let pixels = (video.video_width(), video.video_height().max(1));
            self.pixels.set(pixels);
            self.known.set(true);
        }
    }

    /// The picture, which says when it has another size.
    pub fn draw(self) -> AnyView {
        view! {
            <video
                node_ref=self.video
                autoplay
                playsinline
                muted
                aria-hidden="true"
                on:loadedmetadata=move |_| self.measure()
                on:resize=move |_| self.measure()
            ></video>
        }
        .into_any()
    }

    /// Its width by its height, for a stylesheet.
    pub fn ratio(self) -> String {
        let (width, height) = self.pixels.get();
        (f64::from(width) / f64::from(height)).to_string()
    }
}

/// The screen of `id`; `others` are all that are shared besides one's own.
#[component]
pub fn ScreenView(
    view: CallView,
    board: Board,
    id: ParticipantId,
    others: Memo<Vec<ParticipantId>>,
    chosen: RwSignal<Option<ParticipantId>>,
) -> impl IntoView {
    let video = NodeRef::<html::Video>::new();
    view.call.show_screen(Some(id), video);
    let size = ScreenPicture::new(video);
    let hand = Hand::new(view, board, id);
    let zoom = ScreenZoom::new(size.pixels);
    let gestures = ScreenGestures::new(zoom, hand);
    let name = view.name_of(id);
    let label = words::screen_of(&name);
    view! {
        <section
            class="screen"
            aria-label=label.clone()
            on:keydown=move |event| {
                if !is_typing() && hand.key(&event) {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
            data-filled=move || view.filled.get().then_some("yes")
            style=("--ratio", move || size.ratio())
        >
            <div
                class="screen-frame"
                node_ref=zoom.frame
                tabindex="0"
                role="group"
                aria-label=label.clone()
                on:pointerdown=move |event| gestures.down(&event)
                on:pointermove=move |event| gestures.moved(&event)
                on:pointerup=move |event| gestures.up(&event)
                on:pointercancel=move |event| gestures.up(&event)
                on:pointerleave=move |_| hand.leave()
                data-tool=move || hand.tool.get().map(|_| "yes")
                on:wheel=move |event| gestures.wheel(&event)
                data-zoom=move || zoom.word()
            >
                <div
                    class="screen-picture"
                    node_ref=zoom.picture
                    style=("--zoom", move || zoom.factor())
                    style=("--actual", move || zoom.actual_width())
                >
                    {size.draw()}
                    {move || {
                        (!size.known.get())
                            .then(|| {
                                view! {
                                    <p class="screen-coming">
                                        <span class="spinner" aria-hidden="true"></span>
                                        {words::COMING}
                                    </p>
                                }
                                    .into_any()
                            })
                    }}
                    <ScreenMarks view=view board=board screen=id/>
                </div>
            </div>
            <div class="screen-tools" role="toolbar" aria-label=words::TOOLS>
                {move || which(view, id, others, chosen)}
                <span class="control-line"></span>
                {tools(hand)}
                <button
                    type="button"
                    class="screen-tool screen-tool-quiet"
                    aria-pressed=move || (zoom.zoom.get() == Zoom::Actual).to_string()
                    title=words::ACTUAL_SIZE
                    on:click=move |_| zoom.toggle_actual()
                >
                    {icon("actual-size", "")}
                    <span>{words::ACTUAL_SIZE}</span>
                </button>
                <button
                    type="button"
                    class="screen-tool"
                    aria-pressed=move || view.filled.get().to_string()
                    title=words::FILL
                    on:click=move |_| view.filled.update(|filled| *filled = !*filled)
                >
                    {icon("fill", "")}
                    <span>{words::FILL}</span>
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// Whose screen it is; a choice when there are several.
fn which(
    view: CallView,
    id: ParticipantId,
    others: Memo<Vec<ParticipantId>>,
    chosen: RwSignal<Option<ParticipantId>>,
) -> AnyView {
    let all = others.get();
    if all.len() < 2 {
        return view! {
            <p class="screen-who">
                {icon("screen", "")}
                <span>{words::shares(&view.name_of(id))}</span>
            </p>
        }
        .into_any();
    }
    let options = all
        .iter()
        .map(|one| {
            let selected = *one == id;
            view! {
                <option value=one.to_string() selected=selected>
                    {words::screen_of(&view.name_of(*one))}
                </option>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <div class="screen-who select">
            <select
                class="input"
                aria-label=words::WHICH
                on:change=move |event| {
                    let value = event_target_value(&event);
                    chosen.set(all.iter().find(|one| one.to_string() == value).copied());
                }
            >
                {options}
            </select>
            {icon("chevron", "icon-16")}
        </div>
    }
    .into_any()
}
