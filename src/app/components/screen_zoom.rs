//! How large a shared screen is drawn, and which part of it is seen.

use leptos::{html, prelude::*, web_sys::HtmlDivElement};

use crate::{
    app::door,
    call::zoom::{closer, shift_to_keep},
    protocol::annotation::Spot,
};

/// How large it is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Zoom {
    /// As large as its place lets it.
    Fit,
    /// One of its pixels is one of this screen's.
    Actual,
    /// So many times as large as its place lets it.
    By(f64),
}

/// A picture that can be larger than the frame through which it is seen. Copy it into views and handlers freely.
#[derive(Clone, Copy)]
pub struct ScreenZoom {
    /// How large it is drawn.
    pub zoom: RwSignal<Zoom>,
    /// Through which it is seen.
    pub frame: NodeRef<html::Div>,
    /// What is seen.
    pub picture: NodeRef<html::Div>,
    pixels: RwSignal<(u32, u32)>,
}

impl ScreenZoom {
    /// A picture with so many `pixels`, all of it.
    pub fn new(pixels: RwSignal<(u32, u32)>) -> Self {
        Self {
            zoom: RwSignal::new(Zoom::Fit),
            frame: NodeRef::new(),
            picture: NodeRef::new(),
            pixels,
        }
    }

    /// How large it is drawn, in a word for a stylesheet.
    pub fn word(self) -> &'static str {
        match self.zoom.get() {
            Zoom::Fit => "fit",
            Zoom::Actual => "actual",
            Zoom::By(_) => "by",
        }
    }

    /// How many times as large as its place lets it, for a stylesheet.
    pub fn factor(self) -> String {
        match self.zoom.get() {
            Zoom::By(factor) => factor.to_string(),
            Zoom::Fit | Zoom::Actual => "1".to_owned(),
        }
    }

    /// Its width at its actual size, for a stylesheet.
    pub fn actual_width(self) -> String {
        let (width, _) = self.pixels.get();
        format!("{}px", f64::from(width) / window().device_pixel_ratio())
    }

    /// To its actual size, or back.
    pub fn toggle_actual(self) {
        self.zoom.update(|zoom| {
            *zoom = if *zoom == Zoom::Actual {
                Zoom::Fit
            } else {
                Zoom::Actual
            };
        });
    }

    /// Draws it so many times as large as its place lets it, so that what is `at` this place of the page stays there.
    pub fn look_closer(self, factor: f64, at: (f64, f64)) {
        let Some(before) = self.picture.get_untracked() else {
            return;
        };
        let before = door::place_of(&before);
        self.zoom.set(if factor > 1.0 {
            Zoom::By(factor)
        } else {
            Zoom::Fit
        });
        request_animation_frame(move || {
            if let Some((picture, frame)) = self.drawn() {
                let (x, y) = shift_to_keep(before, door::place_of(&picture), at);
                frame.scroll_by_with_x_and_y(x, y);
            }
        });
    }

    /// How many times as large as its place lets it, whatever that came from.
    pub fn factor_now(self) -> f64 {
        match self.zoom.get_untracked() {
            Zoom::Fit => 1.0,
            Zoom::By(factor) => factor,
            Zoom::Actual => {
                let Some((picture, frame)) = self.drawn() else {
                    return 1.0;
                };
                let (width, height) = self.pixels.get_untracked();
                let high = f64::from(frame.client_height()) * f64::from(width) / f64::from(height);
                let fits = f64::from(frame.client_width()).min(high).max(1.0);
                closer(1.0, door::place_of(&picture).width / fits)
            }
        }
    }

    /// Where in the picture a place of the page is; none outside of it.
    pub fn spot(self, at: (f64, f64)) -> Option<Spot> {
        let picture = self.picture.get_untracked()?;
        let (x, y) = door::place_of(&picture).share_of(at)?;
        let inside = (0.0..=1.0).contains(&x) && (0.0..=1.0).contains(&y);
        inside.then(|| Spot::at((x, y)))
    }

    /// Shows what lies beside, so far away.
    pub fn scroll_by(self, (x, y): (f64, f64)) {
        if let Some(frame) = self.frame.get_untracked() {
            frame.scroll_by_with_x_and_y(x, y);
        }
    }

    fn drawn(self) -> Option<(HtmlDivElement, HtmlDivElement)> {
        Some((self.picture.get_untracked()?, self.frame.get_untracked()?))
    }
}
