//! One shared screen, large: at its own ratio, at its actual size, or as large as two fingers want it.
//!
//! The box of the picture has exactly the picture's ratio at any size, so that a place in the picture is a place in the
//! box, and nothing that lies over it has to know of letterboxes, zoom or scrolling.

use leptos::{ev, html, prelude::*};

use super::{
    focus::is_typing,
    icon::icon,
    pointing::{Hand, tools},
    screen_marks::{Board, ScreenMarks},
};
use crate::{
    app::{call_view::CallView, door, text::screen as words},
    call::zoom::{Pinch, closer, middle, shift_to_keep},
    domain::ids::ParticipantId,
    protocol::annotation::Spot,
};

/// How large it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Zoom {
    /// As large as its place lets it.
    Fit,
    /// One of its pixels is one of this screen's.
    Actual,
    /// So many times as large as its place lets it.
    By(f64),
}

/// What touches the picture now.
#[derive(Debug, Clone, Default)]
struct Hands {
    fingers: Vec<(i32, (f64, f64))>,
    pinch: Option<Pinch>,
    /// Where a mouse took hold of it.
    grabbed: Option<(f64, f64)>,
}

fn point(event: &ev::PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

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
    let zoom = RwSignal::new(Zoom::Fit);
    let frame = NodeRef::<html::Div>::new();
    let picture = NodeRef::<html::Div>::new();
    let name = view.name_of(id);
    let label = words::screen_of(&name);
    let factor = move || match zoom.get() {
        Zoom::By(factor) => factor.to_string(),
        Zoom::Fit | Zoom::Actual => "1".to_owned(),
    };
    // Draws it closer or further, so that what is at this place of the page stays there.
    let look_closer = move |factor: f64, at: (f64, f64)| {
        let Some(before) = picture
            .get_untracked()
            .map(|picture| door::place_of(&picture))
        else {
            return;
        };
        zoom.set(if factor > 1.0 {
            Zoom::By(factor)
        } else {
            Zoom::Fit
        });
        request_animation_frame(move || {
            if let (Some(picture), Some(frame)) = (picture.get_untracked(), frame.get_untracked()) {
                let (x, y) = shift_to_keep(before, door::place_of(&picture), at);
                frame.scroll_by_with_x_and_y(x, y);
            }
        });
    };
    // How many times as large as its place lets it, whatever that came from.
    let factor_now = move || match zoom.get_untracked() {
        Zoom::Fit => 1.0,
        Zoom::By(factor) => factor,
        Zoom::Actual => {
            let (Some(picture), Some(frame)) = (picture.get_untracked(), frame.get_untracked())
            else {
                return 1.0;
            };
            let (width, height) = size.pixels.get_untracked();
            let high = f64::from(frame.client_height()) * f64::from(width) / f64::from(height);
            let fits = f64::from(frame.client_width()).min(high).max(1.0);
            closer(1.0, door::place_of(&picture).width / fits)
        }
    };
    let hands = StoredValue::new(Hands::default());
    // Where in the picture; none outside of it.
    let spot = move |at: (f64, f64)| {
        let picture = picture.get_untracked()?;
        let place = door::place_of(&picture);
        let (x, y) = place.share_of(at)?;
        let inside = (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y);
        inside.then(|| Spot::at((x, y)))
    };
    let down = move |event: ev::PointerEvent| {
        let at = point(&event);
        let mut now = hands.get_value();
        let touch = event.pointer_type() == "touch";
        if touch {
            now.fingers.push((event.pointer_id(), at));
        }
        if let [(_, one), (_, other)] = now.fingers[..] {
            hand.up();
            now.pinch = Some(Pinch::new([one, other], factor_now()));
        } else if event.button() == 0 && spot(at).is_some_and(|spot| hand.down(spot)) {
            // What is drawn is not what is dragged.
            event.prevent_default();
        } else if touch {
            // The browser scrolls by itself.
        } else if zoom.get_untracked() != Zoom::Fit && event.button() == 0 {
            now.grabbed = Some(at);
            if let Some(frame) = frame.get_untracked() {
                let _ = frame.set_pointer_capture(event.pointer_id());
            }
        }
        hands.set_value(now);
    };
    let moved = move |event: ev::PointerEvent| {
        let at = point(&event);
        let mut now = hands.get_value();
        for (id, finger) in &mut now.fingers {
            if *id == event.pointer_id() {
                *finger = at;
            }
        }
        if let (Some(pinch), [(_, one), (_, other)]) = (now.pinch, &now.fingers[..]) {
            let fingers = [*one, *other];
            look_closer(pinch.factor(fingers), middle(fingers));
        } else if let Some(spot) = spot(at) {
            // It may have been let go of outside of the page.
            if event.buttons() == 0 {
                hand.up();
            }
            hand.moved(spot);
        } else {
            hand.leave();
        }
        if let (Some((x, y)), Some(frame)) = (now.grabbed, frame.get_untracked()) {
            frame.scroll_by_with_x_and_y(x - at.0, y - at.1);
            now.grabbed = Some(at);
        }
        hands.set_value(now);
    };
    let up = move |event: ev::PointerEvent| {
        hand.up();
        hands.update_value(|now| {
            now.fingers.retain(|(id, _)| *id != event.pointer_id());
            (now.pinch, now.grabbed) = (None, None);
        });
    };
    // Two fingers on a touchpad come as a wheel with the control key.
    let wheel = move |event: ev::WheelEvent| {
        if event.ctrl_key() {
            event.prevent_default();
            let at = (f64::from(event.client_x()), f64::from(event.client_y()));
            look_closer(closer(factor_now(), (-event.delta_y() / 200.0).exp()), at);
        }
    };
    let actual = move || {
        format!(
            "{}px",
            f64::from(size.pixels.get().0) / window().device_pixel_ratio()
        )
    };
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
                node_ref=frame
                tabindex="0"
                role="group"
                aria-label=label.clone()
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=up
                on:pointerleave=move |_| hand.leave()
                data-tool=move || hand.tool.get().map(|_| "yes")
                on:wheel=wheel
                data-zoom=move || match zoom.get() {
                    Zoom::Fit => "fit",
                    Zoom::Actual => "actual",
                    Zoom::By(_) => "by",
                }
            >
                <div
                    class="screen-picture"
                    node_ref=picture
                    style=("--zoom", factor)
                    style=("--actual", actual)
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
                    aria-pressed=move || (zoom.get() == Zoom::Actual).to_string()
                    title=words::ACTUAL_SIZE
                    on:click=move |_| {
                        zoom.update(|zoom| {
                            *zoom = if *zoom == Zoom::Actual { Zoom::Fit } else { Zoom::Actual };
                        });
                    }
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
