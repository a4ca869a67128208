//! Where sound and picture come out: a `<video>` of a view, which stays silent, and an `<audio>` that no
//! view has, so that somebody is heard whether or not their tile is on the screen.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlAudioElement, HtmlMediaElement, HtmlVideoElement};

use super::{
    js_error::JsError,
    media_extern::Loud,
    object::{get, knows},
    page, place,
    task::Task,
    track::Stream,
};
use crate::protocol::signal::Shown;

/// A `<video>` that shows a stream; dropping it takes the stream out again.
pub struct Picture {
    element: HtmlMediaElement,
}

impl Picture {
    /// Uses `element`, silent.
    pub fn new(element: HtmlVideoElement) -> Self {
        let element: HtmlMediaElement = element.into();
        element.set_muted(true);
        Self { element }
    }

    /// Shows `stream`, or nothing.
    pub fn show(&self, stream: Option<&Stream>) {
        let wanted = stream.map(|stream| &stream.0);
        if self.element.src_object().as_ref() == wanted {
            return;
        }
        self.element.set_src_object(wanted);
        if wanted.is_some()
            && let Ok(playing) = self.element.play()
        {
            // Silent pictures are played without being asked, and a view that goes interrupts it.
            Task::settle(playing);
        }
    }
}

impl Picture {
    /// How large the place of the picture is on the screen, in its pixels; nought when nobody can see it. The place
    /// counts and not the element, which is not drawn while there is no picture.
    pub fn shown(&self) -> Shown {
        let window = page::window();
        let Some(place) = self.element.parent_element() else {
            return Shown::default();
        };
        let inner =
            |length: Result<JsValue, _>| length.ok().and_then(|it| it.as_f64()).unwrap_or_default();
        let (width, height) = (inner(window.inner_width()), inner(window.inner_height()));
        let place = place::of(&place);
        let outside = place.left + place.width <= 0.0
            || place.top + place.height <= 0.0
            || place.left >= width
            || place.top >= height;
        if outside || !page::is_visible() {
            return Shown::default();
        }
        let pixels = |length: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "pixels, and a cast saturates"
            )]
            let pixels = (length * window.device_pixel_ratio()).round() as u32;
            pixels
        };
        Shown {
            width: pixels(place.width),
            height: pixels(place.height),
        }
    }
}

impl Drop for Picture {
    fn drop(&mut self) {
        self.element.set_src_object(None);
    }
}

/// Somebody's sound; dropping it ends it.
pub struct Sound {
    element: HtmlMediaElement,
    playing: Option<Task>,
}

impl Sound {
    /// Plays `stream` on `speaker` (empty: the system's choice) and tells `on_answer` whether the browser keeps it
    /// back until the person touches the page. None when there is no way to make sound.
    pub fn play(
        stream: &Stream,
        speaker: &str,
        on_answer: impl Fn(SoundAnswer) + 'static,
    ) -> Option<Self> {
        let element: HtmlMediaElement = HtmlAudioElement::new().ok()?.into();
        element.set_autoplay(true);
        element.set_src_object(Some(&stream.0));
        let mut sound = Self {
            element,
            playing: None,
        };
        if !speaker.is_empty() {
            sound.use_speaker(speaker);
        }
        sound.try_again(on_answer);
        Some(sound)
    }

    /// Comes out of `speaker` from now on (empty: the system's choice). One that cannot be had changes nothing.
    pub fn use_speaker(&self, speaker: &str) {
        if !can_choose_speaker() {
            return;
        }
        if let Ok(used) = self.element.unchecked_ref::<Loud>().set_sink_id(speaker) {
            Task::settle(used);
        }
    }

    /// Tries to play again, from a click.
    pub fn try_again(&mut self, on_answer: impl Fn(SoundAnswer) + 'static) {
        let Ok(playing) = self.element.play() else {
            return;
        };
        self.playing = Some(Task::spawn(async move {
            let played = JsFuture::from(playing).await;
            match played.map_err(JsError::from) {
                Ok(_) => on_answer(SoundAnswer::Plays),
                Err(error) if error.name == "NotAllowedError" => on_answer(SoundAnswer::KeptBack),
                // Interrupted by the next stream, which plays itself.
                Err(_) => {}
            }
        }));
    }
}

impl Drop for Sound {
    fn drop(&mut self) {
        self.playing = None;
        let _ = self.element.pause();
        self.element.set_src_object(None);
    }
}

/// Whether this browser lets a page choose where its sound comes out.
pub fn can_choose_speaker() -> bool {
    let elements = get(&page::window(), "HTMLMediaElement");
    knows(&get(&elements, "prototype"), "setSinkId")
}

/// What the browser says to playing sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoundAnswer {
    /// It plays.
    Plays,
    /// It waits until the person touches the page (HTML §4.8.11.8).
    KeptBack,
}
