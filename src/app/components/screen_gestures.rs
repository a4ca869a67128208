//! What mouse, fingers and touchpad do on a shared screen: point and draw, drag, pinch.

use leptos::{ev, prelude::*};

use super::{
    pointing::Hand,
    screen_zoom::{ScreenZoom, Zoom},
};
use crate::call::zoom::{Pinch, closer, middle};

/// What touches the picture now.
#[derive(Debug, Clone, Default)]
struct Touching {
    fingers: Vec<(i32, (f64, f64))>,
    pinch: Option<Pinch>,
    /// Where a mouse took hold of it.
    grabbed: Option<(f64, f64)>,
}

/// The handlers of one picture. Copy it into them freely.
#[derive(Clone, Copy)]
pub struct ScreenGestures {
    zoom: ScreenZoom,
    hand: Hand,
    touching: StoredValue<Touching>,
}

fn place(event: &ev::MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

impl ScreenGestures {
    /// On a picture that is drawn by `zoom`, with a `hand` that points and draws.
    pub fn new(zoom: ScreenZoom, hand: Hand) -> Self {
        Self {
            zoom,
            hand,
            touching: StoredValue::new(Touching::default()),
        }
    }

    /// A finger, or a button of the mouse, goes down.
    pub fn down(self, event: &ev::PointerEvent) {
        let Self { zoom, hand, .. } = self;
        let at = place(event);
        let mut now = self.touching.get_value();
        let touch = event.pointer_type() == "touch";
        if touch {
            now.fingers.push((event.pointer_id(), at));
        }
        if let [(_, one), (_, other)] = now.fingers[..] {
            hand.up();
            now.pinch = Some(Pinch::new([one, other], zoom.factor_now()));
        } else if event.button() == 0 && zoom.spot(at).is_some_and(|spot| hand.down(spot)) {
            // What is drawn is not what is dragged.
            event.prevent_default();
        } else if touch {
            // The browser scrolls by itself.
        } else if zoom.zoom.get_untracked() != Zoom::Fit && event.button() == 0 {
            now.grabbed = Some(at);
            if let Some(frame) = zoom.frame.get_untracked() {
                let _ = frame.set_pointer_capture(event.pointer_id());
            }
        }
        self.touching.set_value(now);
    }

    /// It moves, or the mouse does without.
    pub fn moved(self, event: &ev::PointerEvent) {
        let Self { zoom, hand, .. } = self;
        let at = place(event);
        let mut now = self.touching.get_value();
        for (id, finger) in &mut now.fingers {
            if *id == event.pointer_id() {
                *finger = at;
            }
        }
        if let (Some(pinch), [(_, one), (_, other)]) = (now.pinch, &now.fingers[..]) {
            let fingers = [*one, *other];
            zoom.look_closer(pinch.factor(fingers), middle(fingers));
        } else if let Some(spot) = zoom.spot(at) {
            // It may have been let go of outside of the page.
            if event.buttons() == 0 {
                hand.up();
            }
            hand.moved(spot);
        } else {
            hand.leave();
        }
        if let Some((x, y)) = now.grabbed {
            zoom.scroll_by((x - at.0, y - at.1));
            now.grabbed = Some(at);
        }
        self.touching.set_value(now);
    }

    /// It goes up, or is taken away.
    pub fn up(self, event: &ev::PointerEvent) {
        self.hand.up();
        self.touching.update_value(|now| {
            now.fingers.retain(|(id, _)| *id != event.pointer_id());
            (now.pinch, now.grabbed) = (None, None);
        });
    }

    /// A wheel turns; two fingers on a touchpad come as one, with the control key.
    pub fn wheel(self, event: &ev::WheelEvent) {
        if event.ctrl_key() {
            event.prevent_default();
            let factor = closer(self.zoom.factor_now(), (-event.delta_y() / 200.0).exp());
            self.zoom.look_closer(factor, place(event));
        }
    }
}
